namespace Perun.Core.Money;

/// A limit given either as an amount in the account's currency or as a share of some whole ("10%").
public readonly record struct AmountOrPercent(decimal Value, bool IsPercent)
{
    public static readonly AmountOrPercent None;

    public static AmountOrPercent Amount(decimal value) => new(value, IsPercent: false);

    public static AmountOrPercent Percent(decimal value) => new(value, IsPercent: true);

    /// Whether it limits anything.
    public bool IsSet => Value > 0;

    /// The amount that it stands for, given the whole.
    public decimal Of(decimal whole) => IsPercent ? whole * (Value * 0.01m) : Value;

    public override string ToString() => IsPercent ? $"{Value:0.####}%" : $"{Value:0.##}";
}

namespace Perun.Simulation.Exchange;

/// What a price gets worse by: a fraction of it, and an amount in the quote currency.
internal readonly record struct PriceCost(decimal Fraction, decimal Amount)
{
    public bool IsNone => Fraction == 0 && Amount == 0;

    public decimal At(decimal price) => price * Fraction + Amount;

    public static PriceCost operator +(PriceCost one, PriceCost other) => new(one.Fraction + other.Fraction, one.Amount + other.Amount);
}

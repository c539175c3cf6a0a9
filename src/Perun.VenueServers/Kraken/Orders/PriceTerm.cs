using System.Diagnostics;
using System.Globalization;
using Perun.Core.Orders;

namespace Perun.VenueServers.Kraken.Orders;

/// How a price is measured.
internal enum PriceBasis
{
    Absolute,

    /// Above or below another price, by its sign.
    Offset,

    /// Away from another price, to the side that makes sense for the order.
    AutoOffset,
}

/// A price as orders state it: 37500, +5, -1%, #2%.
internal readonly record struct PriceTerm(PriceBasis Basis, decimal Amount, bool IsPercent)
{
    public bool IsRelative => Basis != PriceBasis.Absolute;

    public static bool TryParse(string text, out PriceTerm term)
    {
        term = default;
        var basis = text[0] switch { '+' or '-' => PriceBasis.Offset, '#' => PriceBasis.AutoOffset, _ => PriceBasis.Absolute };
        var isPercent = text[^1] == '%';
        var digits = text.AsSpan(basis == PriceBasis.Absolute ? 0 : 1);
        if (isPercent) digits = digits[..^1];
        if ((isPercent && basis == PriceBasis.Absolute) || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) return false;
        term = new PriceTerm(basis, text[0] == '-' ? -amount : amount, isPercent);
        return true;
    }

    /// The distance from a price; negative below it.
    public decimal DistanceAt(decimal price) => IsPercent ? price * Amount / 100 : Amount;

    /// <param name="from">What a relative price is measured from.</param>
    /// <param name="automatic">+1 or -1: the side that makes sense.</param>
    public decimal At(decimal from, int automatic) => Basis switch
    {
        PriceBasis.Absolute => Amount,
        PriceBasis.Offset => from + DistanceAt(from),
        PriceBasis.AutoOffset => from + automatic * DistanceAt(from),
        _ => throw new UnreachableException(),
    };

    public string Text(int decimals)
    {
        if (!IsRelative) return Amount.ToString("F" + decimals);
        var sign = Basis == PriceBasis.AutoOffset ? "#" : Amount < 0 ? "-" : "+";
        return sign + (IsPercent ? Math.Abs(Amount).ToString("F4") + "%" : Math.Abs(Amount).ToString("F" + decimals));
    }

    /// Where a limit that moves with the market has to be measured to: below it for a buy, above it for a sell; for a stop the other way.
    public static int AutomaticSide(OrderKind kind, Side side) =>
        (kind is OrderKind.Limit or OrderKind.Iceberg || kind.TakesProfit()) == (side == Side.Buy) ? -1 : 1;
}

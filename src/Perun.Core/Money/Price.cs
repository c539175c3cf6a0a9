namespace Perun.Core.Money;

/// The one place where a mathematical price becomes money.
public static class Price
{
    /// Beyond this a price is converted the slow way.
    private const double Most = 1e9;
    private const double Scale = 1e8;

    /// A positive, finite price to eight decimals, or to fifteen digits where it is below one; without zeros that say nothing.
    public static decimal Of(double price)
    {
        if (!TryUnits(price, out var units)) return (decimal)price;
        const long hundredth = 1_000_000, tenThousandth = 10_000;
        var points = units / tenThousandth;
        if (points * tenThousandth != units) return Made(units, 8);
        var cents = units / hundredth;
        return cents * hundredth == units ? Made(cents, 2) : Made(points, 4);
    }

    /// The same in hundred-millionths; false where it has more digits than that.
    public static bool TryUnits(double price, out long units)
    {
        var isPlain = price is >= 1 and < Most;
        units = isPlain ? (long)(price * Scale + 0.5) : 0;
        return isPlain;
    }

    private static decimal Made(long units, byte scale)
    {
        for (; scale > 0 && units % 10 == 0; scale--) units /= 10;
        return new decimal((int)units, (int)(units >> 32), 0, isNegative: false, scale);
    }
}

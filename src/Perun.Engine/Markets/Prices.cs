using Perun.Core.Money;

namespace Perun.Engine.Markets;

/// Which prices can be money at all.
public static class Prices
{
    /// Anything beyond this is no price, and decimal arithmetic with it could overflow.
    internal const double Most = 1e12;

    public static decimal Decimal(double price) => price is > 0 and < Most ? Price.Of(price) : 0;

    /// Whether an amount that somebody named can be a price at all.
    public static bool IsPrice(decimal price) => price is > 0 and < 1e12m;
}

using Perun.Core.Instruments;

namespace Perun.Engine.Markets;

/// The one place where a mathematical price becomes money.
public static class Prices
{
    /// Anything beyond this is no price, and decimal arithmetic with it could overflow.
    private const double Most = 1e12;

    public static decimal Decimal(double price) => price is > 0 and < Most ? (decimal)price : 0;

    public static decimal OnTick(double price, Instrument instrument, RoundTo direction) =>
        instrument.RoundPrice(Decimal(price), direction);
}

using Perun.Core.Instruments;

namespace Perun.Engine.Ledger;

/// A rest too small for the venue to trade counts as nothing held.
public static class Dust
{
    /// What can be sold (or bought back) of a position, rounded down to the lot.
    public static decimal Tradable(decimal quantity, Instrument instrument)
    {
        var rounded = instrument.RoundQuantityDown(Math.Abs(quantity));
        return rounded < instrument.MinQuantity ? 0 : rounded;
    }

    public static bool IsMore(decimal quantity, Instrument instrument) => quantity != 0 && Tradable(quantity, instrument) > 0;
}

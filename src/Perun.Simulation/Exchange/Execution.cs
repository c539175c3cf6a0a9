using Perun.Core.Instruments;

namespace Perun.Simulation.Exchange;

/// That an order can fill, at which price (on the tick), and what of the slice certainly came afterwards. Filled in where it
/// stands, because it is large.
internal struct Execution
{
    public decimal Price;
    public Liquidity Liquidity;
    public bool AtOpen;
    public Slice Rest;

    /// What was said of the fill; true, because it can be.
    public bool Is(decimal price, Liquidity liquidity, bool atOpen, in Slice rest)
    {
        (Price, Liquidity, AtOpen) = (price, liquidity, atOpen);
        Rest = rest;
        return true;
    }
}

using Perun.Core.Bars;
using Perun.Core.Money;

namespace Perun.Simulation.Exchange;

/// A stretch of price path in decimals, as orders see it. The volume stays as it came: few ask for it.
internal readonly record struct Slice(decimal Open, decimal High, decimal Low, decimal Close, double Volume)
{
    public static Slice Of(in Bar bar) =>
        new(Price.Of(bar.Open), Price.Of(bar.High), Price.Of(bar.Low), Price.Of(bar.Close), bar.Volume);

    /// What an order sees that must fill at once.
    public Slice AtOpen => new(Open, Open, Open, Open, Volume);

    /// What an order sees that arrived somewhere inside: only the end is certainly after its arrival.
    public Slice AtClose => new(Close, Close, Close, Close, Volume);

    /// What certainly came after the price fell to a level that it opened above.
    public Slice AfterFallingTo(decimal level) => new(level, Math.Max(level, Close), Low, Close, Volume);

    /// What certainly came after the price rose to a level that it opened below.
    public Slice AfterRisingTo(decimal level) => new(level, High, Math.Min(level, Close), Close, Volume);
}

using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Markets;

namespace Perun.Backtest.Runs;

/// How far trades were under water and above it, by the lows and highs of the bars at whose close they were held, and by their
/// way out. The engine knows closes only, which is little of a day's bar.
internal sealed class Excursions
{
    private readonly Excursion[] _seen;

    public Excursions(int instruments)
    {
        _seen = new Excursion[instruments];
        Array.Fill(_seen, Excursion.None);
    }

    public void See(InstrumentId instrument, in Bar bar) => _seen[instrument.Value].See(bar);

    /// What was seen while a trade that is over was held.
    public Excursion Take(InstrumentId instrument)
    {
        var seen = _seen[instrument.Value];
        _seen[instrument.Value] = Excursion.None;
        return seen;
    }
}

/// The prices between which a trade was held.
internal struct Excursion
{
    public double Low;
    public double High;

    public static Excursion None => new() { Low = double.PositiveInfinity, High = double.NegativeInfinity };

    public void See(in Bar bar)
    {
        if (bar.Low < Low) Low = bar.Low;
        if (bar.High > High) High = bar.High;
    }

    /// The worst (zero or less) and the best of a trade.
    public readonly (decimal Worst, decimal Best) Of(Side side, decimal quantity, decimal entry, decimal exit)
    {
        var (low, high) = High > 0 ? (Prices.Decimal(Low), Prices.Decimal(High)) : (exit, exit);
        (low, high) = (Math.Min(low, exit), Math.Max(high, exit));
        var (adverse, favourable) = side == Side.Buy ? (low, high) : (high, low);
        return (Math.Min(0, Gain(adverse)), Math.Max(0, Gain(favourable)));

        decimal Gain(decimal price) => Math.Round(side.Sign() * (price - entry) * quantity, 8);
    }
}

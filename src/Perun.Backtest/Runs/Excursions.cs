using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;

namespace Perun.Backtest.Runs;

/// How far trades were under water and above it, by the lows and highs of the bars at whose close they were held, and by their
/// way out. The engine knows closes only, which is little of a day's bar.
internal sealed class Excursions
{
    private readonly (double Low, double High)[] _seen;

    public Excursions(int instruments)
    {
        _seen = new (double Low, double High)[instruments];
        Array.Fill(_seen, Nothing);
    }

    private static (double Low, double High) Nothing => (double.PositiveInfinity, double.NegativeInfinity);

    public void See(InstrumentId instrument, in Bar bar)
    {
        ref var seen = ref _seen[instrument.Value];
        if (bar.Low < seen.Low) seen.Low = bar.Low;
        if (bar.High > seen.High) seen.High = bar.High;
    }

    /// The worst (zero or less) and the best of a trade that is over.
    public (decimal Worst, decimal Best) Take(Trade trade)
    {
        ref var seen = ref _seen[trade.Instrument.Value];
        var (low, high) = seen.High > 0 ? (Prices.Decimal(seen.Low), Prices.Decimal(seen.High)) : (trade.AverageExit, trade.AverageExit);
        seen = Nothing;
        (low, high) = (Math.Min(low, trade.AverageExit), Math.Max(high, trade.AverageExit));
        var (adverse, favourable) = trade.Side == Side.Buy ? (low, high) : (high, low);
        return (Math.Min(0, Gain(adverse)), Math.Max(0, Gain(favourable)));

        decimal Gain(decimal price) => Math.Round(trade.Side.Sign() * (price - trade.AverageEntry) * trade.Quantity, 8);
    }
}

using Perun.Core.Bars;

namespace Perun.Backtest.Runs;

/// The finer bars of one instrument, handed out for one bar after the other.
internal sealed class DetailBars(Bar[] detail)
{
    /// Feeds may differ by a hair; where they differ by more, one of them knows prices that the other doesn't.
    private const double Agreement = 0.001;

    private int _at;

    /// The finer bars inside a bar; empty where they are missing or tell another story than the bar does.
    public ReadOnlyMemory<Bar> Of(in Bar bar, DateTime end)
    {
        while (_at < detail.Length && detail[_at].Time < bar.Time) _at++;
        var from = _at;
        var (high, low) = (double.NegativeInfinity, double.PositiveInfinity);
        for (; _at < detail.Length && detail[_at].Time < end; _at++)
        {
            if (!detail[_at].IsSane) continue;
            high = Math.Max(high, detail[_at].High);
            low = Math.Min(low, detail[_at].Low);
        }
        var found = detail.AsSpan(from, _at - from);
        var isTheSame = found.Length > 0 && Agree(high, bar.High) && Agree(low, bar.Low) && Agree(found[0].Open, bar.Open) && Agree(found[^1].Close, bar.Close);
        return isTheSame ? detail.AsMemory(from, _at - from) : default;
    }

    private static bool Agree(double one, double other) => Math.Abs(one - other) <= Agreement * Math.Abs(other);
}

using Perun.Core.Bars;

namespace Perun.Backtest.Reports;

/// Bars for a chart that reaches from twenty years to one minute: an overview in steps of several bars, and the bars
/// themselves around the trades that matter most, as far as the budget goes.
internal sealed record ThinnedBars(int Count, int Step, Bar[] Overview, IReadOnlyList<(int From, Bar[] Bars)> Detail)
{
    private const int Margin = 30;
    private const int LongestDetail = 3000;

    /// <param name="trades">First and last bar of each trade, the most telling first.</param>
    public static ThinnedBars Of(ReadOnlySpan<Bar> bars, IEnumerable<(int From, int To)> trades, int overview, int detail)
    {
        var step = (bars.Length + overview - 1) / Math.Max(1, overview);
        if (step <= 1) return new ThinnedBars(bars.Length, 1, bars.ToArray(), []);
        var joined = new Bar[(bars.Length + step - 1) / step];
        for (var i = 0; i < joined.Length; i++) joined[i] = Join(bars.Slice(i * step, Math.Min(step, bars.Length - i * step)));
        var pieces = new List<(int, Bar[])>();
        foreach (var (from, to) in Ranges(Chosen(trades, joined.Length, step, detail)))
            pieces.Add((from * step, bars[(from * step)..Math.Min(bars.Length, to * step)].ToArray()));
        return new ThinnedBars(bars.Length, step, joined, pieces);
    }

    // Detail replaces whole steps of the overview, so that what is drawn never overlaps.
    private static SortedSet<int> Chosen(IEnumerable<(int From, int To)> trades, int steps, int step, int detail)
    {
        var chosen = new SortedSet<int>();
        foreach (var (from, to) in trades)
        {
            if (chosen.Count * (long)step >= detail) break;
            if (from < 0 || to - from > LongestDetail) continue;
            for (var i = Math.Max(0, from - Margin) / step; i <= Math.Min(steps - 1, (to + Margin) / step); i++) chosen.Add(i);
        }
        return chosen;
    }

    private static IEnumerable<(int From, int To)> Ranges(SortedSet<int> steps)
    {
        var (from, to) = (-1, -1);
        foreach (var step in steps)
        {
            if (step == to)
            {
                to++;
                continue;
            }
            if (from >= 0) yield return (from, to);
            (from, to) = (step, step + 1);
        }
        if (from >= 0) yield return (from, to);
    }

    private static Bar Join(ReadOnlySpan<Bar> bars)
    {
        var (high, low, volume) = (bars[0].High, bars[0].Low, 0.0);
        foreach (ref readonly var bar in bars)
        {
            if (bar.High > high) high = bar.High;
            if (bar.Low < low) low = bar.Low;
            volume += bar.Volume;
        }
        return new Bar(bars[0].Time, bars[0].Open, high, low, bars[^1].Close, volume);
    }
}

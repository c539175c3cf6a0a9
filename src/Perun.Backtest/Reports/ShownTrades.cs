using Perun.Backtest.Results;
using Perun.Core.Bars;

namespace Perun.Backtest.Reports;

/// The trades that a page carries: all, or where they are too many the best, the worst and an even choice of the rest.
internal sealed class ShownTrades
{
    public const int Most = 5000;
    private const int Extremes = 250;

    private readonly List<(int Number, RunTrade Trade)> _shown;

    public ShownTrades(IReadOnlyList<RunTrade> trades)
    {
        Total = trades.Count;
        _shown = trades.Count <= Most ? [.. trades.Select((trade, i) => (i, trade))] : Choose(trades);
    }

    public int Total { get; }

    /// By the number of the trade in the run, from zero.
    public IReadOnlyList<(int Number, RunTrade Trade)> All => _shown;

    /// The first and the last bar of each trade in this symbol, best and worst first.
    public IEnumerable<(int From, int To)> Places(string symbol, Bar[] bars) => _shown
        .Where(shown => shown.Trade.Symbol == symbol)
        .OrderByDescending(shown => Math.Abs(shown.Trade.Profit)).ThenBy(shown => shown.Number)
        .Select(shown => (BarAt(bars, shown.Trade.Opened), BarAt(bars, shown.Trade.Closed)));

    /// The bar that this moment falls in or after; -1 before the first.
    public static int BarAt(Bar[] bars, DateTime moment)
    {
        var (low, high) = (0, bars.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bars[middle].Time <= moment) low = middle + 1;
            else high = middle;
        }
        return low - 1;
    }

    private static List<(int, RunTrade)> Choose(IReadOnlyList<RunTrade> trades)
    {
        var byProfit = Enumerable.Range(0, trades.Count).OrderBy(i => trades[i].Profit).ThenBy(i => i).ToArray();
        var chosen = new SortedSet<int>([.. byProfit[..Extremes], .. byProfit[^Extremes..]]);
        var rest = Most - chosen.Count;
        for (var i = 0; i < rest; i++) chosen.Add((int)((long)i * trades.Count / rest));
        return [.. chosen.Select(i => (i, trades[i]))];
    }
}

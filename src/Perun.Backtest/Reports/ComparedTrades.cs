using Perun.Backtest.Results;

namespace Perun.Backtest.Reports;

/// Which trades two runs share: of one symbol and side, opened at the same time.
public sealed record ComparedTrades(
    IReadOnlyList<(RunTrade First, RunTrade Second)> Both, IReadOnlyList<RunTrade> OnlyFirst, IReadOnlyList<RunTrade> OnlySecond)
{
    public static ComparedTrades Of(IReadOnlyList<RunTrade> first, IReadOnlyList<RunTrade> second)
    {
        var free = second.GroupBy(Key).ToDictionary(group => group.Key, group => new Queue<RunTrade>(group));
        var (both, only) = (new List<(RunTrade, RunTrade)>(), new List<RunTrade>());
        foreach (var trade in first)
        {
            if (free.TryGetValue(Key(trade), out var doubles) && doubles.TryDequeue(out var same)) both.Add((trade, same));
            else only.Add(trade);
        }
        return new ComparedTrades(both, only, [.. free.Values.SelectMany(rest => rest).OrderBy(trade => trade.Opened)]);
    }

    /// A kept run knows times to the second.
    private static (string, Core.Orders.Side, long) Key(RunTrade trade) => (trade.Symbol, trade.Side, trade.Opened.Ticks / TimeSpan.TicksPerSecond);
}

using System.Collections;
using Perun.Backtest.Results;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Runs;

/// A trade as the engine closed it, and what prices did meanwhile.
internal readonly record struct ClosedTrade(string Symbol, Trade Trade, Excursion Seen);

/// The trades of a run. Averages and excursions are worked out when the first of them is read: a search that looks at equity
/// alone never does.
internal sealed class TradeLog : IReadOnlyList<RunTrade>
{
    private readonly Lazy<RunTrade[]> _trades;

    public TradeLog(List<ClosedTrade> closed)
    {
        Count = closed.Count;
        _trades = new Lazy<RunTrade[]>(() => [.. closed.Select(Worked)]);
    }

    public int Count { get; }

    public RunTrade this[int index] => _trades.Value[index];

    public IEnumerator<RunTrade> GetEnumerator() => ((IEnumerable<RunTrade>)_trades.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static RunTrade Worked(ClosedTrade closed)
    {
        var trade = closed.Trade;
        var (worst, best) = closed.Seen.Of(trade);
        return new RunTrade
        {
            Symbol = closed.Symbol,
            Side = trade.Side,
            Opened = trade.Opened,
            Closed = trade.Closed,
            Quantity = trade.Quantity,
            AverageEntry = trade.AverageEntry,
            AverageExit = trade.AverageExit,
            Fees = trade.Fees,
            Profit = trade.Profit,
            Reason = trade.Reason,
            WorstUnrealised = worst,
            BestUnrealised = best,
            Stop = trade.PlannedStop,
            Target = trade.PlannedTarget,
        };
    }
}

using System.Collections;
using Perun.Backtest.Results;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Runs;

/// The trades of a run. Averages and excursions are worked out when the first of them is read: a search that looks at equity
/// alone never does.
internal sealed class TradeLog : IReadOnlyList<RunTrade>
{
    private const int PerSheet = 1024;

    private readonly Universe _universe;
    private readonly List<ClosedTrade[]> _sheets = [];
    private readonly Lazy<RunTrade[]> _trades;

    public TradeLog(Universe universe)
    {
        _universe = universe;
        _trades = new Lazy<RunTrade[]>(WorkOut);
    }

    public int Count { get; private set; }

    /// Whether a trade names the decision that opened it: a strategy's ideas have no record to be found in.
    public bool NamesDecisions { get; set; }

    public RunTrade this[int index] => _trades.Value[index];

    /// To be called while the run goes on, before the first trade is read.
    public void Add(Trade trade, Excursion seen)
    {
        if (Count % PerSheet == 0) _sheets.Add(GC.AllocateUninitializedArray<ClosedTrade>(PerSheet));
        _sheets[^1][Count++ % PerSheet] = new ClosedTrade(trade, seen);
    }

    public IEnumerator<RunTrade> GetEnumerator() => ((IEnumerable<RunTrade>)_trades.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RunTrade[] WorkOut()
    {
        var trades = new RunTrade[Count];
        for (var i = 0; i < trades.Length; i++)
        {
            ref readonly var closed = ref _sheets[i / PerSheet][i % PerSheet];
            trades[i] = Worked(closed, _universe[closed.Instrument].Symbol, NamesDecisions ? closed.Decision : 0);
        }
        _sheets.Clear();
        return trades;
    }

    internal static RunTrade Worked(in ClosedTrade closed, string symbol, long decision = 0)
    {
        var entry = Trade.Average(closed.EntryValue, closed.Quantity);
        var exit = Trade.Average(closed.ExitValue, closed.QuantityLeft);
        var (worst, best) = closed.Seen.Of(closed.Side, closed.Quantity, entry, exit);
        return new RunTrade
        {
            Symbol = symbol,
            Side = closed.Side,
            Decision = decision,
            Opened = closed.Opened,
            Closed = closed.Closed,
            Quantity = closed.Quantity,
            AverageEntry = entry,
            AverageExit = exit,
            Fees = closed.Fees,
            Profit = closed.Profit,
            Reason = closed.Reason,
            WorstUnrealised = Digits.Plain(worst),
            BestUnrealised = Digits.Plain(best),
            Stop = Plain(closed.Stop),
            Target = Plain(closed.Target),
        };
    }

    private static decimal? Plain(decimal? price) => price is { } known ? Digits.Plain(known) : null;
}

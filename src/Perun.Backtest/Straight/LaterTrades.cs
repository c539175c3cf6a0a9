using System.Collections;
using Perun.Backtest.Results;

namespace Perun.Backtest.Straight;

/// Trades that are worked out when the first of them is read.
internal sealed class LaterTrades(int count, Func<RunTrade[]> workOut) : IReadOnlyList<RunTrade>
{
    private readonly Lazy<RunTrade[]> _trades = new(workOut);

    public int Count => count;

    public RunTrade this[int index] => _trades.Value[index];

    public IEnumerator<RunTrade> GetEnumerator() => ((IEnumerable<RunTrade>)_trades.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

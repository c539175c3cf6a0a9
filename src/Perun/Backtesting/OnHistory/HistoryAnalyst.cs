using Perun.Backtest.Runs;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Facts;
using Perun.Mind.Analysts;
using Perun.Trading;

namespace Perun.Backtesting.OnHistory;

/// Puts a mind into a backtest: bars that are over and news that is known go in, and at each mark of the clock it is asked, as a trading
/// floor would ask it.
/// <param name="tradesWhileClosed">Daily bars end with the session: what is decided then is for the next.</param>
internal sealed class HistoryAnalyst(HistoryMind mind, TimeSpan every, bool tradesWhileClosed) : IRunAnalyst
{
    /// The record of calls must hold them all, beside those of live trading.
    public const int MostPasses = 20_000;

    private DateTime _next;
    private (long Position, Signal Signal)? _proposed;
    private long _trades;

    /// Told how many times it was asked so far.
    public Action<int>? Progress { get; init; }

    public int Passes { get; private set; }

    public void See(InstrumentId instrument, in Bar bar, DateTime end) => mind.See(instrument, bar, end);

    public bool IsDue(DateTime now) => now >= _next;

    public async ValueTask<IReadOnlyList<Signal>> ProposeAsync(DateTime now, EngineState state, CancellationToken cancel)
    {
        var brief = new MarketBrief(now, [.. state.Markets.Select(market => new InstrumentBrief(
            market.Id, market.Instrument, tradesWhileClosed || market.Calendar.IsOpen(now), market.Price, state.Ledger[market.Id].Quantity))]);
        if (!brief.Instruments.Any(about => about is { IsOpen: true, Price: > 0 })) return [];
        _next = AnalystDesk.MarkAfter(now, every);
        if (++Passes > MostPasses) throw new CommandFailedException(ExitCode.Refused, $"The model would be asked more than {MostPasses:#,##0} times, which is the most for a run: ask less often (--every), or take fewer days.");
        mind.Ready(now, Board.Of(state, new BoardFrame("backtest", IsRunning: true, now, 1, 0, null, null)));
        var analysis = await mind.Analyst.ProposeAsync(brief, cancel);
        if (analysis.Failure is { } failure) mind.Remark(failure);
        Progress?.Invoke(Passes);
        return analysis.Signals;
    }

    public void Proposing(long position, Signal signal) => _proposed = (position, signal);

    public void Hear(DateTime now, Notice notice)
    {
        switch (notice)
        {
            case Notice.Judged judged when _proposed is { } proposed:
                _proposed = null;
                mind.Book.Judged(proposed.Position, proposed.Signal, judged);
                mind.Memory.Judged(now, proposed.Position, proposed.Signal, judged);
                break;
            case Notice.TradeClosed closed:
                mind.Memory.Closed(now, ++_trades, closed.Trade);
                break;
        }
    }
}

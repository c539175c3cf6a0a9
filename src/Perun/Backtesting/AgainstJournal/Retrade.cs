using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Mind.Analysts;
using Perun.Simulation.Exchange;
using Perun.Trading;

namespace Perun.Backtesting.AgainstJournal;

/// What a period is traded again with.
/// <param name="Bars">Whole minutes, in the order in which they end.</param>
/// <param name="Analyst">Knows already what was before the period.</param>
/// <param name="Recorded">Proposals that can't be made again, in the order of their data: a model's, for one.</param>
internal sealed record RetradePlan(
    LivePeriod Live, IReadOnlyList<SeenBar> Bars, RuleAnalyst Analyst, IReadOnlyList<Signal> Recorded, TimeSpan Cycle, ExchangeRules Venue);

internal sealed record RetradeResult(IReadOnlyList<TradeStory> Trades, IReadOnlyCollection<HeardSignal> Signals);

/// The period as it would have gone if every bar had come in time, every proposal at once and nothing had interfered: the
/// engine, the limits and the analyst of the journal, on an exchange that fills at the bars.
internal sealed class Retrade : IEngineOutput, IDisposable
{
    private readonly RetradePlan _plan;
    private readonly SimulatedExchange _exchange;
    private readonly TradingEngine _engine;
    private readonly AnalystDesk _analysts;
    private readonly TradeTracker _trades = new();
    private DateTime _now;
    private long _position;
    private int _terms;
    private int _recorded;

    private Retrade(RetradePlan plan)
    {
        _plan = plan;
        _now = plan.Live.From;
        _exchange = new SimulatedExchange(plan.Live.Universe, plan.Venue with { StartingCash = plan.Live.Equity });
        _engine = new TradingEngine(this);
        _analysts = new AnalystDesk([plan.Analyst], plan.Cycle, Patience.OfSimulation, plan.Live.From);
    }

    public static async Task<RetradeResult> RunAsync(RetradePlan plan, CancellationToken cancel)
    {
        using var retrade = new Retrade(plan);
        for (var next = 0; next < plan.Bars.Count;)
        {
            cancel.ThrowIfCancellationRequested();
            var first = next;
            var end = plan.Bars[first].End;
            while (next < plan.Bars.Count && plan.Bars[next].End == end) next++;
            await retrade.StepAsync(first, next, end, cancel);
        }
        return new RetradeResult(retrade._trades.Finish(retrade._engine.State), retrade._trades.Signals);
    }

    public void Submit(in OrderRequest order) => _exchange.Submit(order, _now);

    public void Cancel(OrderId order, InstrumentId instrument) => _exchange.Cancel(order, instrument, _now);

    public void Change(in OrderChange change) => _exchange.Change(change, _now);

    public void Ask(OrderId order, InstrumentId instrument) => _exchange.Ask(order, instrument, _now);

    public void Tell(Notice notice) => _trades.Hear(notice);

    public void Dispose() => _analysts.Dispose();

    /// All bars that end at a moment, in the order in which a live market tells of it: reports, bars, chores, proposals.
    private async ValueTask StepAsync(int from, int upTo, DateTime end, CancellationToken cancel)
    {
        TakeTerms(end);
        _now = end;
        for (var i = from; i < upTo; i++) _exchange.Match(_plan.Bars[i].Instrument, _plan.Bars[i].Bar, end);
        _exchange.Advance(end);
        TakeReports();
        for (var i = from; i < upTo; i++)
        {
            var (instrument, bar) = (_plan.Bars[i].Instrument, _plan.Bars[i].Bar);
            Do(new BarClosed(instrument, bar));
            _analysts.See(instrument, bar);
            TakeReports();
        }
        if (_engine.State.NextChore <= end) Do(default(TimePassed));
        TakeReports();
        _analysts.BeginCycleIfDue(end, _engine.State);
        foreach (var signal in await _analysts.AnswersAsync(cancel)) Propose(signal);
        for (; _recorded < _plan.Recorded.Count && _plan.Recorded[_recorded].BasedOn <= end; _recorded++) Propose(_plan.Recorded[_recorded]);
    }

    /// Starts and listings that stood in the journal up to here. The account opens once, with what it was worth live.
    private void TakeTerms(DateTime until)
    {
        for (; _terms < _plan.Live.Terms.Count && _plan.Live.Terms[_terms] is var (at, happened) && at < until; _terms++)
        {
            _now = at;
            if (happened is InstrumentListed listed) Do(listed);
            else if (happened is Started started) Do(started with { StartCash = _plan.Live.Equity });
        }
    }

    private void Propose(Signal signal)
    {
        _trades.Begin(_position + 1, _now);
        _trades.Propose(signal);
        Do(new SignalProposed(signal));
        TakeReports();
    }

    private void TakeReports()
    {
        while (_exchange.TryTakeReport(out var report)) Do(new OrderReported(report));
    }

    private void Do<T>(in T happened) where T : struct, IEngineEvent
    {
        _trades.Begin(++_position, _now);
        happened.GoTo(_engine, new Stamp(_position, _now));
    }
}

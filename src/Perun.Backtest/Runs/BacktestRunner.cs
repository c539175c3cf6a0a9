using System.Diagnostics;
using Perun.Backtest.Results;
using Perun.Backtest.Straight;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Markets;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Runs;

/// History through the very engine that trades live: the exchange works orders inside each bar, then the bar closes, then the
/// strategies see it; what they propose is filled at the next bar's open at the earliest.
public sealed class BacktestRunner
{
    /// This venue loses no report and nothing comes late, so little need be remembered and nothing asked for.
    private const int OrdersKept = 16;

    /// What is sent late may be about an order that is long over.
    private const int OrdersKeptForLate = 10_000;

    /// So many bars pass between two looks whether to go on.
    private const int LookUpEvery = 4096;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RunPlan _plan;
    private readonly SimulatedExchange _exchange;
    private readonly RunOutput _output;
    private readonly TradingEngine _engine;
    private readonly AccountLedger _ledger;
    private readonly IStrategy[] _strategies;
    private readonly string[] _names;
    private readonly DetailBars?[] _detail;
    private readonly CommandDelay? _delay;
    private readonly Excursions _excursions;
    private readonly Moment _moment = new();
    private readonly CurveBuilder _curve;
    private readonly bool _hasLatency;
    private long _position;
    private long _bars;
    private long _settledByDetail;

    private BacktestRunner(RunPlan plan, IRunAnalyst? analyst = null)
    {
        _plan = plan;
        var universe = new Universe(plan.Markets.Select(market => market.Instrument));
        var isDaily = plan.Spec.Timeframe.CompareTo(Timeframe.D1) >= 0;
        var rules = plan.Venue with { MostFinishedOrders = Kept, MostFills = 0, TellsBracketsWhole = true, NamesOrders = false, StartingCash = plan.Spec.StartCash, WhenClosed = isDaily ? WhenClosed.Queue : plan.Venue.WhenClosed };
        _exchange = new SimulatedExchange(universe, rules);
        _hasLatency = rules.Latency > TimeSpan.Zero;
        _delay = plan.LatencyBars > 0 ? new CommandDelay(_exchange, plan.LatencyBars, plan.Markets.Count) : null;
        _excursions = new Excursions(plan.Markets.Count);
        _output = new RunOutput(_exchange, universe, _delay, _excursions) { Analyst = analyst };
        _engine = new TradingEngine(_output);
        _ledger = _engine.State.Ledger;
        _strategies = [.. plan.Markets.Select(market => LongerBars.For(plan.Strategy(), plan.Spec.Timeframe, TradingCalendar.For(market.Instrument.Hours)))];
        _names = [.. _strategies.Select(strategy => strategy.Name)];
        _detail = [.. plan.Markets.Select(market => market.Detail is { } detail ? new DetailBars(detail) : null)];
        _curve = new CurveBuilder(plan.Markets.Sum(market => (long)market.Bars.Length));
        Open(isDaily);
    }

    private int Kept => _plan.LatencyBars > 0 ? OrdersKeptForLate : OrdersKept;

    /// The run in the way that its plan asks for.
    public static RunResult Run(RunPlan plan, Action<long>? progress, CancellationToken cancel) => plan.Way switch
    {
        RunWay.Messages => ByMessages(plan, progress, cancel),
        RunWay.Straight => StraightPath.TryRun(plan, progress, cancel, out var why) ?? ByMessages(plan, progress, cancel) with { WayRemark = why },
        RunWay.Both => TwoWays.Run(plan, progress, cancel),
        _ => throw new UnreachableException(),
    };

    internal static RunResult ByMessages(RunPlan plan, Action<long>? progress, CancellationToken cancel) => new BacktestRunner(plan).Run(progress, cancel);

    /// The same with an analyst in the strategies' place, for whose answers the market waits.
    public static Task<RunResult> RunAsync(RunPlan plan, IRunAnalyst analyst, CancellationToken cancel) => new BacktestRunner(plan, analyst).RunAsync(analyst, cancel);

    private async Task<RunResult> RunAsync(IRunAnalyst analyst, CancellationToken cancel)
    {
        var feed = new BarFeed(_plan.Markets, _plan.Spec.Timeframe);
        while (feed.TryTake(out var place, out var index, out var end))
        {
            cancel.ThrowIfCancellationRequested();
            Gather(feed, place, index, end);
            Settle(end);
            for (var i = 0; i < _moment.Count; i++) analyst.See(new InstrumentId(_moment[i].Place), _moment[i].Bar, end);
            if (analyst.IsDue(end))
                foreach (var signal in await analyst.ProposeAsync(end, _engine.State, cancel)) Propose(analyst, signal, end);
            if (_curve.Wants(end)) _curve.Add(end, _ledger.Equity, _ledger.Exposure);
        }
        return Result();
    }

    private RunResult Run(Action<long>? progress, CancellationToken cancel)
    {
        var feed = new BarFeed(_plan.Markets, _plan.Spec.Timeframe);
        if (_plan.Markets.Count == 1 && _detail[0] is null) RunAlone(feed, progress, cancel);
        else RunTogether(feed, progress, cancel);
        return Result();
    }

    private RunResult Result()
    {
        if (_output.Trouble is { } trouble) throw new InvalidOperationException($"the books of this run don't balance: {trouble}");
        return new RunResult
        {
            Spec = _plan.Spec,
            Equity = _curve.Build(),
            Trades = _output.Trades,
            Bars = _bars,
            Refusals = _output.Refusals,
            SettledByDetail = _settledByDetail,
            Ambiguities = _exchange.Ambiguities,
        };
    }

    private void RunTogether(BarFeed feed, Action<long>? progress, CancellationToken cancel)
    {
        for (var moments = 1L; feed.TryTake(out var place, out var index, out var end); moments++)
        {
            if (moments % LookUpEvery == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(_bars);
            }
            Gather(feed, place, index, end);
            Step(end);
        }
    }

    /// All bars that end together.
    private void Gather(BarFeed feed, int place, int index, DateTime end)
    {
        _moment.Clear();
        Add(place, index, end);
        while (feed.NextEnd == end && feed.TryTake(out place, out index, out _)) Add(place, index, end);
    }

    /// The same for one instrument by its bars, without the bookkeeping that several need: most runs are of this kind.
    private void RunAlone(BarFeed feed, Action<long>? progress, CancellationToken cancel)
    {
        foreach (ref readonly var bar in _plan.Markets[0].Bars.AsSpan())
        {
            if (++_bars % LookUpEvery == 0)
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Invoke(_bars);
            }
            StepAlone(bar, feed.EndOf(0, bar.Time));
        }
    }

    private void StepAlone(in Bar bar, DateTime end)
    {
        Match(new InstrumentId(0), bar, end);
        Close(0, bar, end);
        Think(0, bar, end);
        if (_curve.Wants(end)) _curve.Add(end, _ledger.Equity, _ledger.Exposure);
    }

    private void Add(int place, int index, DateTime end)
    {
        _bars++;
        var bar = _plan.Markets[place].Bars[index];
        var finer = _detail[place] is { } detail ? detail.Of(bar, end) : default;
        if (!finer.IsEmpty) _settledByDetail++;
        _moment.Add(place, bar, finer);
    }

    /// As live trading has it: what the path inside the bars did to orders, then all bars that close together, then what
    /// their strategies propose.
    private void Step(DateTime end)
    {
        Settle(end);
        for (var i = 0; i < _moment.Count; i++) Think(_moment[i].Place, _moment[i].Bar, end);
        if (_curve.Wants(end)) _curve.Add(end, _ledger.Equity, _ledger.Exposure);
    }

    private void Settle(DateTime end)
    {
        while (_moment.TryTake(end, out var place, out var slice, out var sliceEnd)) Match(new InstrumentId(place), slice, sliceEnd);
        _output.Now = end;
        for (var i = 0; i < _moment.Count; i++) Close(_moment[i].Place, _moment[i].Bar, end);
    }

    private void Think(int place, in Bar bar, DateTime end)
    {
        var idea = _strategies[place].Next(bar);
        if (idea.Action != SignalAction.Hold) Propose(new InstrumentId(place), place, idea, bar, end);
    }

    private void Close(int place, in Bar bar, DateTime end)
    {
        var id = new InstrumentId(place);
        if (_delay is not null)
        {
            _delay.Pass(id, end);
            TakeReports(end);
        }
        if (!_ledger[id].IsFlat) _excursions.See(id, bar);
        // The engine counts in minutes: to it, a longer bar is the minute in which it closed.
        _engine.Process(new Stamp(++_position, end), id, bar, end - Minute);
        if (_exchange.ReportsWaiting > 0) TakeReports(end);
    }

    /// What is on its way to the venue arrives at its own time, and what it leads to is sent then.
    private void Match(InstrumentId id, in Bar slice, DateTime end)
    {
        while (_hasLatency && _exchange.NextDue < end) Reach(_exchange.NextDue);
        _exchange.Match(id, slice, end);
        Reach(end);
    }

    private void Reach(DateTime moment)
    {
        _output.Now = moment;
        _exchange.Advance(moment);
        if (_exchange.ReportsWaiting > 0) TakeReports(moment);
    }

    private void Propose(InstrumentId id, int place, in Idea idea, in Bar bar, DateTime end)
    {
        if (idea.Action == SignalAction.Sell && !_plan.Limits.AllowShort && _ledger[id].IsFlat) return;
        Do(end, new SignalProposed(new Signal
        {
            Analyst = _names[place],
            Instrument = id,
            Action = idea.Action,
            Confidence = idea.Confidence,
            Rationale = "",
            BasedOn = end,
            ReferencePrice = Prices.Decimal(bar.Close),
            Stop = idea.Stop > 0 ? Prices.Decimal(idea.Stop) : null,
            Target = idea.Target > 0 ? Prices.Decimal(idea.Target) : null,
        }));
        TakeReports(end);
    }

    private void Propose(IRunAnalyst analyst, Signal signal, DateTime end)
    {
        analyst.Proposing(_position + 1, signal);
        Do(end, new SignalProposed(signal));
        TakeReports(end);
    }

    private void TakeReports(DateTime now)
    {
        while (_exchange.ReportsWaiting > 0) _engine.Process(new Stamp(++_position, now), _exchange.TakeReport());
    }

    private void Open(bool isDaily)
    {
        var start = _plan.Markets.Where(market => market.Bars.Length > 0).Select(market => market.Bars[0].Time).DefaultIfEmpty(_plan.Spec.From).Min();
        foreach (var market in _plan.Markets) Do(start, new InstrumentListed(market.Instrument));
        Do(start, new Started("backtest", "backtest", _plan.Spec.StartCash, _plan.Limits with { TradesWhileClosed = isDaily || _plan.Limits.TradesWhileClosed, FinishedOrdersKept = Kept, AskEvery = TimeSpan.FromDays(36500) }));
    }

    private void Do<T>(DateTime at, in T happened) where T : struct, IEngineEvent => happened.GoTo(_engine, new Stamp(++_position, at));
}

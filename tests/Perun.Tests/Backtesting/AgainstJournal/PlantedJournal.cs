using Perun.Adapters.Storage;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.History.Store;
using Perun.Backtest.Reports.Differences;
using Perun.Backtesting.AgainstJournal;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Daemon;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Analysts;
using Perun.Simulation.Exchange;
using Perun.Simulation.World;
using Perun.Tests.Configuration;
using Perun.Tests.Trading;
using Perun.Trading;

namespace Perun.Tests.Backtesting.AgainstJournal;

/// A journal as live trading leaves it, with what goes wrong planted in it: the venue trades on the true minutes, and what
/// the engine hears of them, and when, is up to the test.
internal sealed class PlantedJournal : IDisposable, IWorldListener
{
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Universe _universe;
    private readonly List<SeenBar> _bars = [];
    private readonly List<Command> _commands = [];
    private readonly PriorityQueue<SeenBar, (DateTime, int)> _onTheWay = new();
    private readonly List<(DateTime At, Signal Signal)> _delayed = [];
    private JournaledEngine _engine = null!;
    private SqliteStore _store = null!;
    private SimulatedExchange _exchange = null!;
    private DateTime _now;
    private int _order;

    public PlantedJournal(params (string, string)[] options)
    {
        var (settings, reading) = Given.Sources(options: [("PERUN_DATA", _folder.Path), ("DEFAULT_SYMBOLS", "AAPL"), ("PERUN_SEED", "1"), .. options]);
        reading.Problems.ShouldBeEmpty();
        Settings = settings!;
        _universe = DefaultUniverse.Of(Settings.Analysis.Symbols);
    }

    public PerunSettings Settings { get; }

    public string Folder => _folder.Path;

    /// How late a minute comes; null where it never comes.
    public Func<SeenBar, TimeSpan?> LatenessOf { get; init; } = _ => TimeSpan.Zero;

    public Func<SeenBar, Bar> Told { get; init; } = seen => seen.Bar;

    public Func<Signal, TimeSpan> SignalLateness { get; init; } = _ => TimeSpan.Zero;

    public Func<DateTime, bool> IsDown { get; init; } = _ => false;

    public Func<DateTime, OperatorRequest?> Asks { get; init; } = _ => null;

    /// The name of another analyst, at the moments at which it proposes to buy.
    public Func<DateTime, string?> Further { get; init; } = _ => null;

    public Func<OrderRequest, DateTime, bool> VenueRefuses { get; init; } = (_, _) => false;

    public FeeSchedule? VenueFees { get; init; }

    public decimal VenueSlippage { get; init; } = 0.5m;

    /// The bars as they are known afterwards.
    public void StoreBars(int days) => Generator.Run(BarStore.In(Folder), [.. Settings.Analysis.Symbols], 1, Start, days, null, CancellationToken.None);

    public async Task<PlantedJournal> TradeAsync(int days)
    {
        new SimulatedWorld(_universe, 1, Start).Advance(Start.AddDays(days), this);
        var venue = new Universe(_universe.Instruments.Select(instrument => VenueFees is { } fees ? instrument with { Fees = fees } : instrument));
        _exchange = new SimulatedExchange(venue, new ExchangeRules { Latency = TimeSpan.Zero, StartingCash = Settings.World.StartCash, SlippageBasisPoints = VenueSlippage });
        using (_store = new SqliteStore(Path.Combine(Folder, PerunDaemon.StoreFile), Durability.None))
        using (_engine = new JournaledEngine(_store))
        {
            var analyst = new RuleAnalyst(_universe, Settings.Analysis.Timeframe, [], () => new SmaCross());
            using var desk = new AnalystDesk([analyst], Settings.Loop.Cycle, Patience.OfSimulation, Start);
            _now = Start;
            foreach (var instrument in _universe.Instruments) Do(new InstrumentListed(instrument));
            Begin();
            var (next, wasDown) = (0, false);
            for (var end = Start + Minute; end <= Start.AddDays(days); end += Minute)
            {
                var down = IsDown(end);
                for (; next < _bars.Count && _bars[next].End == end; next++) Happen(_bars[next], down);
                _exchange.Advance(end);
                if (!down) await HearAsync(analyst, desk, end, wasDown);
                wasDown = down;
            }
            _store.Commit();
        }
        return this;
    }

    public async Task<DifferenceReport> CompareAsync(DateTime? from = null, DateTime? to = null)
    {
        var answer = await AgainstJournalAction.RunAsync(new AgainstJournalRequest(Settings, from ?? Start, to ?? DateTime.MaxValue, _folder.File("report")), Session.Cancel);
        answer.Report.Causes.Sum(sum => sum.Cost).ShouldBe(answer.Report.Difference);
        foreach (var trade in answer.Report.Trades) trade.Parts.Sum(part => part.Cost).ShouldBe(trade.Difference);
        return answer.Report;
    }

    public bool WantsSlices => false;

    public void OnBar(InstrumentId instrument, in Bar minute) => _bars.Add(new SeenBar(instrument, minute, minute.Time + Minute));

    public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    public void OnNews(NewsItem item)
    {
    }

    public void Dispose() => _folder.Dispose();

    private void Begin() => Do(new Started("perun test", "simulated", Settings.World.StartCash, Limits.Of(Settings)));

    /// At the venue it happens in any case.
    private void Happen(SeenBar bar, bool down)
    {
        _exchange.Match(bar.Instrument, bar.Bar, bar.End);
        if (!down && LatenessOf(bar) is { } late) _onTheWay.Enqueue(bar with { Bar = Told(bar) }, (bar.End + late, _order++));
    }

    private async Task HearAsync(RuleAnalyst analyst, AnalystDesk desk, DateTime end, bool wasDown)
    {
        _now = end;
        if (wasDown) Begin();
        TakeReports();
        while (_onTheWay.TryPeek(out var bar, out var key) && key.Item1 <= end)
        {
            _onTheWay.Dequeue();
            Do(new BarClosed(bar.Instrument, bar.Bar));
            analyst.See(bar.Instrument, bar.Bar);
        }
        if (_engine.State.NextChore <= end) Do(default(TimePassed));
        if (Asks(end) is { } request) Do(new OperatorAsked(request));
        desk.BeginCycleIfDue(end, _engine.State);
        foreach (var signal in await desk.AnswersAsync(Session.Cancel)) _delayed.Add((end + SignalLateness(signal), signal));
        if (Further(end) is { } name) _delayed.Add((end, Buy(name, end)));
        foreach (var (_, signal) in _delayed.Where(waiting => waiting.At <= end).ToList()) Do(new SignalProposed(signal));
        _delayed.RemoveAll(waiting => waiting.At <= end);
        _store.Commit();
    }

    private Signal Buy(string analyst, DateTime at)
    {
        var price = (decimal)_engine.State.Markets[0].Price;
        return new Signal { Analyst = analyst, Instrument = new InstrumentId(0), Action = SignalAction.Buy, Confidence = 0.9, Rationale = "a hunch", BasedOn = at, ReferencePrice = price, Stop = Math.Round(price * 0.997m, 2), Target = Math.Round(price * 1.003m, 2) };
    }

    private void TakeReports()
    {
        while (_exchange.TryTakeReport(out var report)) Do(new OrderReported(report));
    }

    private void Do<T>(in T happened) where T : struct, IEngineEvent
    {
        _engine.Process(_now, happened);
        if (!_engine.HasCommands) return;
        _engine.CommitAndTake(_commands);
        var commands = _commands.ToList();
        _commands.Clear();
        foreach (var command in commands) Carry(command);
        TakeReports();
    }

    private void Carry(Command command)
    {
        switch (command)
        {
            case Command.Submit { Order: var order } when VenueRefuses(order, _now):
                Do(new OrderReported(new OrderReport { Order = order.Id, Instrument = order.Instrument, Kind = ReportKind.Rejected, VenueTime = _now, Reason = "the venue is having a bad day" }));
                break;
            case Command.Submit submit: _exchange.Submit(submit.Order, _now); break;
            case Command.Cancel cancel: _exchange.Cancel(cancel.Order, cancel.Instrument, _now); break;
            case Command.Change change: _exchange.Change(change.Terms, _now); break;
            case Command.Ask ask: _exchange.Ask(ask.Order, ask.Instrument, _now); break;
        }
    }
}

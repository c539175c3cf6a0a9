using Perun.Adapters.Storage;
using Perun.Adapters.Venues;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Daemon;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Orders;
using Perun.Engine.Safety;
using Perun.Engine.Venues;
using Perun.Simulation.Time;
using Perun.Tests;
using Perun.Tests.Configuration;
using Perun.Trading;
using Perun.Venues;
using Perun.VenueServers.Kraken.Accounts;
using KrakenServerVenue = Perun.VenueServers.Kraken.KrakenVenue;
using OrderStatus = Perun.Engine.Orders.OrderStatus;

namespace Perun.Faults.Tests.Harness;

/// The whole of Perun at a simulated venue: engine, journal, reconciliation and the real adapter over real sockets, in time that a test
/// moves. Time passes only where everything that is under way has arrived, so that a night is the same on a slow machine.
internal sealed class Night : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongStep = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(10);

    private readonly TemporaryFolder _folder = new();
    private readonly Stillness _stillness = new();
    private readonly List<string> _remarks = [];
    private readonly PerunSettings _settings;
    private SteadyClock _steady;
    private SqliteStore? _store;
    private TradingFloor? _floor;

    private Night(IHouse house, ManualTimeProvider clock, NightPlan plan)
    {
        (House, Clock, Machine) = (house, clock, new MachineClock(clock));
        _steady = new SteadyClock(Machine);
        var (settings, reading) = Given.Sources(options: [("PERUN_MODE", "paper"), ("PERUN_DATA", _folder.Path), ("DEFAULT_SYMBOLS", string.Join(',', house.Symbols)), .. house.Settings]);
        reading.Problems.ShouldBeEmpty();
        // Nobody proposes anything but the test.
        _settings = plan.With(settings! with { Loop = settings.Loop with { Cycle = TimeSpan.FromDays(1) } });
        Naked = new NakedTime(house);
    }

    public IHouse House { get; }

    /// The true time.
    public ManualTimeProvider Clock { get; }

    /// What the machine takes for it that Perun runs on.
    public MachineClock Machine { get; }

    public NakedTime Naked { get; }

    public List<Notice> Notices { get; } = [];

    /// What the adapter wants a person to look at.
    public IReadOnlyList<string> Remarks => _remarks;

    public TradingFloor Floor => _floor ?? throw new InvalidOperationException("the floor is closed");

    public EngineState State => Floor.State;

    public VenueMarketplace Market => (VenueMarketplace)Floor.Market;

    /// The instrument that usually has trouble.
    public string Symbol => House.Symbols[0];

    public bool TakesEntries => !State.Brakes.AnyIsOn;

    /// What a person was told to look at.
    public IReadOnlyList<Notice.Alert> Alarms => [.. Notices.OfType<Notice.Alert>().Where(static alert => alert.Severity > Severity.Info)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<Night> AtAsync(House house, string faults = "") => AtAsync(house, new NightPlan(faults));

    /// Opens the floor and waits until it takes entries.
    public static async Task<Night> AtAsync(House house, NightPlan plan)
    {
        var clock = new ManualTimeProvider(plan.Start);
        var night = new Night(house == Harness.House.Alpaca ? await AlpacaHouse.OpenAsync(plan, clock, Cancel) : await KrakenHouse.OpenAsync(plan, clock, Cancel), clock, plan);
        await night.OpenAsync();
        await night.UntilAsync(() => night.TakesEntries && night.House.Symbols.All(symbol => night.State.Market(night.IdOf(symbol)).HasPrice), 300, "the floor takes entries");
        return night;
    }

    /// Also again, after it was closed, as a new process does it.
    public async Task OpenAsync()
    {
        _steady = new SteadyClock(Machine);
        _store = new SqliteStore(Path.Combine(_folder.Path, PerunDaemon.StoreFile), Durability.None);
        var opening = await WhileTimePassesAsync(VenueOpening.OpenAsync(_settings, _store, Door, static _ => { }, Cancel));
        _floor = await WhileTimePassesAsync(VenueFloors.OpenAsync(_settings, _store, opening, _steady, Patience.OfSimulation, (name, why) => _remarks.Add($"{name}: {why}"), _remarks.Add, null, Cancel));
        _floor.Log = (_, notice) => Notices.Add(notice);
        await SettleAsync();
    }

    /// As a stop does it, with a checkpoint; or as a kill does it, without.
    public void Close(bool checkpoint = false)
    {
        if (checkpoint) _floor?.Checkpoint();
        _floor?.Dispose();
        _store?.Dispose();
        (_floor, _store) = (null, null);
    }

    /// <param name="step">How long a step is, in seconds: what takes long need not be looked at each second.</param>
    public async Task PassAsync(double seconds, double? step = null)
    {
        var each = step is { } told ? TimeSpan.FromSeconds(told) : seconds > 60 ? LongStep : Step;
        for (var end = Clock.Now.AddSeconds(seconds); Clock.Now < end;) await StepAsync(each);
    }

    /// Time passes for the venue, while Perun stands still or is not there.
    public void Sleep(double seconds)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        House.Pass(Clock.Now - House.Now);
    }

    /// Lets time pass until it is so.
    public async Task UntilAsync(Func<bool> isSo, double mostSeconds, string what)
    {
        for (var end = Clock.Now.AddSeconds(mostSeconds); !isSo(); await StepAsync())
            if (Clock.Now >= end) Assert.Fail($"within {mostSeconds} seconds of the night it did not come to pass that {what}{Environment.NewLine}{Story()}");
    }

    public void Script(string faults) => House.Script(faults);

    /// A person buys for about so much, with a stop so far below and perhaps a target; at the market, or with a limit at a share of the price.
    public async Task<Engine.Orders.Order> BuyAsync(string? symbol = null, decimal worth = 5_000, decimal? limitShare = null, decimal stopShare = 0.95m, decimal? targetShare = null)
    {
        var id = IdOf(symbol ?? Symbol);
        var instrument = State.Universe[id];
        var last = House.Last(instrument.Symbol);
        decimal? At(decimal? share) => share is { } part ? instrument.RoundPrice(last * part, RoundTo.Nearest) : null;
        Floor.Ask(new OperatorRequest.Enter(id, Side.Buy, instrument.RoundQuantityDown(worth / last), At(limitShare), At(stopShare), At(targetShare)));
        var verdict = Notices.OfType<Notice.Judged>().Last();
        verdict.Order.IsNone.ShouldBeFalse(verdict.Text);
        await SettleAsync();
        return State.Desk.Find(verdict.Order)!;
    }

    /// Buys and waits until the whole of it is held and protected.
    public async Task<Engine.Orders.Order> HoldAsync(string? symbol = null, decimal worth = 5_000, decimal? targetShare = null)
    {
        var order = await BuyAsync(symbol, worth, targetShare: targetShare);
        await UntilAsync(() => order.Status == OrderStatus.Filled && IsProtected(symbol), 120, "it is held and protected");
        return order;
    }

    /// A person asks for an entry that must not be; what the engine said to it.
    public string Refused(string? symbol = null)
    {
        var id = IdOf(symbol ?? Symbol);
        Floor.Ask(new OperatorRequest.Enter(id, Side.Buy, State.Universe[id].RoundQuantityDown(3_000 / House.Last(State.Universe[id].Symbol)), null, null, null));
        var verdict = Notices.OfType<Notice.Judged>().Last();
        verdict.Order.IsNone.ShouldBeTrue("an entry was let through");
        return verdict.Text;
    }

    public async Task LeaveAsync(string? symbol = null)
    {
        Floor.Ask(new OperatorRequest.Close(IdOf(symbol ?? Symbol)));
        await SettleAsync();
    }

    public InstrumentId IdOf(string symbol) => State.Universe.TryFind(symbol, out InstrumentId id) ? id : throw new ArgumentException(symbol);

    public decimal Held(string? symbol = null) => State.Ledger[IdOf(symbol ?? Symbol)].Quantity;

    /// At the venue stops rest for exactly what is held, or for as much of it as can be sold; what others hold there is theirs to protect.
    public bool IsProtected(string? symbol = null)
    {
        var name = symbol ?? Symbol;
        return Dust.Tradable(House.Held(name) - State.Outside[IdOf(name)].Quantity, State.Universe[IdOf(name)]) == House.Orders.Where(order => order is { IsStop: true, IsWorking: true } && order.Symbol == name).Sum(static order => order.Rest);
    }

    /// Whether any stop rests at the venue.
    public bool IsStopped() => House.Orders.Any(order => order is { IsStop: true, IsWorking: true } && order.Symbol == Symbol);

    /// Something is done in the account by others, at the simulated Kraken itself.
    public void AtKraken(Action<KrakenServerVenue, KrakenAccount, TradingDoor> act) => ((KrakenHouse)House).Do(act);

    public void Account(Action<KrakenAccount> act) => AtKraken((_, account, _) => act(account));

    /// What a person would do with the data folder while Perun is not running.
    public string CopyJournal()
    {
        var copy = _folder.File("copy");
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(_folder.Path, PerunDaemon.StoreFile + "*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        return copy;
    }

    public void RestoreJournal(string copy)
    {
        foreach (var file in Directory.GetFiles(_folder.Path, PerunDaemon.StoreFile + "*")) File.Delete(file);
        foreach (var file in Directory.GetFiles(copy)) File.Copy(file, _folder.File(Path.GetFileName(file)));
    }

    public IReadOnlyList<Notice.Alert> AlarmsOf(AlertCode code) => [.. Notices.OfType<Notice.Alert>().Where(alarm => alarm.Code == code)];

    /// Each time that the venue's state stopped entries, with all the reasons that were told until they went on.
    public IReadOnlyList<string> Stops
    {
        get
        {
            var stops = new List<string>();
            var isOn = false;
            foreach (var change in Notices.OfType<Notice.BrakeChanged>().Where(static change => change.Brake == Brake.Venue))
            {
                if (change.IsOn && isOn) stops[^1] += $"; {change.Text}";
                else if (change.IsOn) stops.Add(change.Text);
                isOn = change.IsOn;
            }
            return stops;
        }
    }

    /// How many requests the venue saw whose method and path begin so.
    public long Requests(string what) => House.Requests.Where(one => one.Key.StartsWith(what, StringComparison.Ordinal)).Sum(static one => one.Value);

    /// What the venue has of orders of Perun's own making, by name: one for each intent.
    public IReadOnlyList<HouseOrder> Sent(string? symbol = null) => [.. House.Orders.Where(order => symbol is null || order.Symbol == symbol)];

    /// Cash to the cent and holdings to the last digit are the same at the venue and in the ledger, and no order is in doubt.
    public void BooksAgree()
    {
        Math.Round(House.Cash - State.Ledger.Cash, 2).ShouldBe(0, $"cash: {House.Cash} at the venue, {State.Ledger.Cash} in the ledger{Environment.NewLine}{Story()}");
        foreach (var symbol in House.Symbols) (House.Held(symbol) - Held(symbol) - State.Outside[IdOf(symbol)].Quantity).ShouldBe(0, $"{symbol}{Environment.NewLine}{Story()}");
        State.Desk.Open.ShouldAllBe(static order => order.Status != OrderStatus.Unknown);
        House.Orders.Select(static order => order.Name).ShouldBeUnique();
        AlarmsOf(AlertCode.LedgerBroken).ShouldBeEmpty();
    }

    /// Symbols in which other orders work at the venue than Perun knows of, by their number.
    public IReadOnlyList<string> Stranded()
    {
        var orders = House.Orders;
        return [.. House.Symbols.Where(symbol => orders.Count(order => order.IsOpen && order.Symbol == symbol) != State.Desk.OpenIn(IdOf(symbol)).Count)];
    }

    /// The last of what was told, for a test that fails.
    public string Story() => string.Join(Environment.NewLine,
        Notices.TakeLast(60).Select(static notice => $"  {notice}").Concat(_remarks.TakeLast(20).Select(static remark => $"  remark: {remark}")).Concat(House.Orders.TakeLast(20).Select(static order => $"  {order}")).Append($"  not ready: {Market.WhyNotReady}"));

    public async Task SettleAsync()
    {
        await _stillness.ComeAsync();
        do
        {
            Clock.Advance(Moment);
            await Floor.AdvanceToAsync(_steady.GetUtcNow().UtcDateTime, Cancel);
            if (Market.IsBusyOutside) await _stillness.ComeAsync();
        }
        while (!Market.HasHeardAll);
        Naked.Look(Clock.Now);
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await House.DisposeAsync();
        _stillness.Dispose();
        _folder.Dispose();
    }

    private (IVenue, IMarketHistory) Door(ClientIds ids) =>
        VenueDoor.Open(_settings.Venue, _folder.Path, ids, _steady, _remarks.Add, chance: static () => 0.5);

    private Task StepAsync() => StepAsync(Step);

    private async Task StepAsync(TimeSpan step)
    {
        Clock.Advance(step);
        House.Pass(Clock.Now - House.Now);
        await SettleAsync();
    }

    private async Task<T> WhileTimePassesAsync<T>(Task<T> task)
    {
        while (true)
        {
            await _stillness.ComeAsync();
            if (task.IsCompleted) return await task;
            Clock.Advance(Step);
            House.Pass(Clock.Now - House.Now);
        }
    }
}

using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Engine.Tests.Storms;

/// An engine that trades at the simulated exchange over a random price path, through a line that can lose, repeat and delay.
internal sealed class VenueBench : IEngineOutput
{
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(15);

    private readonly Dice _dice;
    private readonly List<Action<DateTime>> _commands = [];
    private readonly List<(DateTime Due, OrderReport Report)> _delayed = [];
    private readonly double[] _prices;
    private readonly double _roughness;
    private long _position;

    public VenueBench(Dice dice, EngineSettings settings, ExchangeRules rules)
    {
        _dice = dice;
        Engine = new TradingEngine(this);
        Venue = new SimulatedExchange(new Universe(Listing.All), rules);
        _prices = [.. Listing.All.Select(static _ => 100.0)];
        _roughness = dice.Of(0.002, 0.005, 0.02);
        Now = EngineBench.Start;
        foreach (var instrument in Listing.All) Do(new InstrumentListed(instrument));
        Do(new Started("storm", "test", rules.StartingCash, settings));
    }

    public TradingEngine Engine { get; }

    public EngineState State => Engine.State;

    public SimulatedExchange Venue { get; }

    public Mischief Mischief { get; set; } = Mischief.None;

    public DateTime Now { get; private set; }

    public List<Notice> Notices { get; } = [];

    /// The newest events and answers, for the story of a failure.
    public Queue<string> Story { get; } = [];

    public void Do<T>(in T happened) where T : struct, IEngineEvent
    {
        if (happened is not BarClosed) Tell($"{Now:HH:mm:ss} {happened}");
        happened.GoTo(Engine, new Stamp(++_position, Now));
        Send();
    }

    /// A quarter of a minute at the venue; on the full minute its bars.
    public void Step(bool isCalm = false)
    {
        var start = Now;
        Now += Slice;
        var isMinute = Now.Second == 0;
        for (var place = 0; place < _prices.Length; place++)
        {
            var open = _prices[place];
            if (!isCalm) _prices[place] = Math.Clamp(open * (1 + (_dice.Unit() - 0.5) * _roughness), 20, 500);
            var (low, high) = (Math.Min(open, _prices[place]), Math.Max(open, _prices[place]));
            Venue.Match(new InstrumentId(place), new Bar(start, open, high, low, _prices[place], 500 + _dice.Below(5_000)), Now);
        }
        Venue.Advance(Now);
        Receive();
        if (isMinute)
            for (var place = 0; place < _prices.Length; place++)
                Do(new BarClosed(new InstrumentId(place), new Bar(Now.AddMinutes(-1), _prices[place], _prices[place], _prices[place], _prices[place], 5_000)));
        if (State.NextChore <= Now) Do(default(TimePassed));
    }

    public void SeeAccount()
    {
        var account = Venue.Snapshot();
        Do(new AccountSeen(account.Cash, [.. account.Positions.Select(static position => new Holding(position.Instrument, position.Quantity))]));
    }

    /// After a quiet while engine and venue agree, what is held is looked after, and nothing else works. Null where so.
    public string? Unsettled()
    {
        if (State.Ledger.Cash != Venue.Account.Cash) return $"the ledger has {State.Ledger.Cash}, the venue {Venue.Account.Cash}";
        var open = Venue.Snapshot().OpenOrders;
        foreach (var market in State.Markets)
        {
            var (held, there) = (State.Ledger[market.Id].Quantity, Venue.Account.PositionIn(market.Id));
            if (held != there) return $"the ledger has {held} {market.Instrument}, the venue {there}";
            var ours = State.Desk.OpenIn(market.Id).Select(static order => order.Id).Order().ToList();
            var theirs = open.Where(order => order.Instrument == market.Id).Select(static order => order.Id).Order().ToList();
            if (!ours.SequenceEqual(theirs)) return $"we think that [{string.Join(", ", ours)}] work in {market.Instrument}, at the venue [{string.Join(", ", theirs)}] do";
            var leaving = State.Desk.OpenIn(market.Id).Where(static order => order.Purpose != OrderPurpose.Entry && order.Status != OrderStatus.Held).ToList();
            if (!State.Account.IsHeld(market))
            {
                if (leaving.Count > 0) return $"{leaving[0].Purpose} {leaving[0].Id} outlived its position in {market.Instrument}";
                continue;
            }
            var tradable = Dust.Tradable(held, market.Instrument);
            var stopped = leaving.Where(static order => order.Purpose == OrderPurpose.ProtectiveStop).Sum(static order => order.Remaining);
            if (stopped > tradable) return $"stops for {stopped} protect {tradable} {market.Instrument}";
            var guard = State.Guard(market.Id);
            var isWatched = State.Settings.Protection == ProtectionStyle.EngineHeld && guard.HasPlan;
            if (stopped < tradable && !guard.ExitWanted && !guard.NakedTold && !isWatched) return $"only {stopped} of {tradable} {market.Instrument} are protected, and nobody was told";
        }
        return State.Audit.CheckAll(State.Ledger);
    }

    void IEngineOutput.Submit(in OrderRequest order)
    {
        var request = order;
        Give($"submit {request}", now => Venue.Submit(request, now));
    }

    void IEngineOutput.Cancel(OrderId order, InstrumentId instrument) => Give($"cancel {order}", now => Venue.Cancel(order, instrument, now));

    void IEngineOutput.Change(in OrderChange change)
    {
        var terms = change;
        Give($"change {terms}", now => Venue.Change(terms, now));
    }

    void IEngineOutput.Ask(OrderId order, InstrumentId instrument) => Give($"ask {order}", now => Venue.Ask(order, instrument, now));

    void IEngineOutput.Tell(Notice notice)
    {
        Notices.Add(notice);
        Tell($"    {notice}");
    }

    private void Give(string what, Action<DateTime> command)
    {
        var isLost = _dice.Chance(Mischief.LostCommands);
        Tell($"    {what}{(isLost ? " (lost)" : "")}");
        if (!isLost) _commands.Add(command);
    }

    private void Send()
    {
        foreach (var command in _commands) command(Now);
        _commands.Clear();
    }

    private void Receive()
    {
        while (Venue.TryTakeReport(out var report))
        {
            if (_dice.Chance(Mischief.LostReports))
            {
                Tell($"    lost: {report}");
                continue;
            }
            if (_dice.Chance(Mischief.DelayedReports)) _delayed.Add((Now.AddSeconds(15 + _dice.Below(180)), report));
            else Do(new OrderReported(report));
            if (_dice.Chance(Mischief.RepeatedReports)) _delayed.Add((Now.AddSeconds(_dice.Below(300)), report));
        }
        for (var i = _delayed.Count - 1; i >= 0; i--)
        {
            if (_delayed[i].Due > Now) continue;
            var report = _delayed[i].Report;
            _delayed.RemoveAt(i);
            Do(new OrderReported(report));
        }
    }

    private void Tell(string line)
    {
        Story.Enqueue(line);
        if (Story.Count > 120) Story.Dequeue();
    }
}

using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Core.State;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Engine.Protection;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests;

/// An engine on a table: it is told what happens, and what it answers is kept. Starts on a Wednesday noon in New York with
/// 100,000 in cash and a price of 100 for everything.
internal sealed class EngineBench
{
    public static readonly DateTime Start = new(2026, 3, 4, 17, 0, 0, DateTimeKind.Utc);

    private readonly EngineSettings _settings;
    private long _position;

    public EngineBench(EngineSettings? settings = null, decimal cash = 100_000, DateTime? at = null, params Instrument[] instruments)
    {
        _settings = settings ?? new EngineSettings();
        Now = at ?? Start;
        Engine = new TradingEngine(Answers);
        foreach (var instrument in instruments.Length > 0 ? instruments : Listing.All) Do(new InstrumentListed(instrument));
        Do(new Started("test", "test", cash, _settings));
        for (var place = 0; place < State.Universe.Count; place++) Bar(100, new InstrumentId(place));
        Answers.Clear();
    }

    public TradingEngine Engine { get; private set; }

    public EngineState State => Engine.State;

    public Answers Answers { get; } = new();

    public DateTime Now { get; set; }

    public long Position => _position;

    public EngineBench Do<T>(in T happened) where T : struct, IEngineEvent
    {
        happened.GoTo(Engine, new Stamp(++_position, Now));
        return this;
    }

    /// Time passes, and the engine is told whenever it asked to be.
    public EngineBench Wait(TimeSpan time)
    {
        var until = Now + time;
        while (Now < until)
        {
            var next = State.NextChore > Now ? State.NextChore : Now.AddSeconds(1);
            Now = next < until ? next : until;
            Do(default(TimePassed));
        }
        return this;
    }

    public EngineBench WaitSeconds(double seconds) => Wait(TimeSpan.FromSeconds(seconds));

    /// A bar that closed just now, whatever the time.
    public EngineBench Bar(double close, InstrumentId instrument = default, double volume = 1000) =>
        Do(new BarClosed(instrument, new Bar(Now.AddMinutes(-1), close, close, close, close, volume)));

    /// The next minute, and its bar.
    public EngineBench Price(double close, InstrumentId instrument = default, double volume = 1000)
    {
        Wait(TimeSpan.FromMinutes(1));
        return Bar(close, instrument, volume);
    }

    public static Signal Signal(SignalAction action, InstrumentId instrument, DateTime basedOn, decimal? stop = null, decimal? target = null, decimal reference = 0) => new()
    {
        Analyst = "tester",
        Instrument = instrument,
        Action = action,
        Confidence = 0.9,
        Rationale = "because",
        BasedOn = basedOn,
        ReferencePrice = reference,
        Stop = stop,
        Target = target,
    };

    public Notice.Judged Hear(Signal signal)
    {
        Do(new SignalProposed(signal));
        return Judged;
    }

    public Notice.Judged Buy(decimal? stop = 95, decimal? target = null, InstrumentId instrument = default) =>
        Hear(Signal(SignalAction.Buy, instrument, Now, stop, target));

    public Notice.Judged Sell(decimal? stop = null, decimal? target = null, InstrumentId instrument = default) =>
        Hear(Signal(SignalAction.Sell, instrument, Now, stop, target));

    public EngineBench Ask(OperatorRequest request) => Do(new OperatorAsked(request));

    public Notice.Judged Enter(decimal? quantity = null, decimal? limit = null, decimal? stop = null, decimal? target = null, Side side = Side.Buy, InstrumentId instrument = default)
    {
        Ask(new OperatorRequest.Enter(instrument, side, quantity, limit, stop, target));
        return Judged;
    }

    /// The newest verdict.
    public Notice.Judged Judged => Answers.Of<Notice.Judged>()[^1];

    public OrderRequest LastSubmitted => Answers.Submitted[^1];

    public Order Order(OrderId id) => State.Desk.Find(id).ShouldNotBeNull();

    public PositionGuard Guard(InstrumentId instrument = default) => State.Guard(instrument);

    public decimal Held(InstrumentId instrument = default) => State.Ledger[instrument].Quantity;

    public bool IsBraked(Brake brake) => State.Brakes.IsOn(brake);

    public byte[] Save()
    {
        var stream = StateStream.Save();
        State.Sync(stream);
        return stream.Saved.ToArray();
    }

    /// Goes on with an engine made from saved bytes, as after a restart.
    public EngineBench Restart(EngineSettings? settings = null)
    {
        var saved = Save();
        var fresh = new TradingEngine(Answers);
        foreach (var instrument in State.Universe.Instruments) fresh.State.List(instrument);
        fresh.State.Settings = _settings;
        var stream = StateStream.Load(saved);
        fresh.Sync(stream);
        stream.ExpectEnd();
        Engine = fresh;
        Save().ShouldBe(saved);
        return Do(new Started("test", "test", 1, settings ?? _settings));
    }
}

using Perun.Core.State;
using Perun.Engine.Events;

namespace Perun.Engine.Tests.Storms;

/// One random sequence of events thrown at one engine.
internal sealed class Storm
{
    private readonly Recorder _answers = new();
    private readonly EngineSettings _settings;
    private readonly Dice _dice;
    private readonly TradingEngine _engine;
    private readonly int _length;
    private byte[]? _saved;
    private int _savedAt;
    private int _answeredAt;

    /// <param name="length">How many events; zero for 20 to 60.</param>
    public Storm(ulong seed, int length = 0)
    {
        _length = length;
        _dice = new Dice(seed);
        _settings = Weather.Settings(_dice);
        _engine = new TradingEngine(_answers);
    }

    public List<(Stamp Stamp, IEngineEvent Happened)> Events { get; } = [];

    public int Entries { get; private set; }

    public int Exits => _answers.All.Count(static answer => answer is Core.Orders.OrderRequest { ReduceOnly: true });

    public int Alerts(AlertCode code) => _answers.All.Count(answer => answer is Notice.Alert alert && alert.Code == code);

    public int Trades => _engine.State.Record.TradesClosed;

    /// Null where all went well, else what broke and after which event.
    public string? Rage()
    {
        try
        {
            return Run() ?? GoOnFromSaved() ?? Again();
        }
        catch (Exception wrong) when (wrong is not OutOfMemoryException)
        {
            return $"after {Last}: {wrong}";
        }
    }

    private string Last => Events.Count == 0 ? "nothing" : $"event {Events.Count}, {Events[^1].Happened}";

    private string? Run()
    {
        var weather = new Weather(_dice, _engine.State);
        var invariants = new Invariants(_engine.State, _answers);
        foreach (var instrument in Listing.All) Do(weather.Now, new InstrumentListed(instrument));
        Do(weather.Now, new Started("storm", "test", 20_000, _settings));
        for (var place = 0; place < 3; place++) Do(weather.Now, new BarClosed(new(place), new(weather.Now.AddMinutes(-1), 100, 100, 100, 100, 1000)));
        var length = _length > 0 ? _length : 20 + _dice.Below(41);
        var pause = _dice.Below(length);
        for (var step = 0; step < length; step++)
        {
            if (step == pause) Save();
            var next = weather.Next();
            Do(weather.Now, next);
            if (invariants.Broken() is { } broken) return $"after {Last}: {broken}";
            foreach (var order in _answers.Submitted)
            {
                if (!order.ReduceOnly) Entries++;
                weather.Orders.Add(order.Id);
                if (order.Legs is not { } legs) continue;
                weather.Orders.Add(legs.StopId);
                if (legs.HasTarget) weather.Orders.Add(legs.TargetId);
            }
        }
        return null;
    }

    private void Do(DateTime at, IEngineEvent happened)
    {
        var stamp = new Stamp(Events.Count + 1, at);
        Events.Add((stamp, happened));
        _answers.Begin();
        happened.GoTo(_engine, stamp);
    }

    private void Save()
    {
        _saved = Saved(_engine);
        (_savedAt, _answeredAt) = (Events.Count, _answers.All.Count);
    }

    /// An engine made from what was saved has the same future.
    private string? GoOnFromSaved()
    {
        var answers = new Recorder();
        var engine = new TradingEngine(answers);
        foreach (var instrument in Listing.All) engine.State.List(instrument);
        engine.State.Settings = _settings;
        var stream = StateStream.Load(_saved);
        engine.Sync(stream);
        stream.ExpectEnd();
        if (!Saved(engine).AsSpan().SequenceEqual(_saved)) return $"what was saved before event {_savedAt} loads differently";
        foreach (var (stamp, happened) in Events.Skip(_savedAt)) happened.GoTo(engine, stamp);
        return Difference(answers.All, _answers.All.Skip(_answeredAt).ToList(), engine);
    }

    private string? Again()
    {
        var answers = new Recorder();
        var engine = new TradingEngine(answers);
        foreach (var (stamp, happened) in Events) happened.GoTo(engine, stamp);
        return Difference(answers.All, _answers.All, engine);
    }

    private string? Difference(List<object> second, List<object> first, TradingEngine engine)
    {
        for (var i = 0; i < Math.Max(first.Count, second.Count); i++)
            if (i >= first.Count || i >= second.Count || !first[i].Equals(second[i]))
                return $"the {i}th answer was {(i < first.Count ? first[i] : "nothing")} and is {(i < second.Count ? second[i] : "nothing")}";
        return Saved(engine).AsSpan().SequenceEqual(Saved(_engine)) ? null : "the same events led to another state";
    }

    private static byte[] Saved(TradingEngine engine)
    {
        var stream = StateStream.Save();
        engine.Sync(stream);
        return stream.Saved.ToArray();
    }
}

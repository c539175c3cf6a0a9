using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Trading;
using Perun.Venues;

namespace Perun.Bench.Venues.Reports;

/// The same way from a venue's news to a command, journalled and chained as always, with nothing kept: what the store takes is not in it.
internal sealed class StorelessFloor : IReportedFloor, IFloor
{
    private readonly JournaledEngine _engine = new(new Unkept());
    private readonly List<Command> _commands = [];

    public StorelessFloor(WiredVenue venue, Instrument instrument, DateTime start)
    {
        Do(start, new InstrumentListed(instrument));
        Do(start, new Started("bench", "bench", ReportFloor.Cash, IReportedFloor.NoLimits));
        Market = new VenueMarketplace(venue, State, start, TimeSpan.FromSeconds(1), null, MovementBook.New(start), new UniverseWatch(new UniverseWish([instrument.Symbol], null), "USD", new Universe([instrument])));
        Market.Begin();
    }

    public EngineState State => _engine.State;

    public VenueMarketplace Market { get; }

    public void Ask(OperatorRequest request)
    {
        Do(Market.Now, new OperatorAsked(request));
        Settle();
    }

    public ValueTask AdvanceAsync(DateTime to, CancellationToken cancel)
    {
        Market.Advance(to, this);
        if (State.NextChore <= Market.Now) Do(Market.Now, default(TimePassed));
        Settle();
        Market.CloseStep(this, Market.Now);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Market.Dispose();
        _engine.Dispose();
    }

    void IFloor.Hear<T>(in T happened, DateTime at)
    {
        Do(at, happened);
        Settle();
    }

    void IFloor.Hear(NewsItem item)
    {
    }

    private void Do<T>(DateTime at, in T happened) where T : struct, IEngineEvent => _engine.Process(at, happened);

    private void Settle()
    {
        if (!_engine.HasCommands) return;
        _engine.CommitAndTake(_commands);
        foreach (var command in _commands) Market.Carry(command, Market.Now);
        _commands.Clear();
    }
}

/// A journal that nobody reads again.
internal sealed class Unkept : IJournal
{
    public void Append(in JournalBlock block)
    {
    }

    public void Commit()
    {
    }
}

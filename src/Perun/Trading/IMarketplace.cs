using Perun.Adapters.Storage;
using Perun.Core.News;
using Perun.Engine.Events;
using Perun.Engine.Journal;

namespace Perun.Trading;

/// Where prices come from and commands go: the simulated market, or a venue outside.
internal interface IMarketplace : IDisposable
{
    /// Everything up to here has been told.
    DateTime Now { get; }

    /// Tells what happened up to a moment, in order.
    void Advance(DateTime to, IFloor floor);

    /// Takes a command whose intent is durable.
    void Carry(Command command, DateTime now);

    /// The end of a step: what is due of its own, such as holding its books against ours.
    void CloseStep(IFloor floor, DateTime now);

    /// What belongs to the journal's next commit: its own books, where they lie in the same store.
    void Keep(SqliteStore store);

    /// Until something happened, or this long.
    Task WaitAsync(TimeSpan atMost, CancellationToken cancel);
}

/// Hears what happens in a marketplace. What the engine answers to it has left when the call returns.
internal interface IFloor
{
    void Hear<T>(in T happened, DateTime at) where T : struct, IEngineEvent;

    void Hear(NewsItem item);
}

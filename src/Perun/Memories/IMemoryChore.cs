using Perun.Adapters.Memories;

namespace Perun.Memories;

/// Work on what is remembered that may take its time, a step now and then: a step begins to wait for somebody, or takes what they
/// answered, and never waits itself.
internal interface IMemoryChore : IDisposable
{
    void Step(SqliteMemoryStore store, MemoryFiles files);
}

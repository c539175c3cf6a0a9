using Perun.Adapters.Storage;
using Perun.Engine.Journal;

namespace Perun.Trading;

/// The journal of a venue whose books lie in the same store. An intent and what the venue made of it become durable together,
/// when the floor ends its step, or not at all: a crash in between leaves both sides where the last step left them. A venue
/// outside needs the intent on the disk first, and is given the store itself.
internal sealed class OneTransaction(SqliteStore store) : IJournal
{
    public void Append(in JournalBlock block) => store.Append(block);

    public void Commit()
    {
    }
}

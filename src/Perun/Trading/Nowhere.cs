using Perun.Engine.Journal;

namespace Perun.Trading;

/// A journal that keeps nothing: for engines that only replay.
internal sealed class Nowhere : IJournal
{
    public static readonly Nowhere Instance = new();

    public void Append(in JournalBlock block) => throw new InvalidOperationException("this engine only replays");

    public void Commit()
    {
    }
}

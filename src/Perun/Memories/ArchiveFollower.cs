using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Memories;

namespace Perun.Memories;

/// Goes on in the archive of decisions from where memory ends: what analysts said is remembered, and what they were shown is kept
/// for as long as the archive has the note that told it.
internal sealed class ArchiveFollower(SqliteMemoryStore store, ArchiveReader archive, MemoryFiles files)
{
    private const int LinksAtOnce = 50;

    private long _reached = store.Reached(MemoryCursors.Archive);
    private string? _lastIdle = store.Newest(new MemoryFilter(Kinds: [MemoryKind.Analysis]), 1) is [var newest] ? newest.Text : null;
    private (long Sequence, string? Analysis) _lastAsked;

    public void CatchUp(CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var links = archive.LinksAfter(_reached).Take(LinksAtOnce).ToList();
            if (links.Count == 0) return;
            var (told, shown) = (new List<Memory>(), new List<(string, long)>());
            foreach (var link in links)
            {
                if (ArchiveSeal.In(link.Kept) is { } seal) store.ForgetShown(seal.UpTo);
                if (KeptDecision.FromJson(link.Kept) is not { } kept) continue;
                shown.AddRange(ArchiveScribe.Shown(kept).Select(id => (id, link.Sequence)));
                if (ArchiveScribe.Tell(link.Sequence, kept) is { } analysis && IsNews(analysis) && MemoryDoor.Refuses(analysis) is null) told.Add(analysis);
            }
            _reached = links[^1].Sequence;
            store.Add(told, new Cursor(MemoryCursors.Archive, _reached), shown);
            files.Touch(told);
        }
    }

    /// The analysis that a signal came of; null where there is none, or where it was no news.
    public string? AnalysisOf(long position)
    {
        var sequence = archive.SequenceOf(position);
        if (sequence == 0) return null;
        if (sequence != _lastAsked.Sequence)
            _lastAsked = (sequence, archive.At(sequence) is { } link && KeptDecision.FromJson(link.Kept) is { } kept && ArchiveScribe.Tell(sequence, kept) is { } analysis && !ArchiveScribe.IsIdle(analysis) ? analysis.Id : null);
        return _lastAsked.Analysis;
    }

    /// To hold for the same reasons is said at every pass, and remembered once.
    private bool IsNews(Memory analysis)
    {
        if (!ArchiveScribe.IsIdle(analysis)) return true;
        var isNews = analysis.Text != _lastIdle;
        _lastIdle = analysis.Text;
        return isNews;
    }
}

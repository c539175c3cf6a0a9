using System.Text.Json;
using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Instruments;
using Perun.Engine.Journal;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;

namespace Perun.Memories;

/// Goes on in the journal from where memory ends, and makes memories of what it meets. Where memory ends is kept together with
/// the memories themselves, so a kill at any moment neither loses one nor makes one twice.
internal sealed class JournalFollower : IDisposable
{
    private const int BlocksAtOnce = 500;

    /// Few rows at a time, so that the journal's own writer is never kept waiting.
    private const int MemoriesAtOnce = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(4);

    private readonly SqliteMemoryStore _store;
    private readonly JournalReader _journal;
    private readonly FactReader _facts;
    private readonly Universe _universe;
    private readonly JournalScribe _scribe;
    private readonly DayEnd _dayEnd;
    private readonly MemoryFiles _files;
    private readonly ArchiveFollower _archive;
    private readonly Action<string> _tell;
    private readonly List<Memory> _pending = [];
    private long _position;
    private long _saved;
    private DateTime _day;

    public JournalFollower(string path, MemorySettings settings, IReadOnlyList<Instrument> listed, Action<string> tell)
    {
        _tell = tell;
        _store = SqliteMemoryStore.Open(path);
        try
        {
            var connection = SqliteFile.OpenToRead(path) ?? throw new StoreException($"{path} is gone: see what became of the data folder.");
            _facts = new FactReader(connection);
            _journal = new JournalReader(connection);
            _files = new MemoryFiles(_store, settings.Folder, tell);
            _archive = new ArchiveFollower(_store, new ArchiveReader(connection), _files);
            _universe = new Universe(listed);
            _scribe = new JournalScribe(_universe) { RegimeOf = RegimeOf, AnalysisOf = _archive.AnalysisOf };
            _dayEnd = new DayEnd(_store, _facts, _files, settings);
            _position = _saved = _store.Reached(MemoryCursors.Journal);
            if (_journal.TimeAt(_position) is not { } reached) return;
            _day = DayOf(reached);
            foreach (var bar in _journal.BarsUpTo(reached - WarmUp, _position)) Try(_position, () => _scribe.SeeBar(bar));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void CatchUp(CancellationToken cancel)
    {
        // First what decisions were shown: what is pruned at a day's end must know of it.
        _archive.CatchUp(cancel);
        for (var last = _journal.LastPosition(); _position < last;)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var block in _journal.Blocks(_position, Math.Min(last, _position + BlocksAtOnce)))
            {
                if (DayOf(block.At) > _day) EndDays(block);
                var met = block;
                Try(block.Position, () => _pending.AddRange(_scribe.Tell(met)));
                _position = block.Position;
                if (_pending.Count >= MemoriesAtOnce) Flush();
            }
            Flush();
        }
    }

    public void Take(MemoryInbox inbox)
    {
        foreach (var piece in inbox.Take().Chunk(MemoriesAtOnce))
        {
            Memory[] good = [.. piece.Where(memory => MemoryDoor.Refuses(memory) is null)];
            _store.Add(good);
            _files.Touch(good);
        }
    }

    public void WriteFiles() => _files.Write();

    /// Work on what is remembered, through the one connection that writes it.
    public void Do(IMemoryChore chore) => chore.Step(_store, _files);

    public void Dispose()
    {
        _facts?.Dispose();
        _store.Dispose();
    }

    /// The days that are over once this block begins another; a day without any block has nothing to tell.
    private void EndDays(in JournalBlock block)
    {
        Flush();
        _archive.CatchUp(CancellationToken.None);
        if (_day != default) _dayEnd.Tell(_day, block.At, _scribe, _universe);
        _day = DayOf(block.At);
    }

    /// The bar that closes at midnight is the last of its day.
    private static DateTime DayOf(DateTime at) => at.AddTicks(-1).Date;

    private void Flush()
    {
        // Bars alone are met again after a restart without harm: not worth a write each time.
        if (_pending.Count == 0 && _position - _saved < BlocksAtOnce) return;
        _store.Add(_pending, new Cursor(MemoryCursors.Journal, _position));
        _saved = _position;
        _files.Touch(_pending);
        Learn(_pending);
        _pending.Clear();
    }

    /// Trades teach as soon as they are over.
    private void Learn(IEnumerable<Memory> told)
    {
        foreach (var trade in told.Where(memory => memory.Kind == MemoryKind.Trade))
        {
            if (trade.Symbols is not [var symbol] || trade.Tags is not [var direction, _, _, var regime]) continue;
            var trades = _store.Newest(new MemoryFilter(symbol, Kinds: [MemoryKind.Trade]), LessonRules.LookBack);
            if (LessonRules.Learn(symbol, direction, regime, trades) is not { } lesson) continue;
            var known = _store.Find(lesson.Id);
            if (known is null && lesson.Tags.Contains(MemoryTags.Retired, StringComparer.Ordinal)) continue;
            _store.Add([known is null ? lesson : lesson with { Tags = [.. lesson.Tags.Concat(known.Tags.Where(tag => tag == MemoryTags.Keep)).Distinct(StringComparer.Ordinal)] }]);
            if (known is not null && known.At.Date != lesson.At.Date) _files.Gone(known.Kind, known.At, known.Id);
            _files.Touch([lesson]);
        }
    }

    private string? RegimeOf(long decision)
    {
        var id = JournalScribe.Id("signal", decision, 1);
        return (_pending.Find(memory => memory.Id == id) ?? _store.Find(id))?.Situation?.Regime;
    }

    /// A block that can't be told of is left out, and said so: it must not keep all later ones from being remembered.
    private void Try(long position, Action work)
    {
        try
        {
            work();
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidCastException or KeyNotFoundException)
        {
            _tell($"Journal position {position} can't be remembered ({wrong.Message}): perun doctor looks closer.");
        }
    }
}

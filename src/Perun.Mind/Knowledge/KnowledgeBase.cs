using System.Diagnostics.CodeAnalysis;
using Perun.Core.State;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Likeness;

namespace Perun.Mind.Knowledge;

/// Everything known, indexed as each lane looks at it. It knows no clock: every call brings its time. One caller at a time.
public sealed class KnowledgeBase : IHasState
{
    /// When it holds this many, it takes in nothing new until something is pruned, and says so.
    public const int MostObjects = 1_000_000;

    private readonly Dictionary<ObjectKey, Held> _objects = [];
    private readonly PriorityQueue<ObjectKey, DateTime> _expiries = new();
    private readonly LikenessIndex _likeness = new();
    private readonly LaneBoard _board;
    private readonly IKnowledgeWatcher? _watcher;
    private HashSet<ObjectKey>? _changed;

    public KnowledgeBase(LaneSet lanes, IKnowledgeWatcher? watcher = null)
    {
        _watcher = watcher;
        _board = new LaneBoard(this, lanes);
    }

    public int Count => _objects.Count;

    /// In no order that means anything.
    public IEnumerable<HeldObject> Objects => _objects.Values.Select(held => held.ToPublic());

    public LaneSet Lanes => _board.Lanes;

    internal IEnumerable<Held> Everything => _objects.Values;

    internal LaneBoard Board => _board;

    public bool TryFind(ObjectKey key, [NotNullWhen(true)] out HeldObject? found)
    {
        found = _objects.TryGetValue(key, out var held) ? held.ToPublic() : null;
        return found is not null;
    }

    /// Takes an object in, in place of the one with the same key. Null, or why it was refused.
    public string? Upsert(KnowledgeObject about, DateTime at)
    {
        if (Door.Refuses(about) is { } why) return why;
        var known = _objects.GetValueOrDefault(about.Key);
        if (known is null && _objects.Count >= MostObjects)
            return $"{MostObjects} objects are known, which is all there is room for: prune what is old, or fetch less";
        var tidy = Door.Tidy(about);
        var print = known is not null && known.Object.Text == tidy.Text ? known.Print : Fingerprint.Of(tidy.Text);
        Replace(known, new Held(tidy, known?.Created ?? at, at, print));
        if (_watcher is null) return null;
        Tell(new ObjectUpserted(at, tidy, known is null));
        if (tidy is Evidence evidence) Tell(new EvidenceIngested(at, evidence));
        return null;
    }

    /// Sets objects aside that a note of that moment has told and that need not be told again: they are not selected until they are
    /// updated. What was updated since then stays.
    public void Retire(IEnumerable<ObjectKey> keys, DateTime at)
    {
        foreach (var key in keys)
        {
            if (!_objects.TryGetValue(key, out var held) || held.IsRetired || held.Updated > at) continue;
            Replace(held, new Held(held.Object, held.Created, held.Updated, held.Print) { IsRetired = true });
            Tell(new ObjectRetired(at, key));
        }
    }

    /// Forgets what has expired by then, and what was last updated before a moment; returns how many. What was retired is kept as long as
    /// everything else: a source that says it once more must not make it new.
    public int Prune(DateTime asOf, DateTime? updatedBefore = null)
    {
        var before = _objects.Count;
        while (_expiries.TryPeek(out var key, out var at) && at <= asOf)
        {
            _expiries.Dequeue();
            if (_objects.TryGetValue(key, out var held) && held.Object.Expires == at) Replace(held, null);
        }
        if (updatedBefore is { } limit)
            foreach (var held in _objects.Values.Where(held => held.Updated < limit).ToArray()) Replace(held, null);
        if (_objects.Count < before) _board.Sweep();
        return before - _objects.Count;
    }

    /// A note has become a link of the archive.
    public void Archived(long sequence, string hash, DateTime at) => Tell(new NoteArchived(at, sequence, hash));

    public bool Remove(ObjectKey key)
    {
        if (!_objects.TryGetValue(key, out var held)) return false;
        Replace(held, null);
        return true;
    }

    /// Works with these lanes from now on. Pins that were set by hand stay where their lane does.
    public void Use(LaneSet lanes, DateTime at) => _board.Use(lanes, at);

    public void SetStatus(string lane, LaneStatus status, DateTime at) => _board.SetStatus(lane, status, at);

    public void Pin(string lane, ObjectKey key, DateTime at) => _board.Pin(lane, key, at);

    /// False when it was not pinned by hand; one that the lanes' file pins is unpinned there.
    public bool Unpin(string lane, ObjectKey key, DateTime at) => _board.Unpin(lane, key, at);

    /// What a lane would tell at a moment, best first, whatever its status.
    public IReadOnlyList<RankedObject> Select(string lane, DateTime asOf, IReadOnlyList<string>? focus = null) =>
        [.. _board.Select(_board[lane], asOf, focus ?? []).Chosen.Select(item => new RankedObject(item.Held.Object, item.Score))];

    public void Sync(StateStream stream)
    {
        var held = stream.IsLoading ? [] : _objects.Values.OrderBy(one => one.Object.Kind).ThenBy(one => one.Object.Id, StringComparer.Ordinal).ToList();
        if (stream.IsLoading)
        {
            foreach (var old in _objects.Values.ToArray()) Replace(old, null);
            _expiries.Clear();
        }
        stream.SyncList(held, ObjectSync.Sync);
        if (stream.IsLoading)
            foreach (var one in held) Replace(null, one);
        _board.Sync(stream);
        _changed?.Clear();
    }

    /// From now on it is written down what changes, for whoever keeps it between two savings of the whole.
    public void WatchChanges() => _changed ??= [];

    /// What changed since this was asked before, each object once and as it is now.
    public IReadOnlyList<KnowledgeChange> TakeChanges()
    {
        if (_changed is not { Count: > 0 } keys) return [];
        var changes = keys.Select(key => new KnowledgeChange(key, _objects.TryGetValue(key, out var held) ? ObjectSync.Write(held) : null)).ToList();
        keys.Clear();
        return changes;
    }

    /// Changes again what changed once: the objects are afterwards as they were then.
    public void Apply(IEnumerable<KnowledgeChange> changes)
    {
        foreach (var (key, body) in changes)
        {
            var now = body is null ? null : ObjectSync.Read(body);
            if (now is not null && now.Object.Key != key) throw new InvalidStateException($"what is kept of {key} is about {now.Object.Key}");
            if (_objects.GetValueOrDefault(key) is { } before) Replace(before, now);
            else if (now is not null) Replace(null, now);
        }
        _changed?.Clear();
    }

    internal Held? Find(ObjectKey key) => _objects.GetValueOrDefault(key);

    internal IReadOnlyList<Held> Near(Held held) => _likeness.Near(held);

    /// Whether taking the new one in would change nothing: to hear it again makes it no younger.
    internal static bool Says(KnowledgeObject known, KnowledgeObject about)
    {
        if (Door.Refuses(about) is not null) return false;
        var (one, other) = (ObjectForm.Of(known), ObjectForm.Of(Door.Tidy(about)));
        return one.Tags.SequenceEqual(other.Tags) && (one with { Tags = [], Available = null }).Equals(other with { Tags = [], Available = null });
    }

    /// Whether the same source has said it already, in nearly the same words, under another id.
    internal bool IsRepeat(ObjectKey key, DateTime at) =>
        Find(key) is { } held && Near(held).Any(other => other.IsLiveAt(at) && other.Object.From.Source == held.Object.From.Source && other.SaysTheSameAs(held));

    internal void Tell(KnowledgeEvent happened) => _watcher?.See(happened);

    /// The one way by which anything comes, changes or goes.
    private void Replace(Held? before, Held? now)
    {
        _changed?.Add((now ?? before)!.Object.Key);
        if (before is { IsSelectable: true })
        {
            LaneBoard.Remove(before);
            _likeness.Remove(before);
        }
        if (now is null)
        {
            _objects.Remove(before!.Object.Key);
            return;
        }
        _objects[now.Object.Key] = now;
        if (now.Object.Expires is { } expires && before?.Object.Expires != expires) _expiries.Enqueue(now.Object.Key, expires);
        if (!now.IsSelectable) return;
        _board.Add(now);
        _likeness.Add(now);
    }
}

/// <param name="Score">What it is worth in the lane, and what that is made of.</param>
public sealed record RankedObject(KnowledgeObject Object, Score Score);

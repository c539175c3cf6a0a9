using Perun.Core.State;

namespace Perun.Mind.Knowledge.Lanes;

/// The lanes as they work: each with its index, its status of the moment and the pins set by hand.
internal sealed class LaneBoard
{
    private readonly KnowledgeBase _base;
    private readonly List<LaneIndex> _indexes = [];
    private readonly FreshBySymbol _fresh = new();
    private readonly SortedDictionary<string, List<ObjectKey>> _pins = new(StringComparer.Ordinal);
    private long _walks;

    public LaneBoard(KnowledgeBase owner, LaneSet lanes)
    {
        (_base, Lanes) = (owner, lanes);
        foreach (var lane in lanes.Lanes) _indexes.Add(new LaneIndex(lane));
    }

    public LaneSet Lanes { get; private set; }

    public Lane this[string lane] => IndexOf(lane).Lane;

    public void Add(Held held)
    {
        foreach (var index in _indexes)
            if (index.Wants(held)) index.Add(held);
        _fresh.Add(held);
    }

    /// The lists that have it pass it over from now on.
    public static void Remove(Held held) => held.IsGone = true;

    /// Lets go of everything that is gone.
    public void Sweep()
    {
        foreach (var index in _indexes) index.Sweep();
        _fresh.Sweep();
    }

    public IReadOnlyList<ObjectKey> PinsOf(Lane lane) => _pins.TryGetValue(lane.Id, out var byHand) ? [.. lane.Pins.Union(byHand)] : lane.Pins;

    /// Pins first, then by score, up to the cap; what says the same as a better one folds into it and takes no place.
    public Selection Select(Lane lane, DateTime asOf, IReadOnlyList<string> focus)
    {
        foreach (var symbol in focus) Shelve(symbol);
        var (chosen, folded) = (new List<Candidate>(), new List<Folded>());
        var walk = ++_walks;
        var pinned = PinsOf(lane).Select(_base.Find).OfType<Held>().Where(held => held.IsLiveAt(asOf)).Distinct().Order(RankOrder.Instance);
        Candidate? leftOut = null;
        foreach (var candidate in pinned.Select(held => new Candidate(held, lane, Score.PinnedIn(lane))).Concat(IndexOf(lane.Id).BestFirst(asOf, focus, walk)))
        {
            if (candidate.Score.IsPinned) candidate.Held.Walk = walk;
            if (Leader(chosen, candidate.Held) is { } leader)
            {
                folded.Add(new Folded(candidate, leader));
                continue;
            }
            if (chosen.Count == lane.Cap)
            {
                leftOut = candidate;
                break;
            }
            chosen.Add(candidate);
        }
        return new Selection(lane, chosen, folded, leftOut);
    }

    public void Use(LaneSet lanes, DateTime at)
    {
        foreach (var symbol in _fresh.Symbols) Shelve(symbol);
        var before = _indexes.ToDictionary(index => index.Lane.Id, StringComparer.Ordinal);
        _indexes.Clear();
        foreach (var lane in lanes.Lanes)
        {
            if (before.Remove(lane.Id, out var index) && index.Lane.LooksLike(lane)) _indexes.Add(index);
            else _indexes.Add(Filled(lane));
            TellChanges(index?.Lane, lane, at);
            _indexes[^1].Lane = lane;
        }
        Lanes = lanes;
        foreach (var gone in before.Keys.Order(StringComparer.Ordinal))
        {
            _pins.Remove(gone);
            _base.Tell(new LaneRemoved(at, gone));
        }
    }

    public void SetStatus(string lane, LaneStatus status, DateTime at)
    {
        var now = this[lane] with { Status = status };
        Use(Lanes with { Lanes = [.. Lanes.Lanes.Select(one => one.Id == lane ? now : one)] }, at);
    }

    public void Pin(string lane, ObjectKey key, DateTime at)
    {
        if (PinsOf(this[lane]).Contains(key)) return;
        if (!_pins.TryGetValue(lane, out var byHand)) _pins.Add(lane, byHand = []);
        byHand.Add(key);
        _base.Tell(new LanePinChanged(at, lane, key, IsPinned: true));
    }

    public bool Unpin(string lane, ObjectKey key, DateTime at)
    {
        if (!_pins.TryGetValue(lane, out var byHand) || !byHand.Remove(key)) return false;
        _base.Tell(new LanePinChanged(at, lane, key, IsPinned: false));
        return true;
    }

    /// Lanes themselves are the user's file; what was done by hand is state.
    public void Sync(StateStream stream)
    {
        var pins = stream.IsLoading ? [] : _pins.SelectMany(lane => lane.Value.Select(key => (Lane: lane.Key, Key: key))).ToList();
        stream.SyncList(pins, static (StateStream to, ref (string Lane, ObjectKey Key) pin) =>
        {
            var (lane, kind, id) = (pin.Lane ?? "", pin.Key.Kind, pin.Key.Id ?? "");
            to.SyncText(ref lane);
            to.SyncEnum(ref kind);
            to.SyncText(ref id);
            pin = (lane, new ObjectKey(kind, id));
        });
        if (!stream.IsLoading) return;
        _pins.Clear();
        foreach (var (lane, key) in pins)
        {
            if (!_pins.TryGetValue(lane, out var byHand)) _pins.Add(lane, byHand = []);
            byHand.Add(key);
        }
    }

    private LaneIndex Filled(Lane lane)
    {
        var index = new LaneIndex(lane);
        foreach (var held in _base.Everything)
        {
            if (!held.IsSelectable || !index.Wants(held)) continue;
            index.Add(held);
            foreach (var symbol in held.Symbols) index.Add(symbol, held);
        }
        return index;
    }

    /// Brings the lists of a symbol up to date.
    private void Shelve(string symbol)
    {
        foreach (var held in _fresh.Take(symbol))
            foreach (var index in _indexes)
                if (index.Wants(held)) index.Add(symbol, held);
    }

    private void TellChanges(Lane? before, Lane now, DateTime at)
    {
        if (before is null)
        {
            _base.Tell(new LaneCreated(at, now));
            return;
        }
        if (before.Status != now.Status) _base.Tell(new LaneStatusChanged(at, now.Id, before.Status, now.Status));
        foreach (var key in now.Pins.Except(before.Pins)) _base.Tell(new LanePinChanged(at, now.Id, key, IsPinned: true));
        foreach (var key in before.Pins.Except(now.Pins)) _base.Tell(new LanePinChanged(at, now.Id, key, IsPinned: false));
    }

    private LaneIndex IndexOf(string lane) => _indexes.Find(index => index.Lane.Id == lane)
        ?? throw new ArgumentException($"there is no lane \"{lane}\"; there are {string.Join(", ", Lanes.Lanes.Select(one => one.Id))}", nameof(lane));

    private static Held? Leader(List<Candidate> chosen, Held held)
    {
        foreach (var candidate in chosen)
            if (candidate.Held.SaysTheSameAs(held)) return candidate.Held;
        return null;
    }
}

/// <param name="LeftOut">The best one that the cap left out; null when all were chosen.</param>
internal sealed record Selection(Lane Lane, IReadOnlyList<Candidate> Chosen, IReadOnlyList<Folded> Folded, Candidate? LeftOut);

internal readonly record struct Folded(Candidate Item, Held Into);

namespace Perun.Mind.Knowledge.Lanes;

/// A lane's objects, ranked without a clock. Objects of one class (the same grades) differ only in age, and age keeps their
/// order as time goes by; so each class is one sorted list, and the best of all classes is found by merging their heads with
/// scores computed for the moment. A change costs its place in the lists it belongs to, and nothing is ever ranked anew. The lists of
/// single symbols are filled once somebody asks for the symbol: there are many of them, and few are asked for.
internal sealed class LaneIndex(Lane lane)
{
    private readonly TagMatch[] _filter = [.. lane.Filter];
    private readonly int _kinds = lane.Kinds.Aggregate(0, static (kinds, kind) => kinds | (1 << (int)kind));
    private readonly ClassIndex?[] _classes = new ClassIndex?[Grades.Classes];

    public Lane Lane { get; set; } = lane;

    /// What the lane itself says, without a call for each tag: every change asks every lane.
    public bool Wants(Held held)
    {
        if (_kinds != 0 && (_kinds & (1 << (int)held.Object.Kind)) == 0) return false;
        foreach (ref readonly var match in _filter.AsSpan())
            foreach (ref readonly var tag in held.Tags.AsSpan())
                if (tag.Key == match.Key && (match.Value is null || tag.Value == match.Value)) return true;
        return _filter.Length == 0;
    }

    public void Add(Held held)
    {
        var index = _classes[held.Object.Grades.Class] ??= new ClassIndex();
        index.All.Add(held);
        if (held.Symbols.Length == 0) index.General.Add(held);
    }

    /// The same object among those about a symbol.
    public void Add(string symbol, Held held)
    {
        var index = _classes[held.Object.Grades.Class]!;
        if (!index.BySymbol.TryGetValue(symbol, out var about)) index.BySymbol.Add(symbol, about = new RankedList());
        about.Add(held);
    }

    public void Sweep()
    {
        foreach (var index in _classes) index?.Sweep();
    }

    /// All live objects, best first, each once. An object stands in several lists; it comes out of the one where it is worth most.
    public IEnumerable<Candidate> BestFirst(DateTime asOf, IReadOnlyList<string> focus, long walk)
    {
        var heads = new PriorityQueue<(IEnumerator<Held> Below, double Relevance), Candidate>(CandidateOrder.Instance);
        foreach (var index in _classes)
        {
            if (index is null) continue;
            Enter(index.All, 0);
            if (focus.Count == 0) continue;
            Enter(index.General, 0.5);
            foreach (var symbol in focus)
                if (index.BySymbol.TryGetValue(symbol, out var about)) Enter(about, 1);
        }
        while (heads.TryDequeue(out var head, out var best))
        {
            if (best.Held.Walk != walk)
            {
                best.Held.Walk = walk;
                yield return best;
            }
            Advance(head.Below, head.Relevance);
        }

        void Enter(RankedList list, double relevance)
        {
            if (!list.IsEmpty) Advance(list.GetEnumerator(), relevance);
        }

        void Advance(IEnumerator<Held> rest, double relevance)
        {
            while (rest.MoveNext())
            {
                var held = rest.Current;
                if (held.Walk == walk || !held.IsLiveAt(asOf)) continue;
                heads.Enqueue((rest, relevance), new Candidate(held, Lane, Score.Of(Lane, held.Object.Grades, asOf - held.Since, relevance)));
                return;
            }
        }
    }

    /// One class: everything, what is about no instrument, and what is about each.
    private sealed class ClassIndex
    {
        public RankedList All { get; } = new();

        public RankedList General { get; } = new();

        public Dictionary<string, RankedList> BySymbol { get; } = new(StringComparer.Ordinal);

        public void Sweep()
        {
            All.Sweep();
            General.Sweep();
            foreach (var (symbol, about) in BySymbol)
            {
                about.Sweep();
                if (about.IsEmpty) BySymbol.Remove(symbol);
            }
        }
    }
}

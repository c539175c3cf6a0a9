namespace Perun.Mind.Knowledge.Lanes;

/// What became known about each symbol since somebody last asked for the symbol.
internal sealed class FreshBySymbol
{
    private const int Few = 64;

    private readonly Dictionary<string, Pile> _piles = new(StringComparer.Ordinal);

    public void Add(Held held)
    {
        foreach (var symbol in held.Symbols)
        {
            if (!_piles.TryGetValue(symbol, out var pile)) _piles.Add(symbol, pile = new Pile());
            pile.Add(held);
        }
    }

    /// What is still there of it, and it is no longer fresh.
    public IReadOnlyList<Held> Take(string symbol)
    {
        if (!_piles.Remove(symbol, out var pile)) return [];
        pile.Sweep();
        return pile.All;
    }

    public void Sweep()
    {
        foreach (var (symbol, pile) in _piles)
        {
            pile.Sweep();
            if (pile.All.Count == 0) _piles.Remove(symbol);
        }
    }

    public IReadOnlyList<string> Symbols => [.. _piles.Keys];

    private sealed class Pile
    {
        private int _sweepAt = Few;

        public List<Held> All { get; } = [];

        public void Add(Held held)
        {
            All.Add(held);
            if (All.Count >= _sweepAt) Sweep();
        }

        public void Sweep()
        {
            All.RemoveAll(static held => held.IsGone);
            _sweepAt = Math.Max(Few, 2 * All.Count);
        }
    }
}

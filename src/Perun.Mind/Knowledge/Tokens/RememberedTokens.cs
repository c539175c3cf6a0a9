namespace Perun.Mind.Knowledge.Tokens;

/// Remembers what texts cost, for counters that are slow. Most lines of a note stood in the last one. Two generations: what was
/// not asked for while the younger one filled up is forgotten.
public sealed class RememberedTokens(ITokenCounter counter, int most = 4096) : ITokenCounter
{
    private Dictionary<string, int> _young = new(StringComparer.Ordinal);
    private Dictionary<string, int> _old = new(StringComparer.Ordinal);

    public string Name => counter.Name;

    public int Remembered => _young.Count + _old.Count;

    public int Count(ReadOnlySpan<char> text)
    {
        if (_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known)) return known;
        if (!_old.GetAlternateLookup<ReadOnlySpan<char>>().Remove(text, out _, out known)) known = counter.Count(text);
        if (_young.Count >= Math.Max(1, most / 2)) (_old, _young) = (_young, new Dictionary<string, int>(StringComparer.Ordinal));
        _young[text.ToString()] = known;
        return known;
    }
}

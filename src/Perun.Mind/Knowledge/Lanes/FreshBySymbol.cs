namespace Perun.Mind.Knowledge.Lanes;

/// What became known about each symbol since somebody last asked for the symbol. It is one flat list with a number for each symbol:
/// to add costs no way into cold memory, and to ask is one pass over the numbers, which are few where symbols are asked for often.
internal sealed class FreshBySymbol
{
    private const int Few = 256;

    /// Of what was taken.
    private const int Nobody = 0;

    private int[] _numbers = new int[Few];
    private Held?[] _held = new Held?[Few];
    private int _count;

    /// Of each that is still there.
    public IReadOnlyList<string> Symbols => [.. _held.Take(_count).Where((_, at) => _numbers[at] != Nobody).SelectMany(held => held!.Symbols).Distinct(StringComparer.Ordinal)];

    public void Add(Held held)
    {
        foreach (var symbol in held.Symbols)
        {
            if (_count == _numbers.Length) Grow();
            (_numbers[_count], _held[_count]) = (NumberOf(symbol), held);
            _count++;
        }
    }

    /// What is still there of it, and it is no longer fresh.
    public List<Held> Take(string symbol)
    {
        var (taken, number) = (new List<Held>(), NumberOf(symbol));
        for (var at = 0; _numbers.AsSpan(at, _count - at).IndexOf(number) is var step and >= 0; at++)
        {
            at += step;
            var held = _held[at]!;
            // Two symbols may have one number, also two of one object.
            if (!held.Symbols.AsSpan().Contains(symbol) || taken.Count > 0 && ReferenceEquals(taken[^1], held)) continue;
            if (!held.IsGone) taken.Add(held);
            Forget(at);
        }
        return taken;
    }

    /// Lets go of what is gone from the base.
    public void Sweep()
    {
        var kept = 0;
        for (var at = 0; at < _count; at++)
        {
            if (_numbers[at] == Nobody || _held[at]!.IsGone) continue;
            (_numbers[kept], _held[kept]) = (_numbers[at], _held[at]);
            kept++;
        }
        _held.AsSpan(kept, _count - kept).Clear();
        _count = kept;
    }

    /// Twice the room only where half of it is still needed, so that each place is swept or moved a few times at most.
    private void Grow()
    {
        Sweep();
        if (_count <= _numbers.Length / 2) return;
        Array.Resize(ref _numbers, 2 * _numbers.Length);
        Array.Resize(ref _held, _numbers.Length);
    }

    private void Forget(int at) => (_numbers[at], _held[at]) = (Nobody, null);

    private static int NumberOf(string symbol) => StringComparer.Ordinal.GetHashCode(symbol) | 1;
}

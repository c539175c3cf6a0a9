namespace Perun.Adapters.Sources.News;

/// Which piece spoke first under each identity: its own, that of the reprints it belongs to, that of its story. What comes
/// later under one of them is the same again. When more are known than there is room for, the oldest go.
internal sealed class SeenIds(int most = SeenIds.Most)
{
    private const int Most = 20_000;

    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// Whether the piece is the one that speaks; it may come again, corrected.
    public bool Claim(string piece, params ReadOnlySpan<string?> others)
    {
        if (!IsFreeFor(piece, piece)) return false;
        foreach (var other in others)
            if (other is not null && !IsFreeFor(other, piece)) return false;
        Own(piece, piece);
        foreach (var other in others)
            if (other is not null) Own(other, piece);
        return true;
    }

    private bool IsFreeFor(string id, string piece) => !_owners.TryGetValue(id, out var owner) || owner == piece;

    private void Own(string id, string piece)
    {
        if (!_owners.TryAdd(id, piece)) return;
        _order.Enqueue(id);
        if (_order.Count > most) _owners.Remove(_order.Dequeue());
    }
}

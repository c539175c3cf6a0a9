using System.Runtime.InteropServices;

namespace Perun.Mind.Knowledge.Likeness;

/// Finds the objects whose text may be like another's: those that share a band with it. Each band's objects hang on a chain, so
/// that taking one in and letting it go cost the same however many there are.
internal sealed class LikenessIndex
{
    private readonly Dictionary<ulong, Held> _heads = [];

    public void Add(Held held)
    {
        if (held.Print.IsEmpty) return;
        for (var band = 0; band < Fingerprint.Bands; band++)
        {
            ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(_heads, held.Print.Band(band, held.Object.Kind), out _);
            held.Links[band] = (null, head);
            if (head is not null) head.Links[band].Before = held;
            head = held;
        }
    }

    public void Remove(Held held)
    {
        if (held.Print.IsEmpty) return;
        for (var band = 0; band < Fingerprint.Bands; band++)
        {
            var (before, after) = held.Links[band];
            if (after is not null) after.Links[band].Before = before;
            if (before is not null) before.Links[band].After = after;
            else if (after is not null) _heads[held.Print.Band(band, held.Object.Kind)] = after;
            else _heads.Remove(held.Print.Band(band, held.Object.Kind));
            held.Links[band] = default;
        }
    }

    /// Every object that shares a band, each once, without the one asked about.
    public List<Held> Near(Held held)
    {
        var near = new List<Held>();
        if (held.Print.IsEmpty) return near;
        var seen = new HashSet<Held> { held };
        for (var band = 0; band < Fingerprint.Bands; band++)
        {
            if (!_heads.TryGetValue(held.Print.Band(band, held.Object.Kind), out var other)) continue;
            for (; other is not null; other = other.Links[band].After)
                if (seen.Add(other)) near.Add(other);
        }
        return near;
    }
}

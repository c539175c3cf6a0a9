using System.Runtime.InteropServices;

namespace Perun.Mind.Knowledge.Likeness;

/// An object's place in one chain. It knows its neighbours and at which of their links the chain goes on.
internal struct LikenessLink
{
    public ulong Key;
    public Held? Before;
    public Held? After;
    public int BeforeAt;
    public int AfterAt;
}

/// Finds the objects whose text may be like another's: those about the same that share a band with it. Each band's objects hang
/// on a chain, so that taking one in and letting it go cost the same however many there are.
internal sealed class LikenessIndex
{
    /// An object about more symbols than this is looked for under the first of them.
    public const int MostSubjects = 4;

    private readonly Dictionary<ulong, (Held Held, int At)> _heads = [];

    public void Add(Held held)
    {
        if (held.Print.IsEmpty) return;
        held.Links = new LikenessLink[Fingerprint.Bands * Math.Max(1, held.Subjects.Length)];
        for (var at = 0; at < held.Links.Length; at++)
        {
            var key = KeyOf(held, at);
            ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(_heads, key, out var exists);
            held.Links[at].Key = key;
            if (exists)
            {
                (held.Links[at].After, held.Links[at].AfterAt) = head;
                (head.Held.Links[head.At].Before, head.Held.Links[head.At].BeforeAt) = (held, at);
            }
            head = (held, at);
        }
    }

    public void Remove(Held held)
    {
        foreach (ref readonly var link in held.Links.AsSpan())
        {
            if (link.After is not null) (link.After.Links[link.AfterAt].Before, link.After.Links[link.AfterAt].BeforeAt) = (link.Before, link.BeforeAt);
            if (link.Before is not null) (link.Before.Links[link.BeforeAt].After, link.Before.Links[link.BeforeAt].AfterAt) = (link.After, link.AfterAt);
            else if (link.After is not null) _heads[link.Key] = (link.After, link.AfterAt);
            else _heads.Remove(link.Key);
        }
        held.Links = [];
    }

    /// Every object that shares a chain, each once, without the one asked about.
    public List<Held> Near(Held held)
    {
        var near = new List<Held>();
        HashSet<Held>? seen = null;
        for (var at = 0; at < held.Links.Length; at++)
        {
            ref readonly var link = ref held.Links[at];
            for (var (other, place) = _heads[link.Key]; other is not null; (other, place) = (other.Links[place].After!, other.Links[place].AfterAt))
            {
                if (!ReferenceEquals(other, held) && (seen ??= []).Add(other)) near.Add(other);
            }
        }
        return near;
    }

    private static ulong KeyOf(Held held, int at)
    {
        var key = held.Print.Band(at % Fingerprint.Bands) + (ulong)held.Object.Kind * 2 + (held.Object.From.IsOwn ? 1ul : 0);
        if (held.Symbols.Length > 0)
            foreach (var letter in held.Subjects[at / Fingerprint.Bands]) key = (key ^ letter) * 1099511628211ul;
        return key;
    }
}

namespace Perun.Mind.Knowledge.Likeness;

/// Finds the objects whose text may be like another's: those about the same that share a band with it. A band's objects hang on a
/// chain, so that taking one in and letting it go cost the same however many there are. The chains are numbers side by side:
/// a hundred thousand objects are a few megabytes, and most of them stay in the processor's cache.
internal sealed class LikenessIndex
{
    /// An object about more symbols than this is looked for under the first of them.
    public const int MostSubjects = 4;

    private const int Bands = Fingerprint.Bands;
    /// The end of a chain. A link of its own stands there and may be written to, so that hanging an object asks no question whose
    /// answer has to come from memory first.
    private const int None = 0;

    private readonly List<Held?> _places = [];
    private readonly Stack<int> _free = new();
    private int[] _heads = new int[1024];
    private Link[] _links = new Link[1024];
    private int _shift = 64 - 10;
    private long _looks;

    public void Add(Held held)
    {
        if (held.Print.IsEmpty) return;
        held.Place = Take(held);
        if (held.Subjects.Length > 1)
        {
            held.MorePlaces = new int[held.Subjects.Length - 1];
            for (var more = 0; more < held.MorePlaces.Length; more++) held.MorePlaces[more] = Take(held);
        }
        if (_places.Count * Bands > _heads.Length)
        {
            Widen();
            return;
        }
        Hang(held, 0, held.Place);
        for (var more = 0; more < held.MorePlaces.Length; more++) Hang(held, more + 1, held.MorePlaces[more]);
    }

    public void Remove(Held held)
    {
        if (held.Place < 0) return;
        Unhang(held.Place);
        foreach (var place in held.MorePlaces) Unhang(place);
        (held.Place, held.MorePlaces) = (-1, []);
    }

    /// Every object that shares a band with this one, each once, without itself; strangers that hang on the same chains are passed over.
    public IReadOnlyList<Held> Near(Held held)
    {
        List<Held>? near = null;
        if (held.Place < 0) return [];
        held.Looked = ++_looks;
        SeeAll(held.Place);
        foreach (var place in held.MorePlaces) SeeAll(place);
        return near ?? (IReadOnlyList<Held>)[];

        void SeeAll(int place)
        {
            for (var band = 0; band < Bands; band++)
            {
                var mine = NodeOf(place, band);
                for (var node = _links[mine].Before; node > None; node = _links[node].Before) See(node);
                for (var node = _links[mine].After; node != None; node = _links[node].After) See(node);
            }
        }

        void See(int node)
        {
            var other = _places[node / Bands - 1]!;
            if (other.Looked == _looks) return;
            other.Looked = _looks;
            if (other.Print.SharesABand(held.Print)) (near ??= []).Add(other);
        }
    }

    private int Take(Held held)
    {
        if (_free.TryPop(out var place))
        {
            _places[place] = held;
            return place;
        }
        _places.Add(held);
        if ((_places.Count + 1) * Bands > _links.Length) Array.Resize(ref _links, 2 * _links.Length);
        return _places.Count - 1;
    }

    private void Hang(Held held, int subject, int place)
    {
        var seed = SeedOf(held, subject);
        for (var band = 0; band < Bands; band++)
        {
            var bucket = (int)(held.Print.Band(band, seed) >> _shift);
            ref var head = ref _heads[bucket];
            var node = NodeOf(place, band);
            _links[node] = new Link { Before = ~bucket, After = head };
            _links[head].Before = node;
            head = node;
        }
    }

    /// A chain's first link knows its bucket: what hangs on it need not be looked at.
    private void Unhang(int place)
    {
        for (var band = 0; band < Bands; band++)
        {
            var link = _links[NodeOf(place, band)];
            _links[link.After].Before = link.Before;
            if (link.Before > None) _links[link.Before].After = link.After;
            else _heads[~link.Before] = link.After;
        }
        _places[place] = null;
        _free.Push(place);
    }

    private void Widen()
    {
        _heads = new int[2 * _heads.Length];
        _shift--;
        for (var place = 0; place < _places.Count; place++)
            if (_places[place] is { } held) Hang(held, held.Place == place ? 0 : 1 + Array.IndexOf(held.MorePlaces, place), place);
    }

    private static int NodeOf(int place, int band) => (place + 1) * Bands + band;

    /// What both must have in common for one to be told as the other.
    private static ulong SeedOf(Held held, int subject)
    {
        var seed = 14695981039346656037ul + (ulong)held.Object.Kind * 2 + (held.Object.From.IsOwn ? 1ul : 0);
        if (held.Symbols.Length > 0)
            foreach (var letter in held.Subjects[subject]) seed = (seed ^ letter) * 1099511628211ul;
        return seed;
    }

    private struct Link
    {
        /// Below zero where it is the first: the bucket, turned round.
        public int Before;
        public int After;
    }
}

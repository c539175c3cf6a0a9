using System.Runtime.Intrinsics;

namespace Perun.Mind.Knowledge.Likeness;

/// What of a text is compared with other texts: its words and pairs of neighbours as a set, the numbers in it, and which way it
/// goes. Sixteen minima of the set under as many hash functions find likely pairs without comparing everything.
internal readonly struct Fingerprint
{
    public const int Bands = 8;
    private const int Minima = 2 * Bands;
    private const double Alike = 0.5;

    private static readonly Vector256<uint>[] Seeds = [SeedsFrom(1), SeedsFrom(9)];
    private static readonly Vector256<uint>[] Factors = [SeedsFrom(101) | Vector256<uint>.One, SeedsFrom(109) | Vector256<uint>.One];

    private const int LowNumbers = Minima;
    private const int HighNumbers = Minima + 1;
    private const int Way = Minima + 2;
    private const int SetCount = Minima + 3;
    private const int Start = Minima + 4;

    /// The minima first, which are looked at most, then numbers and direction, and then the words: side by side they are one way into
    /// memory, and one piece of it for each text. The words become a set once they are compared, which few ever are.
    private readonly uint[] _all;

    private Fingerprint(ReadOnlySpan<uint> shingles, ulong numbers, int direction)
    {
        _all = new uint[Start + shingles.Length];
        FindMinima(shingles, _all);
        (_all[LowNumbers], _all[HighNumbers], _all[Way]) = ((uint)numbers, (uint)(numbers >> 32), (uint)(direction + 1));
        shingles.CopyTo(_all.AsSpan(Start));
    }

    /// 1 when it speaks of going up, -1 of going down, 0 of neither.
    public int Direction => (int)_all[Way] - 1;

    public bool IsEmpty => _all.Length == Start;

    private ulong Numbers => ((ulong)_all[HighNumbers] << 32) | _all[LowNumbers];

    private ReadOnlySpan<uint> Set
    {
        get
        {
            if (_all[SetCount] == 0 && !IsEmpty) _all[SetCount] = (uint)Distinct(_all.AsSpan(Start)).Length;
            return _all.AsSpan(Start, (int)_all[SetCount]);
        }
    }

    public static Fingerprint Of(ReadOnlySpan<char> text)
    {
        Span<Word> words = stackalloc Word[Words.Most];
        words = words[..Words.Read(text, words)];
        Span<uint> shingles = stackalloc uint[2 * Words.Most];
        var (count, before, sum, negations) = (0, 0u, 0, 0);
        Span<uint> numbers = stackalloc uint[Words.Most];
        var numberCount = 0;
        foreach (var word in words)
        {
            if (word.Role == WordRole.Number) numbers[numberCount++] = word.Hash;
            if (word.Role == WordRole.Negation)
            {
                // It turns the direction and is no word of its own, or "not approved" would hardly resemble "approved".
                negations++;
                continue;
            }
            sum += word.Sign;
            shingles[count++] = word.Hash;
            if (before != 0) shingles[count++] = Words.Mix(before * 31 + word.Hash);
            before = word.Hash;
        }
        var direction = negations % 2 == 0 ? Math.Sign(sum) : sum == 0 ? -1 : -Math.Sign(sum);
        return new Fingerprint(shingles[..count], SetHash(Distinct(numbers[..numberCount])), direction);
    }

    /// The same for texts that share it and have the same numbers in them; two that share none are not looked at any further.
    public ulong Band(int band, ulong seed) =>
        (((((ulong)_all[2 * band] << 32) | _all[2 * band + 1]) ^ (Numbers + (ulong)band)) * 0x9E3779B97F4A7C15 + seed) * 0xD1B54A32D192ED03;

    /// Says the same: a rewrite of it, with the same numbers and going the same way.
    public bool SaysTheSameAs(Fingerprint other) =>
        Direction == other.Direction && Numbers == other.Numbers && IsAlike(other);

    /// Says of the same thing that it went the other way.
    public bool Contradicts(Fingerprint other) =>
        Direction * other.Direction < 0 && Numbers == other.Numbers && IsAlike(other);

    private bool IsAlike(Fingerprint other) => SharesABand(other) && Likeness(Set, other.Set) >= Alike;

    public bool SharesABand(Fingerprint other) => (PairsIn(0, other) | PairsIn(8, other)) != 0;

    /// A bit for each pair of minima that is the same in both.
    private uint PairsIn(int half, Fingerprint other)
    {
        var same = Vector256.Equals(Vector256.Create(_all.AsSpan(half, 8)), Vector256.Create(other._all.AsSpan(half, 8))).ExtractMostSignificantBits();
        return same & (same >> 1) & 0b01010101;
    }

    /// How much of both is in both, 0 to 1.
    private static double Likeness(ReadOnlySpan<uint> one, ReadOnlySpan<uint> other)
    {
        var (i, j, both) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            if (one[i] == other[j]) (i, j, both) = (i + 1, j + 1, both + 1);
            else if (one[i] < other[j]) i++;
            else j++;
        }
        var all = one.Length + other.Length - both;
        return all == 0 ? 0 : (double)both / all;
    }

    private static Span<uint> Distinct(Span<uint> values)
    {
        values.Sort();
        var count = 0;
        foreach (var value in values)
            if (count == 0 || values[count - 1] != value) values[count++] = value;
        return values[..count];
    }

    private static ulong SetHash(ReadOnlySpan<uint> sorted)
    {
        var hash = 14695981039346656037ul;
        foreach (var value in sorted) hash = (hash ^ value) * 1099511628211ul;
        return hash;
    }

    private static void FindMinima(ReadOnlySpan<uint> shingles, Span<uint> into)
    {
        var (low, high) = (Vector256<uint>.AllBitsSet, Vector256<uint>.AllBitsSet);
        foreach (var shingle in shingles)
        {
            var value = Vector256.Create(shingle);
            low = Vector256.Min(low, Scatter(value, 0));
            high = Vector256.Min(high, Scatter(value, 1));
        }
        low.CopyTo(into);
        high.CopyTo(into[8..]);
    }

    private static Vector256<uint> Scatter(Vector256<uint> value, int half)
    {
        value = (value ^ Seeds[half]) * Factors[half];
        value ^= value >>> 15;
        value *= Vector256.Create(0x2c1b3c6du);
        return value ^ (value >>> 13);
    }

    private static Vector256<uint> SeedsFrom(uint first)
    {
        Span<uint> seeds = stackalloc uint[8];
        for (var i = 0; i < 8; i++) seeds[i] = Words.Mix(first + (uint)i);
        return Vector256.Create<uint>(seeds);
    }
}

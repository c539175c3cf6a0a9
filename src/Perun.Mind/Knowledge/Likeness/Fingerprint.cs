using System.Runtime.Intrinsics;

namespace Perun.Mind.Knowledge.Likeness;

/// What of a text is compared with other texts: its words and pairs of neighbours as a set, the numbers in it, and which way it
/// goes. Sixteen minima of the set under as many hash functions find likely pairs without comparing everything.
internal sealed class Fingerprint
{
    public const int Bands = 8;
    private const int Minima = 2 * Bands;
    private const double Alike = 0.5;

    private static readonly Vector256<uint>[] Seeds = [SeedsFrom(1), SeedsFrom(9)];
    private static readonly Vector256<uint>[] Factors = [SeedsFrom(101) | Vector256<uint>.One, SeedsFrom(109) | Vector256<uint>.One];

    /// The minima first, which are looked at most, and then the set in order: side by side they are one way into memory.
    private readonly uint[] _all;
    private readonly ulong _numbers;
    private readonly int _direction;

    private Fingerprint(ReadOnlySpan<uint> shingles, ulong numbers, int direction)
    {
        (_all, _numbers, _direction) = (new uint[Minima + shingles.Length], numbers, direction);
        FindMinima(shingles, _all);
        shingles.CopyTo(_all.AsSpan(Minima));
    }

    /// 1 when it speaks of going up, -1 of going down, 0 of neither.
    public int Direction => _direction;

    public bool IsEmpty => _all.Length == Minima;

    private ReadOnlySpan<uint> Shingles => _all.AsSpan(Minima);

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
        shingles = Distinct(shingles[..count]);
        return new Fingerprint(shingles, SetHash(Distinct(numbers[..numberCount])), direction);
    }

    /// The same for texts that share it and have the same numbers in them; two that share none are not looked at any further.
    public ulong Band(int band, ulong seed) =>
        (((((ulong)_all[2 * band] << 32) | _all[2 * band + 1]) ^ (_numbers + (ulong)band)) * 0x9E3779B97F4A7C15 + seed) * 0xD1B54A32D192ED03;

    /// Says the same: a rewrite of it, with the same numbers and going the same way.
    public bool SaysTheSameAs(Fingerprint other) =>
        _direction == other._direction && _numbers == other._numbers && IsAlike(other);

    /// Says of the same thing that it went the other way.
    public bool Contradicts(Fingerprint other) =>
        _direction * other._direction < 0 && _numbers == other._numbers && IsAlike(other);

    private bool IsAlike(Fingerprint other) => SharesABand(other) && Likeness(Shingles, other.Shingles) >= Alike;

    private bool SharesABand(Fingerprint other) => (PairsIn(0, other) | PairsIn(8, other)) != 0;

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

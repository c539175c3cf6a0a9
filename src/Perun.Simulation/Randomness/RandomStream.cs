using Perun.Core.State;

namespace Perun.Simulation.Randomness;

/// A seeded stream of random numbers: xoshiro256** (Blackman and Vigna), its state filled by SplitMix64. Written here, and
/// not taken from the framework, so that a seed means the same on any platform and version. A mutable struct: keep it in a
/// field and pass it by reference.
public struct RandomStream : IHasState, IEquatable<RandomStream>
{
    private const double UnitPer53Bits = 1.0 / (1UL << 53);

    private ulong _a, _b, _c, _d;

    public RandomStream(ulong seed)
    {
        _a = Scatter(ref seed);
        _b = Scatter(ref seed);
        _c = Scatter(ref seed);
        _d = Scatter(ref seed);
    }

    /// The stream of one thing in a world: what a name draws does not depend on which other names draw.
    public static RandomStream Named(ulong seed, string name)
    {
        var hash = 14695981039346656037UL; // FNV-1a over the UTF-16 code units
        foreach (var letter in name) hash = unchecked((hash ^ letter) * 1099511628211UL);
        return Numbered(seed ^ hash, 0);
    }

    /// The stream of one numbered moment of a thing, reached without drawing all those before.
    public static RandomStream Numbered(ulong seed, long number) =>
        new(unchecked(seed + (ulong)number * 0xD1B54A32D192ED03UL));

    public ulong Next()
    {
        var result = ulong.RotateLeft(unchecked(_b * 5), 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// Between zero and one, neither included.
    public double NextUnit() => ((Next() >> 11) + 0.5) * UnitPer53Bits;

    /// Normally distributed, mean zero, deviation one.
    public double NextNormal() => PortableMath.NormalQuantile(NextUnit());

    /// From zero up to, but not including, the bound.
    public int NextBelow(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    public bool NextChance(double chance) => NextUnit() < chance;

    public double NextBetween(double from, double to) => from + (to - from) * NextUnit();

    public void Sync(StateStream stream)
    {
        stream.Sync(ref _a);
        stream.Sync(ref _b);
        stream.Sync(ref _c);
        stream.Sync(ref _d);
    }

    public readonly bool Equals(RandomStream other) => (_a, _b, _c, _d) == (other._a, other._b, other._c, other._d);

    public override readonly bool Equals(object? obj) => obj is RandomStream other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(_a, _b, _c, _d);

    public static bool operator ==(RandomStream left, RandomStream right) => left.Equals(right);

    public static bool operator !=(RandomStream left, RandomStream right) => !left.Equals(right);

    private static ulong Scatter(ref ulong seed)
    {
        unchecked
        {
            var z = seed += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}

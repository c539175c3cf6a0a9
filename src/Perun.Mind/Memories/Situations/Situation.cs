namespace Perun.Mind.Memories.Situations;

/// How a market stood at a moment: a regime in words, and readings on scales that make them comparable across symbols.
public sealed record Situation(string Symbol, string Regime, IReadOnlyList<float> Readings)
{
    /// What the readings are, in order. Their number and meaning are kept in the database: a new one needs a new regime word.
    public static IReadOnlyList<string> Names { get; } = ["rsi", "from-average", "macd", "volatility", "volume", "change", "range", "hour"];

    public bool IsSound => Readings.Count == Names.Count && Readings.All(float.IsFinite) && MemoryDoor.IsTag(Regime) && MemoryDoor.IsSymbol(Symbol);

    /// Mean absolute difference: 0 is the same, 1 is as different as calm and storm.
    public double DistanceTo(ReadOnlySpan<float> other)
    {
        double sum = 0;
        var count = Math.Min(Readings.Count, other.Length);
        if (count == 0) return double.PositiveInfinity;
        for (var i = 0; i < count; i++) sum += Math.Abs(Readings[i] - other[i]);
        return sum / count;
    }

    public bool Equals(Situation? other) => other is not null && Symbol == other.Symbol && Regime == other.Regime && Readings.SequenceEqual(other.Readings);

    public override int GetHashCode() => HashCode.Combine(Symbol, Regime, Readings.Count);

    public override string ToString() => $"{Symbol} {Regime} {string.Join(' ', Readings.Select(reading => reading.ToString("R")))}";
}

/// <param name="Id">Of the memory that stood in it.</param>
public readonly record struct PastSituation(string Id, DateTime At, float[] Readings);

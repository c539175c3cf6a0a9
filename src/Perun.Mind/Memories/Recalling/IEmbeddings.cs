namespace Perun.Mind.Memories.Recalling;

/// A provider's vectors of texts, where one offers them. It is asked off the trading loop only.
public interface IEmbeddings
{
    /// Vectors of different models can't be compared.
    string Model { get; }

    /// One vector for each text, or none of them.
    Task<Embedded> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancel);
}

/// <param name="Vectors">Null where there is no answer.</param>
/// <param name="Why">Then: one sentence.</param>
/// <param name="IsLasting">It is no use to ask for the same again soon: the key is wrong, the model is not known.</param>
public sealed record Embedded(IReadOnlyList<float[]>? Vectors, string? Why = null, bool IsLasting = false);

/// What a text means to a model.
public sealed record Meaning(string Model, float[] Vector)
{
    /// From 0 to 1; null where the two can't be compared.
    public double? LikenessTo(float[] kept)
    {
        if (Vector.Length != kept.Length || Vector.Length == 0) return null;
        double product = 0, first = 0, second = 0;
        for (var i = 0; i < Vector.Length; i++)
        {
            product += (double)Vector[i] * kept[i];
            first += (double)Vector[i] * Vector[i];
            second += (double)kept[i] * kept[i];
        }
        var cosine = product / Math.Sqrt(first * second);
        return double.IsFinite(cosine) ? Math.Clamp(cosine, 0, 1) : null;
    }
}

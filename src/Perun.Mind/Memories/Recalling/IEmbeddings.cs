namespace Perun.Mind.Memories.Recalling;

/// A provider's vectors of texts, where one offers them. It is asked off the trading loop only.
public interface IEmbeddings
{
    /// Vectors of different models can't be compared.
    string Model { get; }

    /// One vector for each text; null where there is no answer, whatever the reason.
    Task<IReadOnlyList<float[]>?> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancel);
}

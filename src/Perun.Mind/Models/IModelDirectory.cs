using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace Perun.Mind.Models;

/// Finds the client that speaks to a model, by the model's name.
public interface IModelDirectory
{
    /// <param name="why">Where there is none: one sentence that says what to do.</param>
    bool TryFind(string model, [NotNullWhen(true)] out IChatClient? client, [NotNullWhen(false)] out string? why);

    /// The same for a model that makes vectors.
    bool TryFindEmbedder(string model, [NotNullWhen(true)] out IEmbeddingGenerator<string, Embedding<float>>? client, [NotNullWhen(false)] out string? why);
}

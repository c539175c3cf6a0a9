using Perun.Adapters.Memories;
using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Logging;
using Perun.Mind.Knowledge.Tokens;
using Perun.Mind.Memories.Recalling;

namespace Perun.Minds;

/// What somebody looks for in memory, to the model whose vectors are kept: asked within the day's budget, and on record, as ever.
internal static class SearchMeaning
{
    /// Nothing, and why, where a model is set that could not be asked; nothing at all where none is, or none of its vectors is kept.
    public static async Task<(Meaning? Meaning, string? Why)> OfAsync(string text, SqliteMemoryStore memories, string storePath, PerunSettings settings, TimeProvider clock, CancellationToken cancel)
    {
        if (settings.Models.Embedding is not { } model || !memories.HasVectorsOf(model)) return (null, null);
        using var calls = new ModelStore(storePath, Durability.Full);
        using var office = ModelOffice.Open(settings, calls, calls, SecretMask.PatternsOnly, text => EstimatedTokens.Instance.Count(text), clock);
        var embedded = await office.Embeddings!.EmbedAsync([text], cancel);
        return embedded.Vectors is [var vector] ? (new Meaning(model, vector), null) : (null, embedded.Why);
    }
}

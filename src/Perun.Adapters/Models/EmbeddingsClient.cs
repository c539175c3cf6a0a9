using System.Net.Http.Headers;
using Microsoft.Extensions.AI;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// Speaks OpenAI's embeddings: to OpenAI, Gemini, and whatever else answers them.
internal sealed class EmbeddingsClient(ModelPost post, ModelName model, string? key) : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var question = new EmbeddingsQuestion(model.Id, [.. values]);
        var reply = await post.SendAsync(model, "embeddings", question, ChatWire.Default.EmbeddingsQuestion, ChatWire.Default.EmbeddingsReply, Sign, cancellationToken);
        if (reply.Data is not { } data || data.Any(one => one?.Embedding is null)) throw new ModelFailedException(OutcomeKind.Malformed, $"the answer of {model.Id} holds no vectors");
        // The protocol numbers them; who doesn't keeps their order.
        var vectors = data.Select((one, place) => (Index: one!.Index ?? place, one.Embedding)).OrderBy(one => one.Index).Select(one => new Embedding<float>(one.Embedding!));
        return new GeneratedEmbeddings<Embedding<float>>(vectors) { Usage = reply.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.PromptTokens ?? usage.TotalTokens } : null };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private void Sign(HttpRequestHeaders headers)
    {
        if (key is not null) headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }
}

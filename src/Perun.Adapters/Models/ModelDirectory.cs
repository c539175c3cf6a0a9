using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// A client for every model that its name, the keys and LLM_BASE_URL give access to.
public sealed class ModelDirectory : IModelDirectory, IDisposable
{
    private readonly ModelAccess _access;
    private readonly HttpClient _http;
    private readonly ModelPost _post;
    private readonly ConcurrentDictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IEmbeddingGenerator<string, Embedding<float>>> _embedders = new(StringComparer.Ordinal);

    public ModelDirectory(ModelAccess access, TimeProvider clock, HttpMessageHandler? wire = null)
    {
        _access = access;
        // No redirects and no cookies: a key goes where it was meant to go and nowhere else. The desk sets the time-out.
        _http = new HttpClient(wire ?? new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            MaxResponseHeadersLength = 64,
        })
        { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _post = new ModelPost(_http, access, clock);
    }

    public bool TryFind(string model, [NotNullWhen(true)] out IChatClient? client, [NotNullWhen(false)] out string? why)
    {
        client = null;
        why = WhyNot(model);
        if (why is not null) return false;
        client = _clients.GetOrAdd(model, Open);
        return true;
    }

    public bool TryFindEmbedder(string model, [NotNullWhen(true)] out IEmbeddingGenerator<string, Embedding<float>>? client, [NotNullWhen(false)] out string? why)
    {
        client = null;
        why = WhyNoEmbedder(model);
        if (why is not null) return false;
        client = _embedders.GetOrAdd(model, name => new EmbeddingsClient(_post, ModelName.Of(name), _access.KeyOf(ModelName.Of(name).Provider)));
        return true;
    }

    /// The same for vectors, which not every provider makes.
    public string? WhyNoEmbedder(string model) =>
        ModelName.Of(model).Provider is ModelProvider.Anthropic or ModelProvider.Perplexity
            ? $"{model} makes no vectors: set EMBEDDING_MODEL to one that does, like text-embedding-3-small, gemini-embedding-001, or one at LLM_BASE_URL"
            : WhyNot(model);

    /// Why a model can't be asked, as far as that shows without asking; null where nothing is in the way.
    public string? WhyNot(string model)
    {
        var name = ModelName.Of(model);
        if (_access.AddressOf(name.Provider) is null)
            return $"\"{model}\" is of none of the known providers and LLM_BASE_URL is not set: set it to an OpenAI-compatible endpoint like http://localhost:11434/v1, or see the model's name";
        return name.Provider != ModelProvider.Custom && _access.KeyOf(name.Provider) is null
            ? $"{model} needs {ModelAccess.KeyName(name.Provider)}: add it to .env"
            : null;
    }

    public void Dispose() => _http.Dispose();

    private IChatClient Open(string model)
    {
        var name = ModelName.Of(model);
        var key = _access.KeyOf(name.Provider);
        return name.Provider == ModelProvider.Anthropic ? new MessagesClient(_post, name, key) : new CompletionsClient(_post, name, key);
    }
}

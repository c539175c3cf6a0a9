using Perun.Adapters.Access;

namespace Perun.Adapters.Models;

public enum ModelProvider
{
    OpenAi,
    Anthropic,
    Gemini,
    Perplexity,

    /// Whatever answers OpenAI's chat completions at LLM_BASE_URL.
    Custom,
}

/// Keys and addresses of the providers. Its text shows no key.
public sealed class ModelAccess
{
    private readonly Dictionary<ModelProvider, (string? Key, Uri? Address)> _of = new()
    {
        [ModelProvider.OpenAi] = (null, new Uri("https://api.openai.com/v1/")),
        [ModelProvider.Anthropic] = (null, new Uri("https://api.anthropic.com/v1/")),
        [ModelProvider.Gemini] = (null, new Uri("https://generativelanguage.googleapis.com/v1beta/openai/")),
        [ModelProvider.Perplexity] = (null, new Uri("https://api.perplexity.ai/")),
        [ModelProvider.Custom] = (null, null),
    };

    public ModelAccess WithKey(ModelProvider provider, string? key)
    {
        _of[provider] = (string.IsNullOrWhiteSpace(key) ? null : key.Trim(), _of[provider].Address);
        return this;
    }

    /// <exception cref="ArgumentException">The address would carry a key in the clear, or is none.</exception>
    public ModelAccess WithAddress(ModelProvider provider, string address)
    {
        if (WhyNot(address) is { } why) throw new ArgumentException(why, nameof(address));
        _of[provider] = (_of[provider].Key, new Uri(address.TrimEnd('/') + "/"));
        return this;
    }

    public string? KeyOf(ModelProvider provider) => _of[provider].Key;

    public Uri? AddressOf(ModelProvider provider) => _of[provider].Address;

    /// What is wrong with an address; null where nothing is.
    public static string? WhyNot(string address) => ServiceAddress.WhyNot(address, "https://openrouter.ai/api/v1 or http://localhost:11434/v1", KeyName(ModelProvider.Custom));

    /// The environment's name of a provider's key.
    public static string KeyName(ModelProvider provider) => provider switch
    {
        ModelProvider.OpenAi => "OPENAI_API_KEY",
        ModelProvider.Anthropic => "ANTHROPIC_API_KEY",
        ModelProvider.Gemini => "GEMINI_API_KEY",
        ModelProvider.Perplexity => "PERPLEXITY_API_KEY",
        ModelProvider.Custom => "LLM_API_KEY",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// Takes every key out of a text: providers like to quote the key they refuse.
    public string Redact(string text) => new KeyMask(_of.Values.Select(one => one.Key).OfType<string>()).Hide(text);

    public override string ToString() => string.Join(", ", _of.Where(pair => pair.Value.Key is not null).Select(pair => pair.Key));
}

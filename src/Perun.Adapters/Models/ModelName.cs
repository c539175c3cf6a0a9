namespace Perun.Adapters.Models;

/// A model's name as the user gives it, and what follows from it: who provides it, and what the provider calls it.
public readonly record struct ModelName(ModelProvider Provider, string Id)
{
    private static readonly (string Prefix, ModelProvider Provider)[] Named =
    [
        ("openai/", ModelProvider.OpenAi), ("anthropic/", ModelProvider.Anthropic), ("gemini/", ModelProvider.Gemini), ("google/", ModelProvider.Gemini),
        ("perplexity/", ModelProvider.Perplexity), ("custom/", ModelProvider.Custom), ("local/", ModelProvider.Custom),
    ];

    private static readonly (string Prefix, ModelProvider Provider)[] Families =
    [
        // Open weights that run anywhere, whatever their name begins with.
        ("gpt-oss", ModelProvider.Custom),
        ("text-embedding-3-", ModelProvider.OpenAi), ("text-embedding-ada-", ModelProvider.OpenAi),
        ("gpt-", ModelProvider.OpenAi), ("chatgpt-", ModelProvider.OpenAi), ("claude-", ModelProvider.Anthropic), ("gemini-", ModelProvider.Gemini), ("sonar", ModelProvider.Perplexity),
    ];

    /// A provider's name in front decides; then the family; what is left is looked for at LLM_BASE_URL under its whole name.
    public static ModelName Of(string name)
    {
        foreach (var (prefix, provider) in Named)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && name.Length > prefix.Length) return new ModelName(provider, name[prefix.Length..]);
        foreach (var (prefix, provider) in Families)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return new ModelName(provider, name);
        return IsReasoner(name) ? new ModelName(ModelProvider.OpenAi, name) : new ModelName(ModelProvider.Custom, name);
    }

    /// OpenAI's models that think first take neither a temperature nor the old name of the token limit.
    public bool TakesTemperature => Provider != ModelProvider.OpenAi || !(IsReasoner(Id) || Id.StartsWith("gpt-5", StringComparison.OrdinalIgnoreCase));

    /// o1, o3-mini, o4 …
    private static bool IsReasoner(string name) => name.Length >= 2 && name[0] is 'o' or 'O' && char.IsAsciiDigit(name[1]);
}

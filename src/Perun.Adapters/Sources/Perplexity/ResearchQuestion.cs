using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Adapters.Sources.News;

namespace Perun.Adapters.Sources.Perplexity;

// The question as it travels.

internal sealed record ResearchQuestion(string Model, IReadOnlyList<ResearchLine> Messages, int MaxTokens, string SearchRecencyFilter, ResearchFormat ResponseFormat)
{
    private const int MostTokens = 600;

    private const string Task =
        "You collect facts from news for a reader who decides himself. Say in at most 80 words what happened in the last days that matters to holders of the instrument you are asked about, " +
        "most important first, each with its date. No advice, no forecasts, no prices. Where there is nothing, say so. Answer in JSON only: " +
        "{\"summary\": text, \"direction\": \"up\", \"down\", \"mixed\" or \"none\", \"importance\": \"low\", \"medium\" or \"high\"}.";

    private static readonly JsonElement Shape = JsonElement.Parse(
        """
        {"type":"object","additionalProperties":false,"required":["summary","direction","importance"],"properties":{
          "summary":{"type":"string"},"direction":{"type":"string","enum":["up","down","mixed","none"]},"importance":{"type":"string","enum":["low","medium","high"]}}}
        """);

    public static byte[] About(string symbol, string model) => JsonSerializer.SerializeToUtf8Bytes(
        new ResearchQuestion(model, [new ResearchLine("system", Task), new ResearchLine("user", $"What matters to holders of {NameOf(symbol)}?")],
            MostTokens, "week", new ResearchFormat("json_schema", new ResearchShape("research", Shape))), ResearchWire.Default.ResearchQuestion);

    /// Nothing of the account goes along: no position, no size, no intention.
    private static string NameOf(string symbol)
    {
        if (symbol.IndexOf('/') is not (var stroke and > 0)) return $"the stock or fund with the ticker {symbol}, listed in the United States";
        var coin = symbol[..stroke];
        return CoinNames.Of(coin) is { } name && name != coin ? $"{name} ({coin}), the cryptocurrency" : $"the cryptocurrency {coin}";
    }
}

internal sealed record ResearchLine(string Role, string Content);

internal sealed record ResearchFormat(string Type, ResearchShape JsonSchema);

internal sealed record ResearchShape(string Name, JsonElement Schema);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ResearchQuestion))]
internal sealed partial class ResearchWire : JsonSerializerContext;

using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Perun.Mind.Models.Spend;

/// What a million tokens cost, in US dollars.
public readonly record struct TokenPrice(decimal Input, decimal CachedInput, decimal Output)
{
    public decimal CostOf(in TokenUse use)
    {
        var cached = Math.Clamp(use.CachedInput, 0, use.Input);
        return (Input * (use.Input - cached) + CachedInput * cached + Output * use.Output) / 1_000_000;
    }
}

/// Prices by model. A name that goes on where an entry's ends at a hyphen, a dot, a colon or an at sign has that entry's price
/// ("gpt-4o-2024-08-06" that of "gpt-4o"), the longest entry first; so does the part after a provider's stroke.
public sealed class PriceTable
{
    public const int LongestFile = 1_000_000;
    private const decimal Dearest = 10_000;

    private readonly Dictionary<string, TokenPrice> _prices;

    private PriceTable(Dictionary<string, TokenPrice> prices) => _prices = prices;

    public static PriceTable Empty { get; } = new(new Dictionary<string, TokenPrice>(StringComparer.OrdinalIgnoreCase));

    /// The table that Perun came with, for where the user has none.
    public static PriceTable Shipped { get; } = ReadShipped();

    public int Count => _prices.Count;

    public TokenPrice? PriceOf(string model)
    {
        for (var name = model; ;)
        {
            if (LongestStartOf(name) is { } price) return price;
            var stroke = name.IndexOf('/', StringComparison.Ordinal);
            if (stroke < 0) return null;
            name = name[(stroke + 1)..];
        }
    }

    /// Reads `{"models": {"gpt-4o": {"input": 2.5, "cachedInput": 1.25, "output": 10}}}`; comments are fine. All that is wrong is told.
    public static bool TryRead(string text, [NotNullWhen(true)] out PriceTable? table, out IReadOnlyList<string> problems)
    {
        table = null;
        if (text.Length > LongestFile)
        {
            problems = [$"the price table is longer than {LongestFile} characters"];
            return false;
        }
        var found = new List<string>();
        problems = found;
        var prices = new Dictionary<string, TokenPrice>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false, MaxDepth = 8 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Object)
                found.Add("it has no \"models\": {…}");
            else
                foreach (var entry in models.EnumerateObject()) Read(entry, prices, found);
        }
        catch (JsonException wrong)
        {
            found.Add($"line {wrong.LineNumber + 1} is not JSON: {wrong.Message.Split(". ")[0]}");
        }
        if (found.Count > 0) return false;
        table = new PriceTable(prices);
        return true;
    }

    private static void Read(JsonProperty entry, Dictionary<string, TokenPrice> prices, List<string> problems)
    {
        if (entry.Value.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{entry.Name}: give {{\"input\": …, \"output\": …}} in US dollars for a million tokens");
            return;
        }
        decimal? input = null, cached = null, output = null;
        foreach (var part in entry.Value.EnumerateObject())
        {
            if (part.Name is not ("input" or "cachedInput" or "output")) problems.Add($"{entry.Name}: \"{part.Name}\" is none of input, cachedInput, output");
            else if (part.Value.ValueKind != JsonValueKind.Number || !part.Value.TryGetDecimal(out var price) || price is < 0 or > Dearest)
                problems.Add($"{entry.Name}: {part.Name} must be a number from 0 to {Dearest}");
            else if (part.Name == "input") input = price;
            else if (part.Name == "output") output = price;
            else cached = price;
        }
        if (!entry.Value.TryGetProperty("input", out _) || !entry.Value.TryGetProperty("output", out _)) problems.Add($"{entry.Name}: both input and output are needed");
        else if (input is not null && output is not null) prices[entry.Name] = new TokenPrice(input.Value, cached ?? input.Value, output.Value);
    }

    private TokenPrice? LongestStartOf(string name)
    {
        for (var end = name.Length; end > 0; end = name.AsSpan(0, end).LastIndexOfAny("-.:@"))
            if (_prices.TryGetValue(name[..end], out var price)) return price;
        return null;
    }

    private static PriceTable ReadShipped()
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.json")!;
        using var reader = new StreamReader(stream);
        return TryRead(reader.ReadToEnd(), out var table, out var problems) ? table : throw new InvalidOperationException($"the price table that Perun came with is wrong: {string.Join("; ", problems)}");
    }
}

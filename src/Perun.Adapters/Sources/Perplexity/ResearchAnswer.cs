using System.Text.Json;
using Perun.Adapters.Sources.News;
using Perun.Adapters.Sources.Services;

namespace Perun.Adapters.Sources.Perplexity;

/// What the service found, in others' words. Its numbers are read by nobody: they are part of the text.
/// <param name="Sites">The hosts of the pages it names.</param>
/// <param name="CostUsd">What it says that the answer cost.</param>
internal sealed record ResearchAnswer(string Summary, Mood? Mood, bool IsImportant, IReadOnlyList<string> Sites, double? CostUsd)
{
    private const int MostSites = 8;
    private const int MostLetters = 2_000;

    /// Null where it says nothing.
    public static ResearchAnswer? Of(JsonElement document)
    {
        var choice = document.Items("choices", 4).FirstOrDefault();
        if (choice.ValueKind != JsonValueKind.Object || choice.Of("message").Text("content") is not { } content) return null;
        var said = AfterThinking(content);
        var (summary, direction, importance) = Fields(said);
        var text = WithoutMarks(PlainText.Of(summary ?? said, MostLetters));
        if (text.Length == 0) return null;
        Mood? mood = direction?.ToLowerInvariant() switch { "up" => new Mood(0.5), "down" => new Mood(-0.5), "none" or "mixed" => new Mood(0), _ => null };
        var cost = document.Of("usage").Of("cost");
        var costs = cost.Number("total_cost") ?? document.Of("usage").Number("cost");
        return new ResearchAnswer(text, mood, string.Equals(importance, "high", StringComparison.OrdinalIgnoreCase), SitesIn(document), costs is >= 0 ? costs : null);
    }

    /// Models that reason put it before their answer.
    private static string AfterThinking(string content)
    {
        const string end = "</think>";
        var at = content.LastIndexOf(end, StringComparison.OrdinalIgnoreCase);
        return at >= 0 ? content[(at + end.Length)..] : content.TrimStart().StartsWith("<think>", StringComparison.OrdinalIgnoreCase) ? "" : content;
    }

    /// The object in the answer, fenced or surrounded by prose; without one all of it is the summary.
    private static (string? Summary, string? Direction, string? Importance) Fields(string said)
    {
        var (from, to) = (said.IndexOf('{'), said.LastIndexOf('}'));
        if (from < 0 || to <= from) return default;
        try
        {
            using var document = JsonDocument.Parse(said.AsMemory(from, to - from + 1), new JsonDocumentOptions { MaxDepth = 8 });
            var fields = document.RootElement;
            return (fields.Text("summary"), fields.Text("direction"), fields.Text("importance"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    /// Marks like [1] point at a list that is not told.
    private static string WithoutMarks(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[')
            {
                var end = i + 1;
                while (end < text.Length && end - i <= 3 && char.IsAsciiDigit(text[end])) end++;
                if (end > i + 1 && end < text.Length && text[end] == ']')
                {
                    i = end;
                    continue;
                }
            }
            kept.Append(text[i]);
        }
        return kept.ToString().Trim();
    }

    private static IReadOnlyList<string> SitesIn(JsonElement document) =>
    [
        .. document.Items("citations", 50).Select(item => Loose.Text(item) ?? item.Text("url"))
            .Concat(document.Items("search_results", 50).Select(item => item.Text("url")))
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri!.IdnHost : null)
            .OfType<string>().Where(host => host.Length is > 0 and <= 60).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSites),
    ];
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Models;
using Perun.Mind.Models.Answers;
using Perun.Mind.Prompts;

namespace Perun.Mind.Memories.Organising;

/// Asks a model; never throws for what a model or a network does.
public delegate Task<ModelReply> AskModel(ModelRequest request, CancellationToken cancel);

/// What came of asking.
/// <param name="Changes">The memories that change by the answer, and new ones.</param>
/// <param name="Why">Why there is no usable answer; null where there is one.</param>
public sealed record Organised(IReadOnlyList<Memory> Changes, OutcomeKind Outcome, string Model, string? Why = null);

/// Lets a model tag, weigh and link memories, tell them in a sentence, and draw lessons. What it says is a proposal: ids it was not
/// shown, tags that are none and weights far from the rules' are dropped, and it can change nothing that was remembered.
public sealed class ModelOrganiser(AskModel ask, Func<Prompt> prompt)
{
    public const int MostAtOnce = 40;
    internal const int MostLessons = 3;
    internal const int MostLessonLetters = 300;
    internal const int MostSummaryLetters = 600;
    private const int MostTagsEach = 5;
    private const int MostLinksEach = 5;
    private const int MostTextLetters = 500;

    /// A model may find something this much more or less important than the rules do.
    private const double MostNudge = 0.2;

    private static readonly string[] Reserved = [MemoryTags.Keep, MemoryTags.Retired, MemoryTags.Win, MemoryTags.Loss];

    /// Relations that rules give: what belongs to a trade is known, and not a matter of opinion.
    private static readonly string[] OfRules = ["entry", "exit", "source", "analysis", "signal"];

    public async Task<Organised> OrganiseAsync(IReadOnlyList<Memory> memories, DateTime now, CancellationToken cancel)
    {
        Memory[] shown = [.. memories.Take(MostAtOnce)];
        if (shown.Length == 0) return new Organised([], OutcomeKind.NotAsked, "");
        var request = PromptFilling.Fill(prompt(), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["as_of"] = now.ToString("yyyy-MM-dd HH:mm:ss"),
            ["schema"] = OrganisingShape.Asked.Schema,
            ["memories"] = $"{Envelope.Opening}\n{Data(shown)}\n{Envelope.Closing}",
        }, OrganisingShape.Asked);
        var reply = await ask(request, cancel);
        if (!reply.Outcome.IsAnswered) return new Organised([], reply.Outcome.Kind, reply.Model, reply.Outcome.Why);
        var found = AnswerReader.Read(reply.Outcome.Text, OrganisingShape.Frame);
        return found.Value is { } answer
            ? new Organised(Read(answer, shown, now), OutcomeKind.Answered, reply.Model)
            : new Organised([], OutcomeKind.Malformed, reply.Model, found.Why);
    }

    /// JSON has no angle bracket of its own, and what its texts had is escaped: nothing leaves the envelope.
    private static string Data(Memory[] shown) => JsonSerializer.Serialize(shown.Select(memory => new
    {
        id = memory.Id,
        kind = memory.Kind.Word(),
        at = memory.At,
        symbols = memory.Symbols,
        text = Envelope.Escape(MemoryDoor.Text(memory.Text, MostTextLetters)),
        tags = memory.Tags,
        importance = memory.Importance,
        links = memory.Links.Select(link => new { to = link.To, relation = link.Relation }).Take(MostLinksEach),
    }));

    private static IReadOnlyList<Memory> Read(JsonElement answer, Memory[] shown, DateTime now)
    {
        var known = shown.ToDictionary(memory => memory.Id, StringComparer.Ordinal);
        return [.. Changes(answer, known), .. Lessons(answer, known, now), .. Summary(answer, shown)];
    }

    private static IEnumerable<Memory> Changes(JsonElement answer, Dictionary<string, Memory> known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items(answer, "memories"))
        {
            if (Text(item, "id") is not { } id || !known.TryGetValue(id, out var memory) || !seen.Add(id)) continue;
            string[] tags = [.. Items(item, "tags").Select(tag => MemoryDoor.Plain(Shape.TextOf(tag) ?? ""))
                .Where(tag => MemoryDoor.IsTag(tag) && !Reserved.Contains(tag, StringComparer.Ordinal)).Take(MostTagsEach)];
            var importance = item.TryGetProperty("importance", out var given) && given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number) && double.IsFinite(number)
                ? Math.Clamp(Math.Clamp(number, memory.Importance - MostNudge, memory.Importance + MostNudge), 0, 1)
                : memory.Importance;
            var changed = memory with
            {
                Importance = Math.Round(importance, 3),
                Tags = [.. memory.Tags.Concat(tags).Distinct(StringComparer.Ordinal).Take(MemoryDoor.MostTags)],
                Links = [.. memory.Links.Concat(LinksIn(item, id, known)).Distinct().Take(MemoryDoor.MostLinks)],
            };
            if (changed.Importance != memory.Importance || changed.Tags.Count != memory.Tags.Count || changed.Links.Count != memory.Links.Count) yield return changed;
        }
    }

    private static IEnumerable<MemoryLink> LinksIn(JsonElement item, string id, Dictionary<string, Memory> known)
    {
        foreach (var link in Items(item, "links").Take(MostLinksEach))
        {
            if (Text(link, "to") is not { } to || to == id || !known.ContainsKey(to)) continue;
            var relation = MemoryDoor.Plain(Text(link, "relation") ?? "");
            if (!known[id].Links.Any(own => own.To == to)) yield return new MemoryLink(relation.Length == 0 || OfRules.Contains(relation, StringComparer.Ordinal) ? "related" : relation, to);
        }
    }

    private static IEnumerable<Memory> Lessons(JsonElement answer, Dictionary<string, Memory> known, DateTime now)
    {
        foreach (var item in Items(answer, "lessons").Take(MostLessons))
        {
            if (Text(item, "text") is not { } text || string.IsNullOrWhiteSpace(text)) continue;
            string[] from = [.. Items(item, "from").Select(id => Shape.TextOf(id) ?? "").Where(known.ContainsKey).Distinct(StringComparer.Ordinal)];
            if (from.Length < 2) continue;
            var symbol = Text(item, "symbol") is { } named && from.Any(id => known[id].Symbols.Contains(named, StringComparer.Ordinal)) ? named : null;
            yield return Made(MemoryKind.Lesson, now, OneLine(text, MostLessonLetters), symbol is null ? [] : [symbol], Importance.Lesson - MostNudge, from);
        }
    }

    private static IEnumerable<Memory> Summary(JsonElement answer, Memory[] shown)
    {
        if (shown.Length < 2 || Text(answer, "summary") is not { } text || string.IsNullOrWhiteSpace(text)) yield break;
        yield return Made(MemoryKind.Summary, shown.Max(memory => memory.At), OneLine(text, MostSummaryLetters),
            [.. shown.SelectMany(memory => memory.Symbols).Distinct(StringComparer.Ordinal).Take(MemoryDoor.MostSymbols)], Importance.Summary - MostNudge, [.. shown.Select(memory => memory.Id)]);
    }

    /// Something that a model made of others: its id follows from what it says, so that twice the same is once.
    private static Memory Made(MemoryKind kind, DateTime at, string said, IReadOnlyList<string> symbols, double importance, IReadOnlyList<string> from) => new()
    {
        Id = $"{kind.Word()}-model-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{string.Join(' ', symbols)} {said}")))[..16]}",
        Kind = kind,
        At = at,
        Symbols = symbols,
        Text = said,
        Tags = ["by-model"],
        Importance = Math.Round(importance, 3),
        Source = "model",
        Links = [.. from.Select(id => new MemoryLink("source", id))],
    };

    private static string OneLine(string text, int most) => MemoryDoor.Text(text.ReplaceLineEndings(" ").Trim(), most);

    private static IEnumerable<JsonElement> Items(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement from, string name) => from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var text) ? Shape.TextOf(text) : null;
}

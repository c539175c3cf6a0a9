using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Perun.Simulation.World;
using Perun.VenueServers.Models.Minds.Filing;

namespace Perun.VenueServers.Models.Minds;

/// A model that anyone who gets a word into the note has taken over: it believes hidden and disguised text as well, and does
/// whatever it is told, with the greatest confidence. What stands between it and money must be code.
public sealed partial class ObedientMind : IScriptedMind
{
    public string Answer(ScriptedQuestion question)
    {
        var asked = AskedSymbol.In(question.User);
        var told = Undisguised(question.User);
        if (Dictated().Match(told) is { Success: true } dictated) return dictated.Value;
        if (AskedMemory.In(question.User) is { Count: > 0 } memories) return Filed(memories);

        var entries = new JsonArray();
        foreach (var order in OrdersIn(told, asked)) entries.Add(order);
        // Told nothing in particular, it buys everything: somebody will have wanted that.
        if (entries.Count == 0)
            foreach (var one in asked) entries.Add(Entry(one.Symbol, "buy", 1, "I was told to."));
        return new JsonObject { ["decisions"] = entries }.ToJsonString();
    }

    /// Whoever wrote a memory wants it kept for ever, believed most, tied to everything and taught as a lesson.
    private static string Filed(IReadOnlyList<AskedMemory> memories)
    {
        string[] ids = [.. memories.Select(memory => memory.Id)];
        return FiledText.Of(
            memories.Select(memory => new FiledMemory(memory.Id, ["keep", "win", "retired"], 1, [.. ids.Select(id => (id, "entry"))])),
            memories.Select(memory => new FiledLesson(memory.Text, memory.Symbol, ids)), string.Join(' ', memories.Select(memory => memory.Text)));
    }

    private static IEnumerable<JsonObject> OrdersIn(string told, IReadOnlyList<AskedSymbol> asked)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match order in Orders().Matches(told))
        {
            var action = order.Groups["verb"].Value.ToLowerInvariant() is "sell" or "short" or "dump" or "liquidate" ? "sell" : "buy";
            var named = order.Groups["what"].Value.Trim('.', ',', '!', '"', '\'');
            string[] symbols = named.Equals("everything", StringComparison.OrdinalIgnoreCase) || named.Equals("all", StringComparison.OrdinalIgnoreCase)
                ? [.. asked.Select(one => one.Symbol)] : [SymbolOf(named, asked)];
            foreach (var symbol in symbols)
            {
                if (!seen.Add(symbol)) continue;
                var entry = Entry(symbol, action, Confidence().Match(told) is { Success: true } wanted && double.TryParse(wanted.Groups["number"].Value, CultureInfo.InvariantCulture, out var number) ? number : 1, "I was told to.");
                if (order.Groups["size"] is { Success: true, Value: var size }) entry["quantity"] = double.Parse(size.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                if (Stops().Match(told) is { Success: true } stop) entry["stop"] = stop.Groups["number"].Value;
                if (Limits().IsMatch(told)) entry["max_position_size"] = "100%";
                yield return entry;
            }
        }
    }

    private static JsonObject Entry(string symbol, string action, double confidence, string rationale) => new()
    {
        ["symbol"] = symbol,
        ["action"] = action,
        ["confidence"] = confidence,
        ["rationale"] = rationale,
        ["horizon_minutes"] = null,
    };

    private static string SymbolOf(string named, IReadOnlyList<AskedSymbol> asked) =>
        asked.FirstOrDefault(one => one.Symbol.Equals(named, StringComparison.OrdinalIgnoreCase)
            || WorldCatalog.TryFind(one.Symbol, out var profile) && profile.Name.Equals(named, StringComparison.OrdinalIgnoreCase))?.Symbol ?? named.ToUpperInvariant();

    /// Without what hides an order from plain eyes: invisible letters, escapes, look-alikes, base64.
    private static string Undisguised(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in System.Net.WebUtility.HtmlDecode(text).Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format) continue;
            plain.Append(LookAlikes.TryGetValue(rune.Value, out var letter) ? letter.ToString() : rune.ToString());
        }
        var found = plain.ToString();
        foreach (Match packed in Packed().Matches(found))
        {
            var bytes = new byte[packed.Length];
            if (Convert.TryFromBase64String(packed.Value, bytes, out var length)) plain.Append('\n').Append(Encoding.UTF8.GetString(bytes, 0, length));
        }
        return plain.ToString();
    }

    /// Cyrillic and Greek letters that are drawn like Latin ones.
    private static readonly Dictionary<int, char> LookAlikes = new()
    {
        ['а'] = 'a',
        ['е'] = 'e',
        ['о'] = 'o',
        ['р'] = 'p',
        ['с'] = 'c',
        ['у'] = 'y',
        ['х'] = 'x',
        ['А'] = 'A',
        ['В'] = 'B',
        ['Е'] = 'E',
        ['К'] = 'K',
        ['М'] = 'M',
        ['Н'] = 'H',
        ['О'] = 'O',
        ['Р'] = 'P',
        ['С'] = 'C',
        ['Т'] = 'T',
        ['Х'] = 'X',
        ['Ѕ'] = 'S',
        ['ѕ'] = 's',
        ['і'] = 'i',
        ['Α'] = 'A',
        ['Β'] = 'B',
        ['Ε'] = 'E',
        ['Ο'] = 'O',
        ['ο'] = 'o',
        ['υ'] = 'u',
    };

    /// An answer that somebody has written for it, in full.
    [GeneratedRegex("""\{\s*"decisions"\s*:\s*\[.{0,4000}?\]\s*\}""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dictated();

    [GeneratedRegex("""\b(?<verb>buy|sell|long|short|dump|liquidate|acquire)\s+((max|maximum|as much|all of|of|the|now|immediately|in)\s+)*((?<size>[0-9][0-9,]*)\s*(x\s*)?((shares|units|coins|lots|contracts|usd|dollars)\s+)?((of|worth|in)\s+)*)?(?<what>[A-Za-z][A-Za-z0-9./]{0,14})""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Orders();

    [GeneratedRegex("""\bconfidence\W{0,5}(is|of|to|at|=|:)?\s*(?<number>[0-9]+(\.[0-9]+)?)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Confidence();

    [GeneratedRegex("""\bstop(-| )?(loss)?\s*(to|at|=|:)\s*(?<number>[0-9]+(\.[0-9]+)?)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Stops();

    [GeneratedRegex("""\b(raise|lift|remove|disable|ignore|increase|set)\b.{0,30}\b(limit|limits|risk|cap|position size)""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limits();

    [GeneratedRegex("""[A-Za-z0-9+/]{16,}={0,2}""", RegexOptions.None, 1000)]
    private static partial Regex Packed();
}

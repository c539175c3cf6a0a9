using System.Globalization;
using Perun.Core.Names;

namespace Perun.VenueServers.Faults;

/// Reads scripts of faults: a fault a line, or several between commas. `lose-answer on POST /v2/orders skip 1 times 2`.
public static class FaultScript
{
    private const int MostRules = 1000;

    /// <exception cref="FormatException">In a sentence that a person can act on.</exception>
    public static IReadOnlyList<FaultRule> Read(string text, IReadOnlyList<FaultWord> known)
    {
        var rules = new List<FaultRule>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var plain = line.Split('#')[0];
            foreach (var part in plain.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                rules.Add(ReadOne(part, known, number));
        }
        return rules.Count <= MostRules ? rules : throw new FormatException($"The script has {rules.Count} faults: {MostRules} is the most.");
    }

    private static FaultRule ReadOne(string text, IReadOnlyList<FaultWord> known, int line)
    {
        var words = new Queue<string>(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var name = words.Dequeue();
        var word = known.FirstOrDefault(candidate => string.Equals(candidate.Word, name, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(line, Unknown(name, known));
        var rule = new FaultRule { Word = word, On = word.Usually };
        while (words.TryDequeue(out var keyword))
        {
            rule = keyword.ToLowerInvariant() switch
            {
                "on" => rule with { On = Target(words, line) },
                "skip" => rule with { Skip = Whole(words, keyword, line) },
                "times" => rule with { Times = Whole(words, keyword, line) },
                "always" => rule with { Times = int.MaxValue },
                "chance" => rule with { Chance = Share(words, line), Times = int.MaxValue },
                "for" => rule with { For = Length(words, keyword, line) },
                "at" => rule with { At = Length(words, keyword, line) },
                _ => throw Wrong(line, $"\"{keyword}\" is not understood after {name}: on, skip, times, always, chance, for and at are"),
            };
        }
        return rule;
    }

    private static string Target(Queue<string> words, int line)
    {
        var target = new List<string>();
        while (words.TryPeek(out var next) && next.ToLowerInvariant() is not ("skip" or "times" or "always" or "chance" or "for" or "at")) target.Add(words.Dequeue());
        return target.Count > 0 ? string.Join(' ', target) : throw Wrong(line, "\"on\" needs what it strikes after it, like POST /v2/orders");
    }

    private static int Whole(Queue<string> words, string keyword, int line) =>
        words.TryDequeue(out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value : throw Wrong(line, $"\"{keyword}\" needs a whole number after it");

    private static double Share(Queue<string> words, int line) =>
        words.TryDequeue(out var text) && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1
            ? value : throw Wrong(line, "\"chance\" needs a number from 0 to 1 after it");

    private static TimeSpan Length(Queue<string> words, string keyword, int line) =>
        words.TryDequeue(out var text) && double.TryParse(text.TrimEnd('s'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= 1e7
            ? TimeSpan.FromSeconds(value) : throw Wrong(line, $"\"{keyword}\" needs seconds after it, like 30s");

    private static string Unknown(string name, IReadOnlyList<FaultWord> known)
    {
        var words = known.Select(static word => word.Word).ToList();
        return $"there is no fault \"{name}\": {Nearest.Question(name, words)?.TrimEnd('?') ?? $"there are {string.Join(", ", words)}"}";
    }

    private static FormatException Wrong(int line, string why) => new($"Line {line} of the faults: {why}.");
}

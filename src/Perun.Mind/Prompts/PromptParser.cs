using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Perun.Mind.Models;

namespace Perun.Mind.Prompts;

/// Reads a prompt file: a head of `name: value` lines between two lines of three hyphens, then the system's part, a line of three
/// equals signs, and the request. Everything that is wrong is told, with its line.
public static partial class PromptParser
{
    public const int LongestFile = 256 * 1024;

    private static readonly string[] Keys = ["name", "task", "version", "model", "temperature", "max_tokens"];

    private static readonly Dictionary<string, ModelTask> Tasks = new(StringComparer.Ordinal)
    {
        ["trading-analysis"] = ModelTask.TradingAnalysis,
        ["memory-organization"] = ModelTask.MemoryOrganisation,
        ["optimization"] = ModelTask.Optimisation,
        ["chat"] = ModelTask.Chat,
    };

    public static (Prompt? Prompt, IReadOnlyList<string> Problems) Parse(string source, string text)
    {
        if (text.Length > LongestFile) return (null, [$"{source} is longer than {LongestFile:#,##0} characters: shorten it"]);
        text = text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        var problems = new List<string>();
        var lines = text.Split('\n');
        var head = Head(source, lines, problems, out var bodyAt);
        if (head is null) return (null, problems);

        var part = Array.FindIndex(lines, bodyAt, line => line.TrimEnd() == "===");
        if (part < 0) problems.Add($"{source} has no line ===, which parts what the model is from what it is asked");
        var task = TaskOf(source, head, problems);
        var system = part < 0 ? "" : Joined(lines, bodyAt, part);
        var request = part < 0 ? "" : Joined(lines, part + 1, lines.Length);
        if (part >= 0 && request.Length == 0) problems.Add($"{source} line {part + 1}: nothing follows ===, so nothing is asked");
        if (task is { } known && part >= 0) CheckPlaceholders(source, lines, bodyAt, part, known, problems);
        var warmth = Number(source, head, "temperature", 0, 2, problems);
        var most = Number(source, head, "max_tokens", 16, 100_000, problems);
        if (problems.Count > 0) return (null, problems);

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return (new Prompt(head["name"].Value, task!.Value, head.GetValueOrDefault("version").Value ?? "", head.GetValueOrDefault("model").Value, warmth, (int?)most, system, request, hash, source), problems);
    }

    [GeneratedRegex("""\{\{\s*(?<name>[^{}\n]*?)\s*\}\}""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex Marks();

    private static Dictionary<string, (int Line, string Value)>? Head(string source, string[] lines, List<string> problems, out int bodyAt)
    {
        bodyAt = 0;
        var end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, line => line.TrimEnd() == "---") : -1;
        if (end < 0)
        {
            problems.Add($"{source} line 1: begin with a head: a line ---, then name: and task:, then a line ---");
            return null;
        }
        bodyAt = end + 1;
        var head = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        for (var i = 1; i < end; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith('#')) continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var key = colon < 0 ? line : line[..colon].TrimEnd();
            if (colon < 0) problems.Add($"{source} line {i + 1}: \"{Brief(line)}\" is no \"name: value\"");
            else if (!Keys.Contains(key)) problems.Add($"{source} line {i + 1}: the head knows {string.Join(", ", Keys)}, not \"{Brief(key)}\"");
            else if (!head.TryAdd(key, (i + 1, line[(colon + 1)..].Trim()))) problems.Add($"{source} line {i + 1}: \"{key}\" is said twice");
        }
        foreach (var key in head.Where(pair => pair.Value.Item2.Length == 0).Select(pair => pair.Key).ToList()) head.Remove(key);
        foreach (var key in (string[])["name", "task"])
            if (!head.ContainsKey(key)) problems.Add($"{source}: the head lacks \"{key}:\"");
        return head;
    }

    private static ModelTask? TaskOf(string source, Dictionary<string, (int Line, string Value)> head, List<string> problems)
    {
        if (!head.TryGetValue("task", out var given)) return null;
        if (Tasks.TryGetValue(given.Value, out var task)) return task;
        problems.Add($"{source} line {given.Line}: \"{Brief(given.Value)}\" is no task: give one of {string.Join(", ", Tasks.Keys)}");
        return null;
    }

    private static double? Number(string source, Dictionary<string, (int Line, string Value)> head, string key, double least, double most, List<string> problems)
    {
        if (!head.TryGetValue(key, out var given)) return null;
        if (double.TryParse(given.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        problems.Add($"{source} line {given.Line}: {key} must be a number from {least} to {most}, not \"{Brief(given.Value)}\"");
        return null;
    }

    private static void CheckPlaceholders(string source, string[] lines, int bodyAt, int part, ModelTask task, List<string> problems)
    {
        var known = Placeholders.Of(task);
        for (var i = bodyAt; i < lines.Length; i++)
        {
            foreach (Match mark in Marks().Matches(lines[i]))
            {
                var name = mark.Groups["name"].Value;
                var place = known.FirstOrDefault(placeholder => placeholder.Name == name);
                if (place.Name is null)
                    problems.Add($"{source} line {i + 1}: there is no placeholder {{{{{Brief(name)}}}}} here: this task has {string.Join(", ", known.Select(placeholder => $"{{{{{placeholder.Name}}}}}"))}");
                else if (place.HoldsOutsideText && i < part)
                    problems.Add($"{source} line {i + 1}: {{{{{name}}}}} may hold text from outside, so it must stand below the line ===");
            }
            var rest = Marks().Replace(lines[i], "");
            if (rest.Contains("{{", StringComparison.Ordinal) || rest.Contains("}}", StringComparison.Ordinal))
                problems.Add($"{source} line {i + 1}: a placeholder is not closed: write {{{{name}}}} on one line");
        }
    }

    private static string Joined(string[] lines, int from, int to) => string.Join('\n', lines[from..to]).Trim();

    private static string Brief(string text) => text.Length > 60 ? text[..60] + "…" : text;
}

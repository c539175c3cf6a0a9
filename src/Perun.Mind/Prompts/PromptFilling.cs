using Perun.Mind.Models;
using Perun.Mind.Models.Answers;

namespace Perun.Mind.Prompts;

/// Puts values in a prompt's placeholders. What was put in is never searched for placeholders again.
public static class PromptFilling
{
    private const string Opening = "<data>";
    private const string Closing = "</data>";

    /// <param name="values">One for each placeholder of the prompt's task, by name.</param>
    /// <exception cref="ArgumentException">A placeholder has no value: a mistake of the program's.</exception>
    public static ModelRequest Fill(Prompt prompt, IReadOnlyDictionary<string, string> values, NamedShape? shape) => new()
    {
        Task = prompt.Task,
        System = Fill(prompt.System, values),
        Turns = [new Turn(Speaker.Asker, Fill(prompt.Request, values))],
        Shape = shape,
        PromptName = prompt.Name,
        PromptHash = prompt.Hash,
        Model = prompt.Model,
        Temperature = prompt.Temperature,
        MostAnswerTokens = prompt.MostAnswerTokens ?? 2000,
    };

    /// Whether the marks around text from outside stand in pairs, so that none of it can stand outside them.
    public static bool IsWellEnveloped(string text)
    {
        var isInside = false;
        for (var at = 0; ;)
        {
            var opens = text.IndexOf(Opening, at, StringComparison.OrdinalIgnoreCase);
            var closes = text.IndexOf(Closing, at, StringComparison.OrdinalIgnoreCase);
            if (opens < 0 && closes < 0) return !isInside;
            var isOpening = opens >= 0 && (closes < 0 || opens < closes);
            if (isOpening == isInside) return false;
            isInside = isOpening;
            at = (isOpening ? opens : closes) + 1;
        }
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values) => PromptParser.Marks().Replace(text, mark =>
        values.TryGetValue(mark.Groups["name"].Value, out var value) ? value : throw new ArgumentException($"no value for the placeholder {mark.Value}", nameof(values)));
}

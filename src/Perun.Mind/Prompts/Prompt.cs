using Perun.Mind.Models;

namespace Perun.Mind.Prompts;

/// What a model is told for a task, as a file says it.
/// <param name="Version">The author's own words about this version.</param>
/// <param name="Model">Instead of the task's model.</param>
/// <param name="System">What the model is; nothing from outside may be put in here.</param>
/// <param name="Request">What it is asked; placeholders stand for the note and the like.</param>
/// <param name="Hash">SHA-256 of the file's text with plain line ends: the version that decisions name.</param>
public sealed record Prompt(
    string Name, ModelTask Task, string Version, string? Model, double? Temperature, int? MostAnswerTokens, string System, string Request, string Hash, string Source)
{
    /// Enough of the hash to tell versions apart on a screen.
    public string ShortHash => Hash[..12];

    public override string ToString() => $"{Name}@{ShortHash}";
}

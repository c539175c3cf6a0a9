using Perun.Mind.Models.Answers;

namespace Perun.Mind.Models;

public enum Speaker
{
    /// Perun or the person who talks with it.
    Asker,
    Model,
}

/// <param name="Text">What was said.</param>
public readonly record struct Turn(Speaker By, string Text);

/// A question to a model, complete: the same request may be answered from the record.
public sealed record ModelRequest
{
    public required ModelTask Task { get; init; }

    /// What the model is and does. No text from outside is ever in it.
    public required string System { get; init; }

    /// The conversation, the newest turn last; text from outside stands in its envelope.
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// The shape the answer must have; null for prose.
    public NamedShape? Shape { get; init; }

    /// Which version of which prompt it was made from.
    public string PromptName { get; init; } = "";

    public string PromptHash { get; init; } = "";

    /// Instead of the task's model.
    public string? Model { get; init; }

    /// Null leaves it to the provider; some models take none.
    public double? Temperature { get; init; }

    public int MostAnswerTokens { get; init; } = 2000;
}

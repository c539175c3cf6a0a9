using System.Text.Json;

namespace Perun.VenueServers.Models;

/// What was asked, whichever protocol it came by.
/// <param name="System">What the model was told it is.</param>
/// <param name="User">All that the asker said, the newest last.</param>
/// <param name="Schema">The shape that was asked for, where the protocol can say.</param>
public sealed record ScriptedQuestion(string Model, string System, string User, JsonElement? Schema)
{
    /// The texts that vectors are asked of; null where words are asked for.
    public IReadOnlyList<string>? Inputs { get; init; }
}

/// An answer with what the protocols have a word for.
public sealed record ScriptedAnswer(string Text, ScriptedEnding Ending = ScriptedEnding.Complete);

public enum ScriptedEnding
{
    Complete,
    TokenLimit,
    Declined,
}

using Perun.Mind.Models;

namespace Perun.Mind.Prompts;

/// What the prompts of a task may ask to be filled in.
/// <param name="HoldsOutsideText">It may hold what others wrote, in its envelope: it may stand in the request and never in the system's part.</param>
public readonly record struct Placeholder(string Name, bool HoldsOutsideText, string Means);

public static class Placeholders
{
    private static readonly Placeholder AsOf = new("as_of", false, "the moment the question is about, UTC");
    private static readonly Placeholder Schema = new("schema", false, "the JSON schema of the answer");

    public static IReadOnlyList<Placeholder> Of(ModelTask task) => task switch
    {
        ModelTask.TradingAnalysis =>
        [
            AsOf, Schema,
            new("symbols", false, "the symbols to decide, one a line, with price and what is held"),
            new("note", true, "the context note"),
        ],
        ModelTask.MemoryOrganisation => [AsOf, Schema, new("memories", true, "the memories to organise, each with its id")],
        ModelTask.Optimisation =>
        [
            AsOf, Schema,
            new("strategy", false, "the strategy with its parameters and their ranges"),
            new("results", true, "what runs with other parameters came to"),
        ],
        ModelTask.Chat => [AsOf, new("status", false, "mode, equity, positions and brakes"), new("note", true, "the context note"), new("question", true, "what the person asks")],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

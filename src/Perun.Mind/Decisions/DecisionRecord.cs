using System.Text.Json.Serialization;
using Perun.Core.Signals;
using Perun.Mind.Models;

namespace Perun.Mind.Decisions;

/// What became of one symbol in an answer.
public enum EntryVerdict
{
    Accepted,

    /// Not in the universe, or not asked about.
    SymbolOutside,

    /// It names a size or a price: code decides those.
    SizeOrPrice,

    /// Not in the form that was asked for.
    WrongForm,
    ConfidenceOutside,
    NoReason,

    /// Decided twice.
    Contradicting,

    /// The note or the answer is too old, or the note is from after the moment it was asked for.
    Stale,

    /// Asked about, and not in the answer.
    Missing,

    /// There was no usable answer at all.
    NoAnswer,
}

/// One symbol of a decision. What was refused counts as a hold.
/// <param name="Why">For what was refused.</param>
/// <param name="Flags">What is odd and not a reason to refuse: numbers quoted that stand nowhere in the context.</param>
public sealed record DecisionEntry(
    string Symbol, SignalAction Action, double? Confidence, string Rationale, EntryVerdict Verdict, string? Why, IReadOnlyList<string> Flags, double? HorizonMinutes = null)
{
    public static DecisionEntry Refused(string symbol, EntryVerdict verdict, string why, string rationale = "", double? confidence = null) =>
        new(symbol, SignalAction.Hold, confidence, rationale, verdict, why, []);
}

/// A decision with all that made it: what the model saw, what it was told to do, what it said and what the checks made of that.
public sealed record DecisionRecord
{
    public required DateTime AsOf { get; init; }

    public required IReadOnlyList<string> Asked { get; init; }

    public string NoteHash { get; init; } = "";

    public string Note { get; init; } = "";

    public IReadOnlyList<string> NoteItems { get; init; } = [];

    public required string PromptName { get; init; }

    public required string PromptHash { get; init; }

    public string Model { get; init; } = "";

    public string RequestHash { get; init; } = "";

    public required OutcomeKind Outcome { get; init; }

    public string Answer { get; init; } = "";

    /// Why there is no usable answer; null where there is one.
    public string? Failure { get; init; }

    /// The model that should have answered, and why it did not.
    public string? InsteadOf { get; init; }

    public required IReadOnlyList<DecisionEntry> Entries { get; init; }

    public TokenUse Tokens { get; init; }

    public decimal? CostUsd { get; init; }

    public TimeSpan Latency { get; init; }

    public bool FromRecord { get; init; }
}

/// Keeps decisions for looking back. Must not throw and should not take long.
public interface IDecisionArchive
{
    void Keep(DecisionRecord decision);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DecisionRecord))]
public sealed partial class DecisionJson : JsonSerializerContext;

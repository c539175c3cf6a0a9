namespace Perun.Mind.Models;

/// How a call ended.
public enum OutcomeKind
{
    Answered,

    /// The model declined to answer.
    Refused,

    /// The answer broke off at its token limit. It is never repaired.
    Truncated,

    /// There was an answer that can't be read: empty, too long, or not in the provider's own form.
    Malformed,

    /// The provider wants fewer requests.
    Throttled,

    /// The provider's account has nothing left: asking again helps nothing.
    QuotaSpent,

    TimedOut,

    /// Not reached, or its server failed.
    Down,

    /// The key is missing, wrong, or may not use this model.
    Unauthorised,

    /// The provider did not accept the request: an unknown model, a parameter it doesn't take.
    Rejected,

    /// Perun's own daily budget is spent: nothing was asked.
    BudgetSpent,

    /// Only the record may be asked, and it has no such request.
    NotRecorded,

    /// There was nothing to ask with: no note.
    NotAsked,

    /// No model is set for the task.
    NoModel,
}

/// <param name="Text">The answer, or what was said in its place.</param>
/// <param name="Why">For everything but an answer: one sentence.</param>
/// <param name="Until">When asking again makes sense, where that is known.</param>
public sealed record ModelOutcome(OutcomeKind Kind, string Text, string? Why = null, DateTime? Until = null)
{
    public bool IsAnswered => Kind == OutcomeKind.Answered;

    public static ModelOutcome Answered(string text) => new(OutcomeKind.Answered, text);

    public static ModelOutcome Failed(OutcomeKind kind, string why, DateTime? until = null) => new(kind, "", why, until);
}

/// <param name="CachedInput">The part of the input that the provider had seen before, at a lower price.</param>
/// <param name="IsEstimated">The provider did not say: these were counted here.</param>
public readonly record struct TokenUse(long Input, long Output, long CachedInput = 0, bool IsEstimated = false)
{
    public long Total => Input + Output;
}

/// What came of asking.
/// <param name="Model">The model that answered, or was asked last.</param>
/// <param name="CostUsd">Null where the model has no price in the table.</param>
/// <param name="FromRecord">Answered by the record: free, and the same as before.</param>
/// <param name="InsteadOf">The model that should have answered, where the fallback did; and why it did not.</param>
public sealed record ModelReply(
    ModelOutcome Outcome, string Model, string RequestHash, TokenUse Tokens, decimal? CostUsd, TimeSpan Latency, bool FromRecord = false, string? InsteadOf = null);

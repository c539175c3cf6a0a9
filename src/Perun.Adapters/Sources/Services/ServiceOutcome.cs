namespace Perun.Adapters.Sources.Services;

/// What came of asking a service: an answer, or trouble that the caller must look at.
internal abstract record ServiceOutcome<T>;

internal sealed record Answered<T>(T Value) : ServiceOutcome<T>;

internal sealed record Troubled<T>(Trouble Trouble) : ServiceOutcome<T>;

internal enum TroubleKind
{
    /// It wants fewer requests, or its quota is spent.
    Throttled,

    /// It refuses the key: asking again with the same one is of no use.
    Unauthorised,

    /// It knows the key and does not give this to it.
    Forbidden,

    /// It does not take the request as it stands.
    Rejected,

    /// It can't be reached, fails, or takes too long.
    Down,

    /// It answers with what is no answer.
    Malformed,
}

/// <param name="Why">For a person, without secrets.</param>
/// <param name="RetryAfter">Null where no time was named.</param>
internal sealed record Trouble(TroubleKind Kind, string Why, TimeSpan? RetryAfter = null);

namespace Perun.Engine.Venues;

/// Whose account it is, and what the keys may do.
public sealed record VenueAccount
{
    /// The venue's own name for the account, short enough to be typed as a confirmation.
    public required string Id { get; init; }

    /// Real money.
    public required bool IsLive { get; init; }

    /// The account's money.
    public required string Currency { get; init; }

    /// Why it can't trade now, as a sentence; null where it can.
    public string? WhyBarred { get; init; }

    /// What a person should know before trading with these keys: permissions that are too wide, missing data subscriptions.
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// Permissions that Perun must never hold: it refuses to trade with a key that may withdraw.
    public IReadOnlyList<string> Forbidden { get; init; } = [];
}

using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// A private request.
/// <param name="Method">As in the address: AddOrder.</param>
internal sealed record KrakenCall(string Method, KrakenForm Form)
{
    /// It changes something, so it is sent once.
    public bool IsCommand { get; init; }

    /// A refused nonce means that nothing was done, and one more try with a new one is safe. Not for what places orders: two of them
    /// is the one thing that must never happen.
    public bool MaySignAgain { get; init; } = true;

    public RequestLane Lane { get; init; }

    /// What it is paid from; null for questions, which are paid from the account's counter.
    public RateBudget? Budget { get; init; }

    public double Cost { get; init; } = 1;

    /// The whole text where it is no form, made of a nonce.
    public Func<long, byte[]>? Json { get; init; }

    public string Path => "/0/private/" + Method;
}

namespace Perun.Adapters.Venues.Wire;

/// One thing to be sent to a venue.
internal sealed record WireRequest
{
    /// As people should read it: "POST /v2/orders". No key and no amount is in it.
    public required string What { get; init; }

    /// Makes the message anew for each try: what was signed once is not sent twice.
    public required Func<HttpRequestMessage> Make { get; init; }

    /// It changes something: it is sent once, and what came of it may stay unknown.
    public bool IsCommand { get; init; }

    public RequestLane Lane { get; init; }

    /// What it is paid from; null where the caller has paid.
    public RateBudget? Budget { get; init; }

    public double Cost { get; init; } = 1;
}

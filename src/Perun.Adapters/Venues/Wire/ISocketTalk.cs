namespace Perun.Adapters.Venues.Wire;

/// What is said on one stream of a venue. Its methods are never called at the same time.
internal interface ISocketTalk
{
    /// As people should read it: "Alpaca's order updates".
    string Name { get; }

    Uri Address { get; }

    /// The connection stands: says who we are and what we want, as far as that doesn't wait for an answer.
    ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel);

    /// One whole message, text or binary. It is gone when this returns.
    void Take(ReadOnlySpan<byte> message, SocketPen pen);

    /// Looked at each second: why this connection is of no use though it stands; null where all is well.
    string? WhyMute(DateTime now, SocketPen pen);

    /// The connection is gone. Another one may follow.
    void Closed();
}

namespace Perun.VenueServers.Alpaca.Streams;

/// Hands an account's order events to those who listen.
public sealed class TradeUpdates
{
    private readonly Lock _gate = new();
    private Action<TradeUpdate>? _listeners;

    public void Listen(Action<TradeUpdate> listener)
    {
        lock (_gate) _listeners += listener;
    }

    public void Leave(Action<TradeUpdate> listener)
    {
        lock (_gate) _listeners -= listener;
    }

    public void Tell(TradeUpdate update)
    {
        lock (_gate) _listeners?.Invoke(update);
    }
}

/// <param name="Event">Like "partial_fill".</param>
/// <param name="Message">The whole frame, in JSON.</param>
public sealed record TradeUpdate(string Event, string Symbol, byte[] Message);

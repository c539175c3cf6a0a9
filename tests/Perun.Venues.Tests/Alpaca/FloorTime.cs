using Perun.VenueServers.Alpaca;

namespace Perun.Venues.Tests.Alpaca;

/// The simulator's time; what waits for a pause waits by the wall's clock.
internal sealed class FloorTime(AlpacaServer server) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(server.Venue.Floor.Now);
}

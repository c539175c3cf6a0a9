namespace Perun.VenueServers.Kraken.Wire;

/// What was asked for is answered with this error, and nothing has changed.
internal sealed class RefusedException(string error) : Exception(error);

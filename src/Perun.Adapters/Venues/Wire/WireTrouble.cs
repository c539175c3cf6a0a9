namespace Perun.Adapters.Venues.Wire;

/// What a failure of the network means: whether the request may have arrived.
internal static class WireTrouble
{
    public static (string Why, bool WasSent) Of(Exception failure, HttpRequestMessage message)
    {
        var kind = (failure as HttpRequestException)?.HttpRequestError;
        var host = message.RequestUri!.Host;
        return kind switch
        {
            HttpRequestError.SecureConnectionError => ($"{host} can't prove who it is, so nothing was sent to it", false),
            HttpRequestError.NameResolutionError => ($"{host} can't be found (no address for its name)", false),
            HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError => ($"{host} can't be reached", false),
            _ => ($"the connection to {host} broke off before the answer was whole", MayHaveLeft(message)),
        };
    }

    /// A message without a body may have left with its first bytes. (It may also be sent twice on a connection that was closed: what
    /// has no body must do no harm when it is done twice.)
    public static bool MayHaveLeft(HttpRequestMessage message) => message.Content is not SentMark { HasStarted: false };
}

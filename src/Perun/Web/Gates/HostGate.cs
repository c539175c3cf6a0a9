using Perun.Web.Api;

namespace Perun.Web.Gates;

/// A foreign name that resolves to this machine (DNS rebinding) gets nothing, on any route.
internal sealed class HostGate(RequestDelegate next)
{
    private const int DefaultPort = 80;
    private static readonly string[] Names = ["localhost", "127.0.0.1", "[::1]"];

    public Task InvokeAsync(HttpContext context) =>
        IsOurs(context.Request.Host, context.Connection.LocalPort)
            ? next(context)
            : Answer.TroubleAsync(
                context,
                StatusCodes.Status400BadRequest,
                $"this address is not served: open http://localhost:{context.Connection.LocalPort}");

    public static bool IsOurs(HostString host, int port) =>
        host.HasValue
        && Names.Contains(host.Host, StringComparer.OrdinalIgnoreCase)
        && (host.Port ?? DefaultPort) == port;
}

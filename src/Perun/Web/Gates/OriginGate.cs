using Perun.Web.Api;

namespace Perun.Web.Gates;

/// Another site's page may neither ask nor tell. No Origin is what commands send; the token vouches for those.
internal sealed class OriginGate(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin;
        return origin.Count == 0 || (origin.Count == 1 && IsOurs(origin[0], context.Connection.LocalPort))
            ? next(context)
            : Answer.TroubleAsync(context, StatusCodes.Status403Forbidden, "requests from another site are refused");
    }

    private static bool IsOurs(string? origin, int port) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp
        && HostGate.IsOurs(new HostString(uri.Host, uri.Port), port);
}

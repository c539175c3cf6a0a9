using System.Security.Cryptography;
using System.Text;
using Perun.Web.Api;

namespace Perun.Web.Gates;

/// Every route needs the token unless it is marked otherwise; so does all under /api, known or not.
internal sealed class TokenGate(RequestDelegate next, string token)
{
    private const string Scheme = "Bearer ";
    private readonly byte[] _digest = Digest(token);

    public Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context) || IsKnown(context.Request.Headers.Authorization))
            return next(context);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Answer.TroubleAsync(
            context,
            StatusCodes.Status401Unauthorized,
            "the token is missing or wrong: send Authorization: Bearer with the token in the data folder");
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
            ? endpoint.Metadata.GetMetadata<NeedsNoToken>() is not null
            : !context.Request.Path.StartsWithSegments("/api");

    // Digests have one length, so that the comparison's time tells nothing.
    private bool IsKnown(string? header) =>
        header is not null
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Digest(header[Scheme.Length..].Trim()), _digest);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}

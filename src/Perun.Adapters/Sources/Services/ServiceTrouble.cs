using System.Text.Json;
using Perun.Adapters.Access;

namespace Perun.Adapters.Sources.Services;

/// What a status other than success means.
internal static class ServiceTrouble
{
    /// Paid for again with the same key, it works again.
    private static readonly TimeSpan UntilPaid = TimeSpan.FromHours(6);

    public static Trouble From(int status, JsonElement? document, HttpResponseMessage response, IReadOnlyList<Credential> credentials, KeyMask mask, DateTimeOffset now)
    {
        var said = Message(document) is { } message ? $": {mask.Line(message)}" : "";
        var wait = RetryAfter(response, now);
        return status switch
        {
            401 => Refused($"the key was refused (401){said}", credentials),
            // A page instead of the service's own words is a proxy or a firewall, which may change its mind.
            403 when document is null => new Trouble(TroubleKind.Down, "something on the way refuses the request (403)", wait),
            403 => new Trouble(TroubleKind.Forbidden, $"the key may not use this (403){said}; it is not asked again before Perun starts anew"),
            402 => new Trouble(TroubleKind.Throttled, $"the account has to be paid for (402){said}", wait ?? UntilPaid),
            429 => new Trouble(TroubleKind.Throttled, $"it wants fewer requests (429){said}", wait),
            // Not followed: the key would go along.
            >= 300 and < 400 => new Trouble(TroubleKind.Rejected, $"it answers with a redirect ({status}), which is not followed"),
            408 or >= 500 => new Trouble(TroubleKind.Down, $"it fails ({status}){said}", wait),
            _ => new Trouble(TroubleKind.Rejected, $"it did not accept the request ({status}){said}", wait),
        };
    }

    public static Trouble Refused(string why, IReadOnlyList<Credential> credentials) =>
        new(TroubleKind.Unauthorised, $"{why}: put {string.Join(" and ", credentials.Select(credential => credential.Setting))} right and start Perun anew; it is not asked again before that");

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } when delta >= TimeSpan.Zero => delta,
        { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
        _ => null,
    };

    /// Services word it differently: {"message"}, {"error":"…"}, {"error":{"message"}}, {"status":{"error_message"}}.
    private static string? Message(JsonElement? document)
    {
        var error = document.Of("error");
        return Loose.Text(document.Of("message")) ?? error.Text("message") ?? Loose.Text(error) ?? document.Of("status").Text("error_message");
    }
}

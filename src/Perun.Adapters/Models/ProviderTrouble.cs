using System.Net;
using System.Text.Json;
using Perun.Mind.Models;

namespace Perun.Adapters.Models;

/// What a provider's refusal means. Providers word it differently: {"error":{…}}, {"error":"…"}, a list of such, or a page.
internal static class ProviderTrouble
{
    public static ModelFailedException From(HttpStatusCode status, string body, HttpResponseMessage response, string model, string keyName, DateTimeOffset now, Func<string, string> redact)
    {
        var (message, code, delay) = Read(body);
        var said = message.Length > 0 ? $": {Brief(redact(message))}" : "";
        var wait = RetryAfter(response, now) ?? delay;
        return (int)status switch
        {
            429 when IsSpent(code, message) => new(OutcomeKind.QuotaSpent, $"the provider's account for {model} has nothing left{said}"),
            429 => new(OutcomeKind.Throttled, $"{model} wants fewer requests{said}", wait),
            402 => new(OutcomeKind.QuotaSpent, $"the provider's account for {model} has nothing left{said}"),
            401 or 403 => new(OutcomeKind.Unauthorised, $"{model} was not allowed: see that {keyName} is right and may use it{said}"),
            404 => new(OutcomeKind.Rejected, $"{model} is not known there: see the model's name{said}"),
            // Overloaded: Anthropic's own number.
            529 => new(OutcomeKind.Throttled, $"{model} is overloaded{said}", wait),
            408 or >= 500 => new(OutcomeKind.Down, $"{model} failed ({(int)status}){said}", wait),
            // Redirects are not followed: the key would go along.
            >= 300 and < 400 => new(OutcomeKind.Rejected, $"{model}'s address answers with a redirect ({(int)status}): give the final address"),
            _ => new(OutcomeKind.Rejected, $"{model} did not accept the request ({(int)status}){said}"),
        };
    }

    private static bool IsSpent(string code, string message) =>
        code is "insufficient_quota" or "billing_not_active" or "billing_error" || message.Contains("insufficient_quota", StringComparison.OrdinalIgnoreCase) || message.Contains("credit balance is too low", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values) && double.TryParse(values.First(), out var milliseconds) && milliseconds is >= 0 and < 1e9)
            return TimeSpan.FromMilliseconds(milliseconds);
        return response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
            _ => null,
        };
    }

    private static (string Message, string Code, TimeSpan? Delay) Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0) root = root[0];
            if (root.ValueKind != JsonValueKind.Object) return ("", "", null);
            if (!root.TryGetProperty("error", out var error)) return (TextOf(root, "message"), "", null);
            if (error.ValueKind == JsonValueKind.String) return (error.GetString()!, "", null);
            if (error.ValueKind != JsonValueKind.Object) return ("", "", null);
            var code = TextOf(error, "code") is { Length: > 0 } named ? named : TextOf(error, "type");
            return (TextOf(error, "message"), code, DelayIn(error));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return ("", "", null);
        }
    }

    /// Google says it in the details: {"retryDelay": "13s"}.
    private static TimeSpan? DelayIn(JsonElement error)
    {
        if (!error.TryGetProperty("details", out var details) || details.ValueKind != JsonValueKind.Array) return null;
        foreach (var detail in details.EnumerateArray())
        {
            if (detail.ValueKind == JsonValueKind.Object && TextOf(detail, "retryDelay") is { Length: > 1 } delay && delay.EndsWith('s')
                && double.TryParse(delay[..^1], out var seconds) && seconds is >= 0 and < 1e6) return TimeSpan.FromSeconds(seconds);
        }
        return null;
    }

    private static string TextOf(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static string Brief(string text)
    {
        var line = string.Concat(text.Take(300).Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return text.Length > 300 ? line + "…" : line;
    }
}

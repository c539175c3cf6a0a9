using System.Text.Json;

namespace Perun.Venues.Tests.Loopback;

/// What the server on this computer was asked.
internal sealed record Asked(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Value(string name) =>
        Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)).Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..])).FirstOrDefault();

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}

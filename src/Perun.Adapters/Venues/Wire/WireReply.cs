using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// A venue's answer that can be relied on as its own: whole, of bounded length, and JSON where there is anything in it. It may be a refusal.
internal sealed record WireReply
{
    public required string What { get; init; }

    public required int Status { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required HttpResponseHeaders Headers { get; init; }

    public required DateTime ReceivedAt { get; init; }

    /// How far the venue's clock is ahead of ours; null where it doesn't tell the time.
    public TimeSpan? ClockAhead { get; init; }

    public string? RequestId { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// The body as it should be; what it is instead is kept for the log. An answer to a command that can't be read leaves open what became of it.
    public Answer<T> Read<T>(JsonTypeInfo<T> type, WireSamples samples) where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(Body.Span, type) is { } value) return Answer.Of(value);
            return samples.Unreadable(What, RequestId, Body.Span, "it is null");
        }
        catch (Exception failure) when (failure is JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            return samples.Unreadable(What, RequestId, Body.Span, failure is JsonException { Path: { } path } ? $"not as described at {path}" : "not as described");
        }
    }
}

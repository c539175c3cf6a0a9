using System.Text;
using Perun.Adapters.Access;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// Keeps a piece of what could not be read, without keys and of bounded length, so that a person can see what came.
internal sealed class WireSamples(VenueLog log, KeyMask mask)
{
    private const int Longest = 400;
    private const int Kept = 16;

    private readonly Lock _gate = new();
    private readonly Queue<string> _kept = new();

    /// The latest, the oldest first.
    public IReadOnlyList<string> Latest
    {
        get
        {
            lock (_gate) return [.. _kept];
        }
    }

    public Outcome Unreadable(string what, string? requestId, ReadOnlySpan<byte> body, string why)
    {
        Keep(what, requestId, body, why);
        return new Outcome.Unknown($"the answer to {what} can't be read: {why}");
    }

    public void Keep(string what, string? requestId, ReadOnlySpan<byte> body, string why)
    {
        // A little more than is shown, so that no key is cut in two and passes for something else.
        var text = mask.Line(Encoding.UTF8.GetString(body[..Math.Min(body.Length, Longest + 200)]), Longest);
        var sample = $"{what}{(requestId is null ? "" : $" (request {requestId})")}: {why}; it begins: {text}";
        lock (_gate)
        {
            if (_kept.Count == Kept) _kept.Dequeue();
            _kept.Enqueue(sample);
        }
        log.Warn(sample);
    }
}

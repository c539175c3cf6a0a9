using Perun.Adapters.Access;
using Perun.Adapters.Venues.Wire;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests;

/// Keys that are never to be seen anywhere, a die that always shows its middle, and a log that can be read.
internal static class Given
{
    public const string Key = "canary-venue-key-4f1d9c7ab2";
    public const string Secret = "canary-venue-secret-77aa31f0e9d2";

    public static readonly Func<double> MiddleOfTheDie = () => 0.5;

    public static KeyMask Mask { get; } = new([Key, Secret]);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    public static WireClient Client(LoopbackServer server, TimeProvider? clock = null, NoteBook? notes = null, WireSettings? settings = null) =>
        new("Venue", server.Http, Mask, clock ?? new TestClock(), MiddleOfTheDie, (notes ?? new NoteBook()).Log, settings);

    public static void ShouldHoldNoKey(this string text)
    {
        foreach (var key in new[] { Key, Secret })
        {
            text.ShouldNotContain(key, Case.Insensitive);
            text.ShouldNotContain(key[..16], Case.Insensitive);
        }
    }
}

/// What was written to the log.
internal sealed class NoteBook
{
    private readonly List<string> _lines = [];

    public NoteBook() => Log = new VenueLog(Add, Add);

    public VenueLog Log { get; }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    private void Add(string line)
    {
        lock (_lines) _lines.Add(line);
    }
}

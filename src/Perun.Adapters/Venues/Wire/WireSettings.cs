namespace Perun.Adapters.Venues.Wire;

/// The bounds of talking to a venue over HTTP.
internal sealed record WireSettings
{
    public static readonly WireSettings Usual = new();

    /// Lists of all instruments are the largest.
    public int LargestAnswer { get; init; } = 32 * 1024 * 1024;

    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// For a whole answer, whatever comes in drops.
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    /// So often a question is asked at all. Commands are sent once.
    public int Tries { get; init; } = 3;

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// A question waits this long for its turn, and no longer.
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(65);
}

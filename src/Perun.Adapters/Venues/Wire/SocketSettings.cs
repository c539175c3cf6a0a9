using System.Net.WebSockets;

namespace Perun.Adapters.Venues.Wire;

/// The bounds of a stream.
internal sealed record SocketSettings
{
    public static readonly SocketSettings Usual = new();

    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// A ping goes out this often, and a connection that answers none for as long again is dead.
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// After a refusal for too many connections.
    public TimeSpan CrowdedPause { get; init; } = TimeSpan.FromSeconds(30);

    /// A connection that was whole for so long was a good one: pauses begin anew.
    public TimeSpan GoodAfter { get; init; } = TimeSpan.FromSeconds(20);

    public int LargestMessage { get; init; } = 16 * 1024 * 1024;

    /// By these a venue says that trying again is of no use.
    public IReadOnlyList<WebSocketCloseStatus> FinalCloses { get; init; } = [WebSocketCloseStatus.PolicyViolation];
}

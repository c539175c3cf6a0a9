using Microsoft.AspNetCore.Http;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Faults;

namespace Perun.VenueServers.Kraken.Sockets;

/// Serves the WebSocket, version 2: one path for the market, one for accounts.
internal sealed class KrakenStreams(KrakenVenue venue)
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(1);

    private readonly KrakenHub _hub = new(venue);
    private long _connections = 1_000_000;
    private TimeSpan _refusesUntil = TimeSpan.MinValue;

    public async Task ServeAsync(HttpContext context, bool isPrivate)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        if (venue.Faults.Strike(StreamFaults.Full, context.Request.Path, venue.Elapsed) is { } full) _refusesUntil = venue.Elapsed + full.For;
        if (venue.Elapsed < _refusesUntil)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        using var socket = await LiveSocket.AcceptAsync(context);
        var sender = new FrameSender(socket, venue.Faults, StreamFaults.Frames, () => venue.Elapsed, length => _refusesUntil = venue.Elapsed + length, default);
        var session = new KrakenSession(venue, _hub, socket, sender, isPrivate, Interlocked.Increment(ref _connections));
        lock (venue.Floor.Gate) session.Greet();
        await using var heart = venue.Wall.CreateTimer(_ => Beat(session), null, HeartbeatEvery, HeartbeatEvery);
        try
        {
            await socket.RunAsync(session.Take, context.RequestAborted);
        }
        finally
        {
            lock (venue.Floor.Gate) session.Leave();
        }
    }

    private void Beat(KrakenSession session)
    {
        lock (venue.Floor.Gate) session.Beat();
    }
}

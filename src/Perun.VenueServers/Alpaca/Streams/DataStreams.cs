using System.Text;
using Microsoft.AspNetCore.Http;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Streams;

/// Serves the market data streams.
internal sealed class DataStreams
{
    private static readonly TimeSpan TimeToAuthenticate = TimeSpan.FromSeconds(10);

    private readonly Venue _venue;
    private readonly DataFeed _feed;
    private TimeSpan _refusesUntil = TimeSpan.MinValue;

    public DataStreams(Venue venue)
    {
        _venue = venue;
        _feed = new DataFeed(venue.Floor, venue.Assets, symbol => venue.Faults.Strike(StreamFaults.LateTrade, symbol, venue.Elapsed) is not null);
        venue.Floor.Listen(_feed);
    }

    public async Task ServeAsync(HttpContext context, DataEndpoint endpoint)
    {
        var isPacked = context.Request.Headers.ContentType.ToString().Contains("msgpack", StringComparison.OrdinalIgnoreCase);
        using var socket = await LiveSocket.AcceptAsync(context);
        var tooSlow = Encoding.UTF8.GetBytes("""[{"T":"error","code":407,"msg":"slow client"}]""");
        var sender = new FrameSender(socket, _venue.Faults, StreamFaults.Frames, () => _venue.Elapsed, length => _refusesUntil = _venue.Elapsed + length, tooSlow);
        var session = new DataSession(_venue, _feed, endpoint, socket, sender, isPacked);
        session.Greet();
        if (_venue.Faults.Strike(StreamFaults.Full, endpoint.Path, _venue.Elapsed) is { } full) _refusesUntil = _venue.Elapsed + full.For;
        if (_venue.Elapsed < _refusesUntil) session.End(406, "connection limit exceeded");
        else if (context.Request.Headers.TryGetValue("APCA-API-KEY-ID", out var key)) session.Authenticate(key, context.Request.Headers["APCA-API-SECRET-KEY"]);
        await using var timer = _venue.Settings.Wall.CreateTimer(_ => TooLate(session), null, TimeToAuthenticate, Timeout.InfiniteTimeSpan);
        try
        {
            await socket.RunAsync(session.Take, context.RequestAborted);
        }
        finally
        {
            session.Leave();
        }
    }

    private static void TooLate(DataSession session)
    {
        if (session.Account is null) session.End(404, "auth timeout");
    }
}

using System.Diagnostics;
using System.Net.WebSockets;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Links;

/// Streams that are dropped, and how long they take to be whole again: connections made anew, everything subscribed, what was missed asked
/// for, the orders that rest looked at.
internal sealed class Reconnecting : IDisposable
{
    private const int Resting = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly StreamWatch _watch = new();
    private readonly SimulatedVenue _venue;
    private readonly Task _running;
    private readonly (string Path, byte[]? Ask) _bare;

    /// <param name="bare">A stream to be connected to without a key, and what to ask there; null where it speaks first.</param>
    public Reconnecting(SimulatedVenue venue, (string Path, byte[]? Ask) bare)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        (_venue, _bare) = (venue, bare);
        _running = Task.Run(() => venue.Venue.RunAsync(_watch, _stop.Token));
        _watch.Whole().WaitAsync(Patience).GetAwaiter().GetResult();
        for (var place = 0; place < Resting; place++)
        {
            var (quantity, limit) = SimulatedVenue.Resting(venue.Listed[place]);
            var order = new OrderRequest { Id = OrderId.At(place + 1, 0), Instrument = venue.Followed[place].Id, Side = Side.Buy, Type = OrderType.Limit, Quantity = quantity, LimitPrice = limit, TimeInForce = TimeInForce.GoodTilCancelled };
            if (venue.Venue.SubmitAsync(order, CancellationToken.None).GetAwaiter().GetResult() is not Outcome.Accepted and var outcome) throw new InvalidOperationException(outcome.Words);
        }
    }

    /// Seconds from the drop until both streams are whole.
    public double Drop()
    {
        var whole = _watch.Return();
        var start = Stopwatch.GetTimestamp();
        _venue.Link.Drop();
        whole.WaitAsync(Patience).GetAwaiter().GetResult();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// The same pause of a second, one connection without anything to subscribe, and its first word.
    public double DropBare() => DropBareAsync().GetAwaiter().GetResult();

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        _venue.Dispose();
    }

    private async Task<double> DropBareAsync()
    {
        var start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(1));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(_venue.Link.Address) { Scheme = "ws", Path = _bare.Path }.Uri, CancellationToken.None);
        if (_bare.Ask is { } ask) await socket.SendAsync(ask, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[65_536], CancellationToken.None);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Perun.Bench.Venues.Links;

/// Stands between a client and a server on this computer and lets everything take as long as over a distance: each byte half a round trip, and
/// a new connection two whole ones before its first, as TCP and TLS have it.
internal sealed class LatencyRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, Socket> _connections = new();
    private readonly int _server;
    private readonly TimeSpan _roundTrip;

    public LatencyRelay(Uri server, TimeSpan roundTrip)
    {
        (_server, _roundTrip) = (server.Port, roundTrip);
        _listener.Start();
        Address = new Uri($"http://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// All connections break off.
    public void Drop()
    {
        foreach (var (client, server) in _connections)
        {
            client.Close(0);
            server.Close(0);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        Drop();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // Nobody comes any more.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _connections[client] = server;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            await Task.WhenAny(PassAsync(client, server, 2 * _roundTrip), PassAsync(server, client, TimeSpan.Zero));
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException)
        {
            // One of them is gone, and the other goes with it.
        }
        finally
        {
            _connections.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task PassAsync(Socket from, Socket to, TimeSpan greeting)
    {
        var onTheWay = Channel.CreateUnbounded<(long Due, byte[] Bytes)>();
        var arriving = ArriveAsync(onTheWay.Reader, to);
        var first = Stopwatch.GetTimestamp() + Ticks(greeting);
        try
        {
            var buffer = new byte[65_536];
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
                onTheWay.Writer.TryWrite((Math.Max(first, Stopwatch.GetTimestamp()) + Ticks(_roundTrip / 2), buffer[..count]));
        }
        finally
        {
            onTheWay.Writer.TryComplete();
        }
        await arriving;
    }

    private static async Task ArriveAsync(ChannelReader<(long Due, byte[] Bytes)> onTheWay, Socket to)
    {
        await foreach (var (due, bytes) in onTheWay.ReadAllAsync())
        {
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } left) await Task.Delay(left);
            for (var sent = 0; sent < bytes.Length;) sent += await to.SendAsync(bytes.AsMemory(sent));
        }
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

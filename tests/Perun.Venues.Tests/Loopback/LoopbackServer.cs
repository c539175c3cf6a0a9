using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Perun.Venues.Tests.Loopback;

/// A venue's server on this computer that answers as it is told, over real sockets: HTTP and WebSockets.
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Lock _gate = new();
    private readonly List<Asked> _asked = [];
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopbackServer(Func<Asked, Said>? answer = null)
    {
        Answer = answer ?? (_ => Said.Json("{}"));
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public Uri Http => new($"http://127.0.0.1:{Port}");

    public Uri Socket(string path = "/stream") => new($"ws://127.0.0.1:{Port}{path}");

    public Func<Asked, Said> Answer { get; set; }

    /// What is said over a WebSocket from its beginning to its end.
    public Func<ServerSocket, Task> Converse { get; set; } = _ => Task.CompletedTask;

    /// The status with which WebSockets are refused; null where they are taken.
    public Func<int?> RefuseSockets { get; set; } = () => null;

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    /// Done once a request waits for an answer that never comes.
    public Task Hanging => _hanging.Task;

    public CancellationToken Stopped => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true) conversations.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        await using var stream = client.GetStream();
        try
        {
            while (await ReadAsync(stream) is { } asked)
            {
                if (asked.Headers.ContainsKey("Sec-WebSocket-Key"))
                {
                    await UpgradeAsync(client, stream, asked);
                    return;
                }
                lock (_gate) _asked.Add(asked);
                var said = Answer(asked);
                if (said.Fate == Fate.Never)
                {
                    _hanging.TrySetResult();
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
                if (said.Fate == Fate.Reset)
                {
                    client.Client.LingerState = new LingerOption(true, 0);
                    client.Client.Close();
                    return;
                }
                await WriteAsync(stream, said);
                if (said.Claimed is not null) return;
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException or ObjectDisposedException or WebSocketException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task UpgradeAsync(TcpClient client, NetworkStream stream, Asked asked)
    {
        if (RefuseSockets() is { } status)
        {
            await WriteAsync(stream, Said.Nothing(status));
            return;
        }
#pragma warning disable CA5350 // the protocol's own: nothing is protected by it
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(asked.Headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), _stop.Token);
        using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
        await Converse(new ServerSocket(socket, client, asked.Path, _stop.Token));
    }

    private async Task<Asked?> ReadAsync(NetworkStream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (head.Count < 4 || !(head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n'))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0) return null;
            head.Add(one[0]);
        }
        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        await stream.ReadExactlyAsync(body, _stop.Token);
        var words = lines[0].Split(' ');
        var target = words[1].Split('?', 2);
        return new Asked(words[0], target[0], target.Length > 1 ? target[1] : "", headers, Encoding.UTF8.GetString(body));
    }

    private async Task WriteAsync(NetworkStream stream, Said said)
    {
        var head = new StringBuilder($"HTTP/1.1 {said.Status} Said\r\n");
        foreach (var (name, value) in said.Headers ?? new Dictionary<string, string>()) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (said.Status != 204) head.Append("Content-Length: ").Append(said.Claimed ?? said.Body.Length).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        await stream.WriteAsync(said.Body, _stop.Token);
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Perun.Sources.Tests;

/// What a service was asked.
internal sealed record Asked(string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// The values of one part of the query.
    public string[] Values(string name) =>
        [.. Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)).Select(pair => Uri.UnescapeDataString(pair[(name.Length + 1)..]))];
}

/// <param name="Claimed">The length it claims to have; null for the true one.</param>
/// <param name="Hangs">It never comes.</param>
internal sealed record Reply(int Status, byte[] Body, IReadOnlyDictionary<string, string>? Headers = null, int? Claimed = null, bool Hangs = false)
{
    public static Reply Json(string json, int status = 200, params (string Name, string Value)[] headers) =>
        new(status, Encoding.UTF8.GetBytes(json), headers.Append(("Content-Type", "application/json")).ToDictionary(pair => pair.Item1, pair => pair.Item2));

    public static Reply Page(int status = 200) => new(status, "<!doctype html><html><body>Sign in</body></html>"u8.ToArray(), new Dictionary<string, string> { ["Content-Type"] = "text/html" });

    public static Reply Never { get; } = new(200, [], Hangs: true);
}

/// A web service on this computer that answers as it is told, over real sockets.
internal sealed class FakeService : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly List<Asked> _asked = [];
    private TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeService(Func<Asked, Reply>? answer = null)
    {
        Answer = answer ?? (_ => Reply.Json("{}"));
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public Func<Asked, Reply> Answer { get; set; }

    public IReadOnlyList<Asked> Requests
    {
        get
        {
            lock (_asked) return [.. _asked];
        }
    }

    /// Done once a request waits for an answer that never comes.
    public Task Hanging => _hanging.Task;

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
            while (true) conversations.Add(ConverseAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } asked) return;
                lock (_asked) _asked.Add(asked);
                var reply = Answer(asked);
                if (reply.Hangs)
                {
                    _hanging.TrySetResult();
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }
                var head = new StringBuilder($"HTTP/1.1 {reply.Status.ToString(CultureInfo.InvariantCulture)} Said\r\nConnection: close\r\nContent-Length: {reply.Claimed ?? reply.Body.Length}\r\n");
                foreach (var (name, value) in reply.Headers ?? new Dictionary<string, string>()) head.Append($"{name}: {value}\r\n");
                await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
                await stream.WriteAsync(reply.Body, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
                // Until the other side is done with it.
                while (await stream.ReadAsync(new byte[1024], _stop.Token) > 0)
                {
                }
            }
            catch (Exception failure) when (failure is IOException or OperationCanceledException or SocketException)
            {
                // The other side has gone, or the test is over.
            }
        }
    }

    private async Task<Asked?> ReadAsync(NetworkStream stream)
    {
        var text = new MemoryStream();
        var piece = new byte[8192];
        int end;
        while ((end = Encoding.ASCII.GetString(text.GetBuffer(), 0, (int)text.Length).IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            var read = await stream.ReadAsync(piece, _stop.Token);
            if (read == 0) return null;
            text.Write(piece, 0, read);
        }
        var lines = Encoding.ASCII.GetString(text.GetBuffer(), 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("Content-Length", out var declared) ? int.Parse(declared, CultureInfo.InvariantCulture) : 0;
        while (text.Length < end + 4 + length)
        {
            var read = await stream.ReadAsync(piece, _stop.Token);
            if (read == 0) return null;
            text.Write(piece, 0, read);
        }
        var first = lines[0].Split(' ');
        var target = first[1].Split('?', 2);
        return new Asked(first[0], target[0], target.Length > 1 ? target[1] : "", headers, Encoding.UTF8.GetString(text.GetBuffer(), end + 4, length));
    }
}

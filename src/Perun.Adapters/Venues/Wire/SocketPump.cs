using System.Net.WebSockets;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// Holds one stream open: the only owner of its connection, which is made anew after a growing pause whenever it ends or is mute.
/// The talk says what goes over it.
internal sealed class SocketPump(ISocketTalk talk, TimeProvider clock, Func<double> chance, Action<StreamState, string> tell, VenueLog log, SocketSettings? settings = null)
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private readonly SocketSettings _settings = settings ?? SocketSettings.Usual;
    private readonly Lock _gate = new();

    /// In ticks; zero while the connection is not whole.
    private long _wholeSince;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// Ends when stopped (null), or with the reason why the venue closed the door for good.
    public async Task<string?> RunAsync(CancellationToken stop)
    {
        var pauses = new Pauses(_settings.FirstPause, _settings.LongestPause, chance);
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            Tell(StreamState.Opening, "connecting");
            var end = await ConnectionAsync(stop);
            if (stop.IsCancellationRequested) break;
            failures = WasGood() ? 1 : failures + 1;
            Tell(StreamState.Lost, end.Why);
            log.Warn($"{talk.Name}: {end.Why}{(end.IsFinal ? "; not tried again" : "")}");
            if (end.IsFinal) return end.Why;
            var pause = pauses.After(failures);
            await PauseAsync(pause > end.Pause ? pause : end.Pause, stop);
        }
        return null;
    }

    private async Task<SocketEnd> ConnectionAsync(CancellationToken stop)
    {
        using var socket = NewSocket();
        if (await ConnectAsync(socket, stop) is { } refused) return refused;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var hangUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var bound = over.Token.UnsafeRegister(state => ((CancellationTokenSource)state!).CancelAfter(2 * FarewellPatience), hangUp);
        var pen = new SocketPen(Tell, over);
        var sending = SendAllAsync(socket, pen, hangUp);
        SocketEnd end;
        try
        {
            await talk.OpenedAsync(pen, pen.Over);
            await using var watch = clock.CreateTimer(_ => Watch(pen), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
            end = await TakeAllAsync(socket, pen, hangUp.Token);
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            end = new SocketEnd("the connection broke off");
        }
        await over.CancelAsync();
        await sending;
        lock (_gate) talk.Closed();
        return pen.End ?? end;
    }

    private ClientWebSocket NewSocket()
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = _settings.PingEvery;
        socket.Options.KeepAliveTimeout = _settings.PingEvery;
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("User-Agent", "Perun");
        if (talk.Address.IsLoopback) socket.Options.Proxy = null;
        return socket;
    }

    private async Task<SocketEnd?> ConnectAsync(ClientWebSocket socket, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(_settings.ConnectPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            await socket.ConnectAsync(talk.Address, either.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return new SocketEnd($"{talk.Address.Host} did not take the connection within {_settings.ConnectPatience.TotalSeconds:0} seconds");
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            return (int)socket.HttpStatusCode switch
            {
                0 => new SocketEnd($"{talk.Address.Host} can't be reached"),
                429 or 406 => new SocketEnd($"{talk.Address.Host} has too many connections of ours ({(int)socket.HttpStatusCode})", Pause: _settings.CrowdedPause),
                var status => new SocketEnd($"{talk.Address.Host} refused the connection ({status})"),
            };
        }
    }

    private async Task<SocketEnd> TakeAllAsync(ClientWebSocket socket, SocketPen pen, CancellationToken hungUp)
    {
        using var buffer = new FrameBuffer(_settings.LargestMessage);
        while (true)
        {
            var room = buffer.Room;
            if (room.IsEmpty) return new SocketEnd($"a message is larger than {_settings.LargestMessage / (1024 * 1024)} MB");
            var received = await socket.ReceiveAsync(room, hungUp);
            if (received.MessageType == WebSocketMessageType.Close) return CloseOf(socket);
            buffer.Add(received.Count);
            if (!received.EndOfMessage) continue;
            lock (_gate) talk.Take(buffer.Message, pen);
            buffer.Clear();
        }
    }

    private SocketEnd CloseOf(ClientWebSocket socket)
    {
        var code = socket.CloseStatus;
        var said = string.Concat((socket.CloseStatusDescription ?? "").Take(120).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return new SocketEnd($"closed by the venue ({(int?)code ?? 1005}{(said.Length > 0 ? ": " + said : "")})", code is { } told && _settings.FinalCloses.Contains(told));
    }

    /// Sends until the connection is over and takes leave then. Only after that is the receiving end let go: what is cancelled
    /// there is torn down at once.
    private async Task SendAllAsync(ClientWebSocket socket, SocketPen pen, CancellationTokenSource hangUp)
    {
        try
        {
            await foreach (var message in pen.Waiting(pen.Over)) await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, hangUp.Token);
        }
        catch (OperationCanceledException)
        {
            await FarewellAsync(socket);
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            pen.Leave("the connection broke off");
        }
        await hangUp.CancelAsync();
    }

    /// A venue that allows one connection should know at once that this one is free.
    private async Task FarewellAsync(ClientWebSocket socket)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        using var patience = new CancellationTokenSource(FarewellPatience, clock);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception failure) when (IsOfTheWire(failure))
        {
            // It was not there any more.
        }
    }

    private void Watch(SocketPen pen)
    {
        lock (_gate)
        {
            if (pen.Over.IsCancellationRequested || talk.WhyMute(Now, pen) is not { } why) return;
            pen.Tell(StreamState.Silent, why);
            pen.Leave(why);
        }
    }

    private void Tell(StreamState state, string why)
    {
        if (state == StreamState.Whole) Interlocked.CompareExchange(ref _wholeSince, Now.Ticks, 0);
        tell(state, why);
    }

    private bool WasGood()
    {
        var since = Interlocked.Exchange(ref _wholeSince, 0);
        return since > 0 && Now.Ticks - since >= _settings.GoodAfter.Ticks;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private static bool IsOfTheWire(Exception failure) =>
        failure is OperationCanceledException or WebSocketException or IOException or HttpRequestException or ObjectDisposedException;
}

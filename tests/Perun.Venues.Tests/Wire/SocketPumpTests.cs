using System.Text;
using System.Threading.Channels;
using Perun.Adapters.Venues.Wire;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Wire;

public sealed class SocketPumpTests : IAsyncLifetime
{
    private readonly LoopbackServer _server = new();
    private readonly TestClock _clock = new();
    private readonly NoteBook _notes = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(StreamState State, string Why)> _states = Channel.CreateUnbounded<(StreamState, string)>();
    private readonly Talk _talk;
    private Task<string?> _run = Task.FromResult<string?>(null);

    public SocketPumpTests() => _talk = new Talk(_server.Socket());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Text_binary_and_fragmented_messages_arrive_whole_and_in_order()
    {
        var large = new string('x', 5_000_000);
        _server.Converse = async socket =>
        {
            (await socket.HearAsync()).ShouldBe("hello");
            await socket.SayAsync("text");
            await socket.SayBinaryAsync("binary");
            await socket.SayInPiecesAsync("in many small pieces", 3);
            await socket.SayInPiecesAsync(large, 100_000);
            await socket.SayAsync("");
            await socket.StayAsync();
        };
        Start();
        (await HeardAsync(5)).ShouldBe(["text", "binary", "in many small pieces", large, ""]);
    }

    [Fact]
    public async Task A_message_beyond_the_bound_ends_the_connection()
    {
        _server.Converse = async socket =>
        {
            await socket.SayAsync(new string('x', 200_000));
            await socket.StayAsync();
        };
        Start(SocketSettings.Usual with { LargestMessage = 100_000 });
        (await UntilAsync(StreamState.Lost)).ShouldContain("larger than");
        _talk.Heard.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_lost_connection_is_made_anew_after_pauses_that_grow()
    {
        var connections = 0;
        _server.Converse = async socket =>
        {
            if (Interlocked.Increment(ref connections) < 4)
            {
                socket.Reset();
                return;
            }
            await socket.SayAsync("here again");
            await socket.StayAsync();
        };
        Start();
        foreach (var pause in new[] { 1, 2, 4 })
        {
            await UntilAsync(StreamState.Lost);
            await _clock.SomebodyWaits(Given.Seconds(pause));
            Volatile.Read(ref connections).ShouldBe(pause switch { 1 => 1, 2 => 2, _ => 3 });
            _clock.Advance(Given.Seconds(pause));
        }
        (await HeardAsync(1)).ShouldBe(["here again"]);
    }

    [Fact]
    public async Task A_close_that_is_final_ends_it()
    {
        _server.Converse = async socket =>
        {
            await socket.HearAsync();
            await socket.CloseAsync(1008, "policy");
            await socket.StayAsync();
        };
        Start();
        (await _run).ShouldBe("closed by the venue (1008: policy)");
        (await UntilAsync(StreamState.Lost)).ShouldContain("1008");
    }

    [Fact]
    public async Task A_mute_connection_is_given_up()
    {
        _server.Converse = socket => socket.StayAsync();
        _talk.MuteAfter = Given.Seconds(30);
        Start();
        await _talk.Opened.Reader.ReadAsync();
        await _clock.SomebodyWaits(Given.Seconds(1));
        _clock.Advance(Given.Seconds(31));
        (await UntilAsync(StreamState.Silent)).ShouldBe("nothing was heard");
        (await UntilAsync(StreamState.Lost)).ShouldBe("nothing was heard");
    }

    [Fact]
    public async Task A_crowded_venue_is_left_alone_for_longer()
    {
        var refusals = 0;
        _server.RefuseSockets = () => refusals++ == 0 ? 429 : null;
        _server.Converse = async socket =>
        {
            await socket.SayAsync("room for us");
            await socket.StayAsync();
        };
        Start();
        (await UntilAsync(StreamState.Lost)).ShouldContain("too many connections");
        await _clock.SomebodyWaits(Given.Seconds(30));
        _clock.Advance(Given.Seconds(29));
        refusals.ShouldBe(1);
        _clock.Advance(Given.Seconds(1));
        (await HeardAsync(1)).ShouldBe(["room for us"]);
    }

    [Fact]
    public async Task Stopping_says_farewell_so_that_the_place_is_free()
    {
        var left = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Converse = async socket =>
        {
            await socket.HearAsync();
            left.TrySetResult(await socket.HearAsync());
        };
        Start();
        await _talk.Opened.Reader.ReadAsync();
        await _stop.CancelAsync();
        (await left.Task).ShouldBeNull();
        (await _run).ShouldBeNull();
    }

    private void Start(SocketSettings? settings = null) =>
        _run = new SocketPump(_talk, _clock, Given.MiddleOfTheDie, (state, why) => _states.Writer.TryWrite((state, why)), _notes.Log, settings).RunAsync(_stop.Token);

    private async Task<string> UntilAsync(StreamState state)
    {
        await foreach (var told in _states.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            if (told.State == state) return told.Why;
        throw new ShouldAssertException($"never {state}");
    }

    private async Task<string[]> HeardAsync(int count)
    {
        var heard = new List<string>();
        while (heard.Count < count) heard.Add(await _talk.Heard.Reader.ReadAsync(TestContext.Current.CancellationToken));
        return [.. heard];
    }

    private sealed class Talk(Uri address) : ISocketTalk
    {
        private DateTime? _openedAt;

        public string Name => "The stream";

        public Uri Address => address;

        public TimeSpan MuteAfter { get; set; } = TimeSpan.MaxValue;

        public Channel<string> Heard { get; } = Channel.CreateUnbounded<string>();

        public Channel<bool> Opened { get; } = Channel.CreateUnbounded<bool>();

        public ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
        {
            pen.Send("hello"u8.ToArray());
            Opened.Writer.TryWrite(true);
            return ValueTask.CompletedTask;
        }

        public void Take(ReadOnlySpan<byte> message, SocketPen pen) => Heard.Writer.TryWrite(Encoding.UTF8.GetString(message));

        public string? WhyMute(DateTime now, SocketPen pen)
        {
            _openedAt ??= now;
            return now - _openedAt >= MuteAfter ? "nothing was heard" : null;
        }

        public void Closed() => _openedAt = null;
    }
}

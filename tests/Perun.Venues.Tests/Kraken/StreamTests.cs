using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Kraken;

public sealed class StreamTests : IAsyncDisposable
{
    private readonly KrakenDouble _kraken = new();
    private readonly RecordingListener _listener = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<JsonElement> _asked = new();
    private KrakenVenue? _venue;
    private Task _running = Task.CompletedTask;
    private int _connections;

    public StreamTests()
    {
        _kraken.Results("GetWebSocketsToken", """{"token":"canary-token","expires":900}""");
        _kraken.Results("OpenOrders", """{"open":{}}""");
        _kraken.Answers("QueryOrders", _ => KrakenDouble.Error("EOrder:Invalid order"));
        _kraken.Server.Converse = ConverseAsync;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// What a stream says once it has answered a subscription.
    private Func<ServerSocket, JsonElement, Task> Then { get; set; } = SnapshotAsync;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        if (_venue is not null) await _venue.DisposeAsync();
        await _kraken.DisposeAsync();
        _stop.Dispose();
    }

    [Fact]
    public async Task Everything_followed_is_asked_for_and_the_streams_are_whole_once_it_is_answered()
    {
        Begin();
        await WholeAsync();
        _asked.Select(Describe).ShouldBe(["instrument", "ohlc BTC/USD,ETH/USD", "ticker BTC/USD,ETH/USD", "executions", "balances"], ignoreOrder: true);
        var executions = _asked.Single(static asked => Describe(asked) == "executions").GetProperty("params");
        (executions.GetProperty("token").GetString(), executions.GetProperty("snap_trades").GetBoolean()).ShouldBe(("canary-token", false));
    }

    [Fact]
    public async Task What_is_followed_may_change_without_a_new_connection()
    {
        Begin();
        await WholeAsync();
        _asked.Clear();
        _venue!.Follow([KrakenDouble.Followed(1, "ETH/USD"), KrakenDouble.Followed(2, "XTZ/USD")]);
        await UntilAsync(() => _asked.Count >= 4);
        _asked.Select(Describe).ShouldBe(["unsubscribe ohlc BTC/USD", "unsubscribe ticker BTC/USD", "ohlc XTZ/USD", "ticker XTZ/USD"], ignoreOrder: true);
        _connections.ShouldBe(2);
    }

    [Fact]
    public async Task A_pair_that_the_stream_does_not_have_is_halted_and_the_others_go_on()
    {
        _kraken.Server.Converse = socket => ConverseAsync(socket, static (symbol, _) => symbol == "ETH/USD" ? "Currency pair not supported ETH/USD" : null);
        Begin();
        await WholeAsync();
        await _listener.UntilAsync(static listener => listener.Halts.Count == 1);
        _listener.Halts.ShouldHaveSingleItem().Instrument.ShouldBe(new InstrumentId(1));
    }

    [Fact]
    public async Task F40_a_policy_close_is_for_good_and_told_as_such()
    {
        Then = static (socket, asked) => Describe(asked) == "executions" ? socket.CloseAsync(1008, "go away") : Task.CompletedTask;
        Begin();
        await _running.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        _listener.Modes.ShouldHaveSingleItem().Mode.ShouldBe(VenueMode.Barred);
        _listener.Modes[0].Why.ShouldContain("1008");
    }

    [Fact]
    public async Task A_key_that_may_not_hear_of_orders_ends_it_too()
    {
        _kraken.Answers("GetWebSocketsToken", _ => KrakenDouble.Error("EGeneral:Permission denied"));
        Begin();
        await _running.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        _listener.Modes.ShouldHaveSingleItem().Why.ShouldContain("permission");
    }

    [Fact]
    public async Task F36_orders_that_ended_before_the_stream_began_are_looked_up_fifty_at_a_time()
    {
        Then = SnapshotAsync;
        _kraken.Answers("QueryOrders", static asked => KrakenDouble.Result("{" + string.Join(',', KrakenDouble.FormOf(asked)["txid"].Split(',').Select(static id =>
            $$"""
            "{{id}}":{"status":"closed","closetm":1772636400.5,"vol":"1","vol_exec":"1","cost":"10","fee":"0.04"}
            """)) + "}"));
        Begin(venue => venue.Recall([.. Enumerable.Range(1, 120).Select(static i => new KnownOrder(new OrderId(i), new InstrumentId(0), Side.Buy, OrderType.Limit, OrderPurpose.Entry, 1, OrderId.None, $"O{i}"))]));
        await WholeAsync();
        _kraken.Asked("QueryOrders").Length.ShouldBe(3);
        _listener.Reports.Select(static report => report.Order).Distinct().Count().ShouldBe(120);
        _listener.Reports.ShouldAllBe(static report => report.Kind == ReportKind.Filled && report.CumulativeFee == 0.04m);
    }

    [Fact]
    public async Task F35_a_gap_in_the_numbers_has_all_orders_asked_about()
    {
        Then = async (socket, asked) =>
        {
            await SnapshotAsync(socket, asked);
            if (Describe(asked) == "executions") await socket.SayAsync("""{"channel":"executions","type":"update","data":[],"sequence":4}""");
        };
        _kraken.Results("QueryOrders", """{"O1":{"status":"canceled","closetm":1772636400.5,"vol":"1","vol_exec":"0","cost":"0","fee":"0","reason":"User requested"}}""");
        Begin(static venue => venue.Recall([new KnownOrder(new OrderId(1), new InstrumentId(0), Side.Sell, OrderType.Stop, OrderPurpose.ProtectiveStop, 1, OrderId.None, "O1")]));
        await _listener.UntilAsync(static listener => listener.Reports.Exists(static report => report.Kind == ReportKind.Cancelled)).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    [Fact]
    public async Task Orders_and_money_that_others_move_are_told()
    {
        Then = async (socket, asked) =>
        {
            await SnapshotAsync(socket, asked);
            if (Describe(asked) == "executions") await socket.SayAsync("""{"channel":"executions","type":"update","data":[{"exec_type":"new","order_id":"OX","symbol":"BTC/USD","order_status":"new"}],"sequence":2}""");
            if (Describe(asked) == "balances") await socket.SayAsync("""{"channel":"balances","type":"update","data":[{"ledger_id":"L1","type":"deposit","asset":"USD","amount":50},{"type":"trade","asset":"USD","amount":1}],"sequence":2}""");
        };
        Begin();
        await _listener.UntilAsync(static listener => listener.Foreign.Count == 2).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        _listener.Foreign.ShouldContain(static text => text.Contains("OX", StringComparison.Ordinal));
        _listener.Foreign.ShouldContain(static text => text.Contains("deposit", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_pairs_are_whole_again_within_five_seconds_after_a_break()
    {
        var pairs = Enumerable.Range(0, 200).Select(static i => KrakenDouble.Pair($"C{i}USD", $"C{i}USD", $"C{i}", "ZUSD", 2, "0.1", "0.5")).ToArray();
        _kraken.Results("AssetPairs", "{" + string.Join(',', pairs) + "}");
        var sockets = new ConcurrentBag<ServerSocket>();
        _kraken.Server.Converse = socket =>
        {
            sockets.Add(socket);
            return ConverseAsync(socket);
        };
        Then = (socket, asked) => CandlesAsync(socket, asked);
        var template = KrakenDouble.Pair("BTC/USD").Instrument;
        Begin(venue => venue.Follow([.. Enumerable.Range(0, 200).Select(i => new FollowedInstrument(new InstrumentId(i), template with { Symbol = $"C{i}/USD", BaseAsset = $"C{i}" }))]));
        await WholeAsync();

        foreach (var socket in sockets) socket.Reset();
        await _listener.UntilAsync(static listener => listener.Streams.Count(static told => told.State == StreamState.Lost) == 2).WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        var lost = _kraken.Clock.Now;
        var isWhole = _listener.UntilAsync(IsWhole);
        while (await Task.WhenAny(isWhole, Task.Delay(200, Cancel)) != isWhole && _kraken.Clock.Now - lost < TimeSpan.FromSeconds(30)) _kraken.Clock.Advance(TimeSpan.FromSeconds(0.5));
        IsWhole(_listener).ShouldBeTrue();
        (_kraken.Clock.Now - lost).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        _asked.Count(static asked => Describe(asked).StartsWith("ohlc", StringComparison.Ordinal)).ShouldBe(4);
    }

    private static bool IsWhole(RecordingListener listener) => listener.StateOf(VenueStream.Market) == StreamState.Whole && listener.StateOf(VenueStream.Orders) == StreamState.Whole;

    private void Begin(Action<KrakenVenue>? before = null)
    {
        _venue = _kraken.Venue();
        _venue.Follow([KrakenDouble.Followed(0, "BTC/USD"), KrakenDouble.Followed(1, "ETH/USD")]);
        before?.Invoke(_venue);
        _running = _venue.RunAsync(_listener, _stop.Token);
    }

    private Task WholeAsync() => _listener.UntilAsync(IsWhole).WaitAsync(TimeSpan.FromSeconds(60), Cancel);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isSo()) await Task.Delay(2, patience.Token);
    }

    private Task ConverseAsync(ServerSocket socket) => ConverseAsync(socket, static (_, _) => null);

    /// Answers each subscription, symbol by symbol.
    private async Task ConverseAsync(ServerSocket socket, Func<string, string, string?> refuse)
    {
        Interlocked.Increment(ref _connections);
        while (await socket.HearJsonAsync() is { } asked)
        {
            _asked.Enqueue(asked);
            var wanted = asked.GetProperty("params");
            var channel = wanted.GetProperty("channel").GetString()!;
            var symbols = wanted.TryGetProperty("symbol", out var list) ? list.EnumerateArray().Select(static symbol => symbol.GetString()!).ToArray() : [""];
            foreach (var symbol in symbols)
            {
                var named = symbol.Length > 0 ? $",\"symbol\":\"{symbol}\"" : "";
                await socket.SayAsync(refuse(symbol, channel) is { } error
                    ? $$"""{"error":"{{error}}","method":"subscribe","success":false{{named}}}"""
                    : $$"""{"method":{{asked.GetProperty("method").GetRawText()}},"result":{"channel":"{{channel}}"{{named}}},"success":true,"req_id":{{asked.GetProperty("req_id")}}}""");
            }
            await Then(socket, asked);
        }
    }

    private static async Task SnapshotAsync(ServerSocket socket, JsonElement asked)
    {
        var channel = asked.GetProperty("params").GetProperty("channel").GetString();
        if (channel is "executions" or "balances") await socket.SayAsync($$"""{"channel":"{{channel}}","type":"snapshot","data":[],"sequence":1}""");
    }

    /// The candle of the minute, and the orders' snapshot.
    private async Task CandlesAsync(ServerSocket socket, JsonElement asked)
    {
        await SnapshotAsync(socket, asked);
        var wanted = asked.GetProperty("params");
        if (wanted.GetProperty("channel").GetString() != "ohlc") return;
        var minute = _kraken.Clock.Now.Date.AddMinutes((int)_kraken.Clock.Now.TimeOfDay.TotalMinutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var symbol in wanted.GetProperty("symbol").EnumerateArray())
            await socket.SayAsync($$"""{"channel":"ohlc","type":"snapshot","data":[{"symbol":"{{symbol.GetString()}}","open":1,"high":1,"low":1,"close":1,"volume":1,"interval":1,"interval_begin":"{{minute}}"}]}""");
    }

    private static string Describe(JsonElement asked)
    {
        var wanted = asked.GetProperty("params");
        var symbols = wanted.TryGetProperty("symbol", out var list) ? " " + string.Join(',', list.EnumerateArray().Select(static symbol => symbol.GetString())) : "";
        return (asked.GetProperty("method").GetString() == "unsubscribe" ? "unsubscribe " : "") + wanted.GetProperty("channel").GetString() + symbols;
    }
}

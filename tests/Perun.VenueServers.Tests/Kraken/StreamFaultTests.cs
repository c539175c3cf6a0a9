using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class StreamFaultTests
{
    private const string Symbol = "BTC/USD";

    [Fact]
    public async Task A_lost_fill_leaves_a_gap_in_the_numbers()
    {
        var messages = await FillsUnder("drop on executions trade");
        Kinds(messages).ShouldNotContain("trade");
        Sequences(messages).ShouldBe([1, 2, 3, 5]);
    }

    [Fact]
    public async Task A_fill_can_be_lost_without_a_gap()
    {
        var messages = await FillsUnder("drop-silently on executions trade");
        Kinds(messages).ShouldNotContain("trade");
        Sequences(messages).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task A_message_can_come_three_times()
    {
        var messages = await FillsUnder("repeat on executions trade");
        messages.Count(static message => message["data"]!.AsArray() is [{ } item] && item["exec_type"]!.ToString() == "trade").ShouldBe(3);
        Sequences(messages).ShouldBe([1, 2, 3, 4, 4, 4, 5]);
    }

    [Fact]
    public async Task A_fill_can_come_before_the_order()
    {
        var messages = await FillsUnder("reorder on executions new");
        Kinds(messages).ShouldBe(["pending_new", "trade", "new", "filled"]);
        Sequences(messages).ShouldBe([1, 2, 4, 3, 5]);
    }

    [Fact]
    public async Task A_stream_can_fall_mute_while_pings_are_answered()
    {
        await using var kraken = await KrakenGround.OpenAsync("mute on ticker for 60s at 5s");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ticker", Symbol);
        kraken.Pass(10);
        kraken.Pass(40);
        (await stream.AllAsync("ticker")).Count.ShouldBeLessThan(6);
        kraken.Pass(40);
        (await stream.AllAsync("ticker")).Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Connections_can_be_refused_for_a_while()
    {
        await using var kraken = await KrakenGround.OpenAsync("full for 30s");
        (await Should.ThrowAsync<WebSocketException>(() => KrakenStream.PublicAsync(kraken))).Message.ShouldContain("429");
        await Should.ThrowAsync<WebSocketException>(() => KrakenStream.PublicAsync(kraken));
        kraken.Pass(31);
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ticker", Symbol);
    }

    [Fact]
    public async Task A_connection_can_break_off_and_stay_away_while_orders_fill()
    {
        await using var kraken = await KrakenGround.OpenAsync("disconnect on executions trade for 30s");
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions");
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.01m);
        kraken.Pass(10);
        while (await stream.ReceiveAsync() is not null)
        {
            // what was on the way
        }
        await Should.ThrowAsync<WebSocketException>(() => KrakenStream.PrivateAsync(kraken));
        kraken.Pass(30);
        await using var again = await KrakenStream.PrivateAsync(kraken);
        await again.SubscribeAsync("executions", null, ("snap_trades", true));
        (await again.NextAsync("executions", "snapshot"))["data"]![0]!["exec_type"]!.ToString().ShouldBe("trade");
    }

    [Fact]
    public async Task Tokens_can_end_before_their_time()
    {
        await using var kraken = await KrakenGround.OpenAsync("token-expired");
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        (await stream.AskAsync("subscribe", new JsonObject { ["channel"] = "executions" }))["error"]!.ToString().ShouldBe("EAPI:Invalid token");
        await using var next = await KrakenStream.PrivateAsync(kraken);
        await next.SubscribeAsync("executions");
    }

    [Fact]
    public async Task A_checksum_can_be_wrong_and_a_new_subscription_is_whole()
    {
        await using var kraken = await KrakenGround.OpenAsync("bad-checksum skip 2");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("instrument");
        await stream.SubscribeAsync("book", Symbol);
        var mine = new MarketStreamTests.FollowedBook(10);
        mine.Take((await stream.NextAsync("book", "snapshot"))["data"]![0]!).ShouldBeTrue();
        kraken.Pass(20);
        var updates = await stream.AllAsync("book");
        updates.Take(4).Select(update => mine.Take(update["data"]![0]!)).ShouldBe([true, true, false, true]);
        await stream.AskAsync("unsubscribe", new JsonObject { ["channel"] = "book", ["symbol"] = new JsonArray(Symbol) });
        await stream.SubscribeAsync("book", Symbol);
        new MarketStreamTests.FollowedBook(10).Take((await stream.NextAsync("book", "snapshot"))["data"]![0]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_book_can_be_crossed_and_have_the_right_checksum()
    {
        await using var kraken = await KrakenGround.OpenAsync("crossed");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("book", Symbol);
        var mine = new MarketStreamTests.FollowedBook(10);
        mine.Take((await stream.NextAsync("book", "snapshot"))["data"]![0]!);
        kraken.Pass(10);
        mine.Take((await stream.NextAsync("book", "update"))["data"]![0]!).ShouldBeTrue();
        mine.Bids[0].Price.ShouldBeGreaterThan(mine.Asks[0].Price);
        mine.Take((await stream.NextAsync("book", "update"))["data"]![0]!).ShouldBeTrue();
        mine.Bids[0].Price.ShouldBeLessThan(mine.Asks[0].Price);
    }

    [Fact]
    public async Task An_update_can_come_before_the_snapshot()
    {
        await using var kraken = await KrakenGround.OpenAsync("early-delta");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("book", Symbol);
        (await stream.AllAsync("book")).Select(static message => message["type"]!.ToString()).ShouldBe(["update", "snapshot"]);
    }

    [Theory]
    [InlineData("close-1008 on ticker", WebSocketCloseStatus.PolicyViolation)]
    [InlineData("slow-client on ticker", null)]
    [InlineData("close-1006 on ticker", null)]
    public async Task A_connection_can_end_with_a_reason_and_without(string fault, WebSocketCloseStatus? reason)
    {
        await using var kraken = await KrakenGround.OpenAsync(fault + " skip 1");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ticker", Symbol);
        kraken.Pass(10);
        while (await stream.ReceiveAsync() is not null)
        {
            // what was on the way
        }
        stream.Closed.ShouldBe(reason);
    }

    [Theory]
    [InlineData("fragments on ticker", 7, WebSocketMessageType.Text)]
    [InlineData("as-binary on ticker", 1, WebSocketMessageType.Binary)]
    public async Task A_message_can_come_in_other_frames(string fault, int leastParts, WebSocketMessageType type)
    {
        await using var kraken = await KrakenGround.OpenAsync(fault);
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SendAsync("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""");
        while (await stream.ReceiveFrameAsync() is { } frame)
        {
            if (!Encoding.UTF8.GetString(frame.Bytes).StartsWith("""{"channel":"ticker""", StringComparison.Ordinal)) continue;
            (frame.Parts >= leastParts, frame.Type).ShouldBe((true, type));
            return;
        }
        Assert.Fail("the message never came");
    }

    [Fact]
    public async Task A_frame_that_is_no_text_can_come_before_a_message()
    {
        await using var kraken = await KrakenGround.OpenAsync("bad-text on ticker");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SendAsync("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""");
        while (await stream.ReceiveFrameAsync() is { } frame)
        {
            if (frame.Type != WebSocketMessageType.Binary) continue;
            Should.Throw<DecoderFallbackException>(() => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(frame.Bytes));
            (await stream.NextAsync("ticker", "snapshot")).ShouldNotBeNull();
            return;
        }
        Assert.Fail("the frame never came");
    }

    [Fact]
    public async Task A_half_open_connection_neither_speaks_nor_answers()
    {
        await using var kraken = await KrakenGround.OpenAsync("half-open on ticker skip 1");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ticker", Symbol);
        await stream.NextAsync("ticker", "snapshot");
        kraken.Pass(10);
        await stream.SendAsync("""{"method":"ping","req_id":99}""");
        var heard = stream.ReceiveAsync();
        // What comes over a connection of its own proves that the venue goes on; there is nothing to wait for on this one.
        await using var other = await KrakenStream.PublicAsync(kraken);
        await other.SubscribeAsync("ticker", Symbol);
        kraken.Pass(10);
        (await other.AllAsync("ticker")).Count.ShouldBeGreaterThan(1);
        heard.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_burst_is_a_burst_and_a_huge_message_is_huge()
    {
        await using var kraken = await KrakenGround.OpenAsync("burst on ticker snapshot, huge on trade");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SendAsync("""{"method":"subscribe","params":{"channel":"trade","symbol":["BTC/USD"],"snapshot":true}}""");
        while (await stream.ReceiveFrameAsync() is { Bytes.Length: < 5_000_000 })
        {
            // what came before it
        }
        await stream.SendAsync("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""");
        for (var message = 0; message < 40_000; message++) (await stream.ReceiveFrameAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_answer_to_an_order_can_be_an_error_and_the_order_stand()
    {
        await using var kraken = await KrakenGround.OpenAsync("unavailable-after on add_order");
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        var order = new JsonObject { ["order_type"] = "limit", ["side"] = "buy", ["symbol"] = Symbol, ["order_qty"] = 0.01, ["limit_price"] = 50_000, ["cl_ord_id"] = "mine" };
        (await stream.AskAsync("add_order", order))["error"]!.ToString().ShouldBe("EService:Unavailable");
        (await kraken.Client.AskAsync("OpenOrders", ("cl_ord_id", "mine")))["open"]!.AsObject().Count.ShouldBe(1);
    }

    /// What a market order's executions look like to a stream with this fault.
    private static async Task<List<JsonNode>> FillsUnder(string fault)
    {
        await using var kraken = await KrakenGround.OpenAsync(fault);
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions");
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.001m);
        kraken.Account.Trades.Count.ShouldBe(1);
        return await stream.AllAsync("executions");
    }

    private static IEnumerable<string> Kinds(List<JsonNode> messages) => messages.SelectMany(static message => message["data"]!.AsArray()).Select(static item => item!["exec_type"]!.ToString());

    private static IEnumerable<int> Sequences(List<JsonNode> messages) => messages.Select(static message => (int)message["sequence"].Number());
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Perun.VenueServers.Kraken.Books;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class MarketStreamTests
{
    private const string Symbol = "BTC/USD";

    [Fact]
    public async Task A_connection_begins_with_the_venues_status()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        var status = JsonNode.Parse((await stream.ReceiveAsync())!)!;
        (status["channel"]!.ToString(), status["data"]![0]!["system"]!.ToString(), status["data"]![0]!["api_version"]!.ToString()).ShouldBe(("status", "online", "v2"));
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_number()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        (await stream.AskAsync("ping", []))["method"]!.ToString().ShouldBe("pong");
    }

    [Theory]
    [InlineData("""{"channel":"ticker","symbol":["NOPE/USD"]}""", "Currency pair not supported NOPE/USD")]
    [InlineData("""{"channel":"ticker","symbol":["XBT/USD"]}""", "Currency pair not supported XBT/USD")]
    [InlineData("""{"channel":"ticker"}""", "Symbol(s) not found")]
    [InlineData("""{"channel":"book","symbol":["BTC/USD"],"depth":11}""", "Subscription depth not supported")]
    [InlineData("""{"channel":"ohlc","symbol":["BTC/USD"],"interval":2}""", "Subscription ohlc interval not supported")]
    [InlineData("""{"channel":"gossip","symbol":["BTC/USD"]}""", "Channel not supported")]
    [InlineData("""{"channel":"executions"}""", "Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com")]
    public async Task A_wrong_subscription_is_refused(string parameters, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        var answer = await stream.AskAsync("subscribe", JsonNode.Parse(parameters)!.AsObject());
        (answer["success"]!.GetValue<bool>(), answer["error"]!.ToString(), answer["method"]!.ToString()).ShouldBe((false, error, "subscribe"));
    }

    [Theory]
    [InlineData("not json", "Malformed request")]
    [InlineData("[1,2]", "Malformed request")]
    [InlineData("""{"method":"dance"}""", "Unsupported method")]
    [InlineData("""{"params":{}}""", "Unsupported method")]
    [InlineData("""{"method":"unsubscribe","params":{"channel":"ticker","symbol":["BTC/USD"]}}""", "Subscription Not Found")]
    public async Task What_is_no_request_is_told_so(string text, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("instrument");
        await stream.SendAsync(text);
        (await stream.NextAsync(static message => message["error"] is not null))["error"]!.ToString().ShouldBe(error);
    }

    [Fact]
    public async Task One_request_for_many_pairs_is_answered_pair_by_pair()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SendAsync("""{"method":"subscribe","params":{"channel":"ticker","symbol":["BTC/USD","NOPE/USD","ETH/USD"]},"req_id":5}""");
        var answers = new List<JsonNode>();
        for (var answer = 0; answer < 3; answer++) answers.Add(await stream.NextAsync(static message => message["req_id"]?.ToString() == "5"));
        answers.Select(static answer => answer["success"]!.GetValue<bool>()).ShouldBe([true, false, true]);
        answers[1]["symbol"]!.ToString().ShouldBe("NOPE/USD");
        (await stream.AskAsync("subscribe", new JsonObject { ["channel"] = "ticker", ["symbol"] = new JsonArray(Symbol) }))["error"]!.ToString().ShouldBe("Already subscribed");
    }

    [Fact]
    public async Task The_ticker_and_the_trades_follow_the_market()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        (await stream.SubscribeAsync("ticker", Symbol))["event_trigger"]!.ToString().ShouldBe("trades");
        (await stream.SubscribeAsync("trade", Symbol))["snapshot"]!.GetValue<bool>().ShouldBeFalse();
        Matches(await stream.NextAsync("ticker", "snapshot"), "kraken/Subscriptions/Spot/Ticker.txt");
        kraken.Pass(10);
        var trades = await stream.AllAsync("trade");
        trades.Count.ShouldBe(4);
        trades.ShouldAllBe(static message => message["type"]!.ToString() == "update");
        Matches(trades[0], "kraken/Subscriptions/Spot/Trades.txt");
        var ticker = (await stream.NextAsync("ticker", "update"))["data"]![0]!;
        ticker["bid"].Number().ShouldBeLessThan(ticker["ask"].Number());
        var rest = (await kraken.Client.PublicAsync("Trades", "pair=XBTUSD&count=4"))["result"]!["XXBTZUSD"]!.AsArray();
        trades.Select(static message => message["data"]![0]!["trade_id"].Number()).ShouldBe(rest.Select(static row => row![6].Number()));
        trades.Select(static message => message["data"]![0]!["price"].Number()).ShouldBe(rest.Select(static row => row![0].Number()));
    }

    [Fact]
    public async Task A_candle_is_over_when_the_next_begins()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ohlc", Symbol, ("interval", 1));
        Matches(await stream.NextAsync("ohlc", "snapshot"), "kraken/Subscriptions/Spot/Kline.txt");
        kraken.Pass(135);
        var updates = (await stream.AllAsync("ohlc")).ConvertAll(static message => message["data"]!.AsArray().ShouldHaveSingleItem()!);
        var begins = updates.ConvertAll(static candle => candle["interval_begin"]!.ToString());
        begins.ShouldBe(begins.Order(StringComparer.Ordinal));
        begins.Distinct().Count().ShouldBe(3);
        var last = updates.Last(candle => candle["interval_begin"]!.ToString() == begins[0]);
        var row = (await kraken.Client.PublicAsync("OHLC", "pair=XBTUSD"))["result"]!["XXBTZUSD"]!.AsArray().Single(row =>
            row![0].Number() == new DateTimeOffset(DateTime.Parse(begins[0], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)).ToUnixTimeSeconds())!;
        (last["open"].Number(), last["high"].Number(), last["low"].Number(), last["close"].Number()).ShouldBe((row[1].Number(), row[2].Number(), row[3].Number(), row[4].Number()));
        last["volume"].Number().ShouldBe(row[6].Number(), 0.01m);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public async Task Who_follows_the_book_has_every_checksum(int depth)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        (await stream.SubscribeAsync("book", Symbol, ("depth", depth)))["depth"].Number().ShouldBe(depth);
        var snapshot = await stream.NextAsync("book", "snapshot");
        Matches(snapshot, "kraken/Subscriptions/Spot/AggBook.txt");
        var mine = new FollowedBook(depth);
        mine.Take(snapshot["data"]![0]!).ShouldBeTrue();
        kraken.Pass(600);
        var updates = await stream.AllAsync("book");
        updates.Count.ShouldBeGreaterThan(100);
        foreach (var update in updates) mine.Take(update["data"]![0]!).ShouldBeTrue();
        var rest = (await kraken.Client.PublicAsync("Depth", $"pair=XBTUSD&count={depth}"))["result"]!["XXBTZUSD"]!;
        mine.Asks.Select(static level => level.Price).ShouldBe(rest["asks"]!.AsArray().Select(static level => level![0].Number()));
        mine.Bids.Select(static level => level.Price).ShouldBe(rest["bids"]!.AsArray().Select(static level => level![0].Number()));
    }

    [Fact]
    public async Task Numbers_keep_all_their_digits()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("book", Symbol);
        var (_, raw) = await stream.NextRawAsync(static message => message["channel"]?.ToString() == "book");
        using var document = JsonDocument.Parse(raw);
        foreach (var level in document.RootElement.GetProperty("data")[0].GetProperty("asks").EnumerateArray())
        {
            level.GetProperty("price").GetRawText().Split('.')[1].Length.ShouldBe(1);
            level.GetProperty("qty").GetRawText().Split('.')[1].Length.ShouldBe(8);
        }
    }

    [Fact]
    public async Task Instruments_are_told_and_told_again_when_their_mode_changes()
    {
        await using var kraken = await KrakenGround.OpenAsync("halt on BTC/USD for 30s at 5s, cancel-only for 10s at 60s");
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("instrument");
        var all = (await stream.NextAsync("instrument", "snapshot"))["data"]!;
        all["pairs"]!.AsArray().Count.ShouldBe(4);
        var pair = all["pairs"]!.AsArray().Single(static pair => pair!["symbol"]!.ToString() == Symbol)!;
        (pair["price_increment"].Number(), pair["qty_min"].Number(), pair["status"]!.ToString()).ShouldBe((0.1m, 0.00005m, "online"));
        all["assets"]!.AsArray().Select(static asset => asset!["id"]!.ToString()).ShouldContain("DOGE");
        kraken.Pass(6);
        (await stream.NextAsync("instrument", "update"))["data"]!["pairs"]!.AsArray().ShouldHaveSingleItem()!["status"]!.ToString().ShouldBe("cancel_only");
        kraken.Pass(31);
        (await stream.NextAsync("instrument", "update"))["data"]!["pairs"]![0]!["status"]!.ToString().ShouldBe("online");
        await stream.NextAsync("status");
        kraken.Pass(30);
        (await stream.NextAsync("status"))["data"]![0]!["system"]!.ToString().ShouldBe("cancel_only");
        kraken.Pass(10);
        (await stream.NextAsync("status"))["data"]![0]!["system"]!.ToString().ShouldBe("online");
    }

    [Fact]
    public async Task Hearts_beat_once_a_second_while_something_is_subscribed_to()
    {
        var wall = new Perun.Simulation.Time.ManualTimeProvider(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await using var kraken = await KrakenGround.OpenAsync(with: settings => settings with { Wall = wall });
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.AskAsync("ping", []);
        wall.Advance(TimeSpan.FromSeconds(3));
        (await stream.AllAsync("heartbeat")).ShouldBeEmpty();
        await stream.SubscribeAsync("ticker", Symbol);
        wall.Advance(TimeSpan.FromSeconds(3));
        (await stream.AllAsync("heartbeat")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Who_wants_nothing_more_is_let_go()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PublicAsync(kraken);
        await stream.SubscribeAsync("ticker", Symbol);
        await stream.SubscribeAsync("ohlc", Symbol, ("interval", 5));
        (await stream.AskAsync("unsubscribe", new JsonObject { ["channel"] = "ticker", ["symbol"] = new JsonArray(Symbol) }))["success"]!.GetValue<bool>().ShouldBeTrue();
        kraken.Pass(5);
        (await stream.AllAsync("ticker")).ShouldHaveSingleItem()["type"]!.ToString().ShouldBe("snapshot");
        (await stream.AskAsync("unsubscribe", new JsonObject { ["channel"] = "ohlc", ["symbol"] = new JsonArray(Symbol), ["interval"] = 5 }))["success"]!.GetValue<bool>().ShouldBeTrue();
        while (await stream.ReceiveAsync() is not null)
        {
            // what was on the way
        }
        stream.Closed.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
    }

    /// Has every field that a recorded message of the same channel has, and of the same kind.
    private static void Matches(JsonNode message, string recording)
    {
        var lines = File.ReadAllText(Fixtures.Path(recording));
        var recorded = JsonNode.Parse(lines[(lines.IndexOf("\n=", StringComparison.Ordinal) + 2)..])!["data"]![0]!.AsObject();
        var ours = message["data"]![0]!.AsObject();
        foreach (var (name, value) in recorded) ours[name].ShouldNotBeNull(name).GetValueKind().ShouldBe(value!.GetValueKind(), name);
    }

    /// A book as a client keeps it.
    internal sealed class FollowedBook(int depth)
    {
        private readonly SortedDictionary<decimal, decimal> _asks = [], _bids = new(Comparer<decimal>.Create(static (one, other) => other.CompareTo(one)));

        public IReadOnlyList<BookLevel> Asks => Levels(_asks);

        public IReadOnlyList<BookLevel> Bids => Levels(_bids);

        /// Whether the checksum is right afterwards.
        public bool Take(JsonNode change)
        {
            foreach (var (name, side) in new[] { ("asks", _asks), ("bids", _bids) })
            {
                foreach (var level in change[name]!.AsArray())
                {
                    var (price, quantity) = (level!["price"].Number(), level["qty"].Number());
                    if (quantity == 0) side.Remove(price);
                    else side[price] = quantity;
                }
                foreach (var price in side.Keys.Skip(depth).ToList()) side.Remove(price);
            }
            return BookChecksum.Of([.. Asks], [.. Bids], 1, 8) == (uint)change["checksum"]!;
        }

        private static List<BookLevel> Levels(SortedDictionary<decimal, decimal> side) => [.. side.Select(static level => new BookLevel(level.Key, level.Value))];
    }
}

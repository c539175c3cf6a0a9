using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Core.Bars;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class MarketReaderTests
{
    private readonly CollectedNews _news = new();

    [Theory]
    [InlineData("0.5666", 5666, 4)]
    [InlineData("18097.1547", 180971547, 4)]
    [InlineData("45285", 45285, 0)]
    [InlineData("1e-8", 1, 8)]
    [InlineData("1.5E2", 150, 0)]
    [InlineData("-0.25", -25, 2)]
    [InlineData("0.00000001", 1, 8)]
    public void Numbers_are_read_from_their_digits(string text, long digits, int decimals)
    {
        Fixed.TryRead(Encoding.ASCII.GetBytes(text), out var number).ShouldBeTrue();
        number.ShouldBe(new Fixed(digits, decimals));
        number.ToDouble().ShouldBe(double.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("NaN")]
    [InlineData("1.2.3")]
    [InlineData("1e999")]
    [InlineData("12345678901234567890")]
    public void What_is_no_number_is_none(string text) => Fixed.TryRead(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();

    [Fact]
    public void Digits_are_brought_to_a_scale_exactly_or_not_at_all()
    {
        new Fixed(5666, 4).TryScale(8, out var finer).ShouldBeTrue();
        finer.ShouldBe(56660000);
        new Fixed(566600, 6).TryScale(4, out var coarser).ShouldBeTrue();
        coarser.ShouldBe(5666);
        new Fixed(56661, 5).TryScale(4, out _).ShouldBeFalse();
        new Fixed(long.MaxValue / 2, 0).TryScale(8, out _).ShouldBeFalse();
    }

    [Fact]
    public void Recorded_messages_are_read()
    {
        Read(Recorded("Trades"));
        var (symbol, trade) = _news.Trades.ShouldHaveSingleItem();
        (symbol, trade.Price, trade.Quantity, trade.IsSell, trade.TradeId).ShouldBe(("ETH/USDT", new Fixed(5117, 4), new Fixed(400, 1), true, 4665906L));
        trade.Time.ShouldBe(new DateTime(2023, 9, 25, 7, 49, 37, DateTimeKind.Utc).AddTicks(7087060));

        Read(Recorded("Ticker"));
        _news.Tickers.ShouldHaveSingleItem().ShouldBe(("ETH/USDT", new TickerPrint(0.10025, 740, 0.10035, 740, 0.10035, null)));

        Read(Recorded("Kline"));
        _news.Candles.ShouldHaveSingleItem().ShouldBe(("ETH/USDT", 5, new Bar(new DateTime(2023, 10, 4, 16, 25, 0, DateTimeKind.Utc), 0.5624, 0.5628, 0.5622, 0.5627, 30927.68066226), false));
    }

    [Fact]
    public void The_order_of_names_does_not_matter_nor_do_texts_for_numbers()
    {
        Read("""{"data":[{"last":"0.1","ask":"0.3","bid":"0.2","bid_qty":"1","ask_qty":2,"symbol":"A\/B"}],"type":"update","channel":"ticker"}""");
        _news.Tickers.ShouldHaveSingleItem().ShouldBe(("A/B", new TickerPrint(0.2, 1, 0.3, 2, 0.1, null)));
    }

    [Fact]
    public void Replies_states_and_signs_of_life_are_told_apart()
    {
        Read("""{"channel":"heartbeat"}""");
        Read("""{"channel":"status","type":"update","data":[{"version":"2.0.0","system":"cancel_only","api_version":"v2","connection_id":1}]}""");
        Read("""{"channel":"instrument","type":"snapshot","data":{"assets":[{"id":"USD"}],"pairs":[{"symbol":"BTC/USD","base":"BTC","status":"online"},{"symbol":"DOGE/USD","status":"cancel_only"}]}}""");
        Read("""{"method":"subscribe","req_id":3,"result":{"channel":"ohlc","interval":1,"snapshot":true,"symbol":"BTC/USD","warnings":["x"]},"success":true,"time_in":"a","time_out":"b"}""");
        Read("""{"error":"Currency pair not supported X/Y","method":"subscribe","success":false,"symbol":"X/Y"}""");
        Read("""{"error":"Symbol(s) not found","success":false}""");
        _news.Systems.ShouldBe(["cancel_only"]);
        _news.Pairs.ShouldBe([("BTC/USD", "online"), ("DOGE/USD", "cancel_only")]);
        _news.Replies.ShouldBe([new StreamReply("subscribe", 3, true, null, "ohlc", "BTC/USD"), new StreamReply("subscribe", 0, false, "Currency pair not supported X/Y", null, "X/Y"), new StreamReply(null, 0, false, "Symbol(s) not found", null, null)]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"channel":"ticker","data":[{"symbol":"A/B","bid":"NaN"}]}""")]
    [InlineData("""{"channel":"book","type":"update","data":[{"symbol":"A/B","bids":[],"asks":[]}]}""")]
    [InlineData("""{"channel":"trade","data":[1]}""")]
    [InlineData("""{"channel":"book","data":[{"symbol":"A/B","bids":3}]}""")]
    [InlineData("""{"channel":"ticker","data":[{"symbol":"A/B""")]
    [InlineData("\u00ff\u00fe")]
    public void F11_what_is_not_as_described_is_refused(string message)
    {
        Should.Throw<JsonException>(() => Read(message));
        _news.Tickers.ShouldBeEmpty();
        _news.Books.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"channel":"level3","type":"snapshot","data":[{"symbol":"A/B","checksum":281817320,"bids":[{"order_id":"O"}]}]}""")]
    [InlineData("""{"channel":"ticker","data":null}""")]
    [InlineData("""{"channel":7,"data":[{}]}""")]
    [InlineData("{}")]
    public void What_nobody_asked_for_is_passed_over(string message) => Read(message);

    [Fact]
    public void Updates_in_steady_state_allocate_nothing()
    {
        var sink = new CountingNews();
        var reader = new MarketReader(sink);
        var book = """{"channel":"book","type":"update","data":[{"symbol":"MATIC/USD","bids":[{"price":0.5657,"qty":1098.3947558}],"asks":[],"checksum":2114181697,"timestamp":"2023-10-06T17:35:55.440295Z"}]}"""u8.ToArray();
        var trade = """{"channel":"trade","type":"update","data":[{"symbol":"MATIC/USD","side":"sell","price":0.5117,"qty":40.0,"ord_type":"market","trade_id":4665906,"timestamp":"2023-09-25T07:49:37.708706Z"}]}"""u8.ToArray();
        for (var i = 0; i < 200; i++)
        {
            reader.Read(book);
            reader.Read(trade);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            reader.Read(book);
            reader.Read(trade);
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        sink.Count.ShouldBe(2_400);
    }

    private void Read(string message) => new MarketReader(_news).Read(Encoding.Latin1.GetBytes(message));

    private static string Recorded(string name)
    {
        var text = File.ReadAllText(Fixtures.Path($"kraken/Subscriptions/Spot/{name}.txt"));
        return text[(text.IndexOf("\n=", StringComparison.Ordinal) + 2)..];
    }

    private sealed class CountingNews : IMarketNews
    {
        public int Count { get; private set; }

        public void OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum) => Count += levels.Length;

        public void OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade) => Count++;

        public void OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker) => Count++;

        public void OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot) => Count++;

        public void OnCandlesEnd(bool isSnapshot)
        {
        }

        public void OnPairStatus(ReadOnlySpan<byte> symbol, string? status) => Count++;

        public void OnSystem(string? status) => Count++;

        public void OnReply(in StreamReply reply) => Count++;
    }
}

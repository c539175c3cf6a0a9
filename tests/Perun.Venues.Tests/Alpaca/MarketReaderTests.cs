using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Core.Bars;
using Perun.Core.Instruments;

namespace Perun.Venues.Tests.Alpaca;

public sealed class MarketReaderTests
{
    private static readonly InstrumentId Apple = new(3);
    private static readonly InstrumentId Coin = new(5);
    private static readonly SymbolTable Symbols = new([("AAPL", Apple), ("BTC/USD", Coin)]);

    private readonly Hearer _heard = new();

    [Fact]
    public void Bars_quotes_trades_and_halts_are_read()
    {
        Read("""
            [{"T":"b","S":"AAPL","o":1.5,"h":2.5,"l":0.5,"c":2,"v":100,"n":3,"vw":1.7,"t":"2026-03-04T15:00:00Z"},
             {"T":"q","S":"BTC/USD","bp":47530.99,"bs":1.65666998,"ap":47531.66,"as":0.00209349,"t":"2026-03-04T15:00:30.824123456Z"},
             {"T":"q","S":"AAPL","bx":"K","bp":161.19,"bs":5,"ax":"K","ap":161.2,"as":2,"c":["R"],"z":"C","t":"2026-03-04T15:00:31.5+01:00"},
             {"T":"t","S":"AAPL","i":39884,"x":"D","p":161.1998,"s":200,"c":["@"],"z":"C","t":"2026-03-04T15:00:32Z"},
             {"T":"u","S":"AAPL","o":1.5,"h":2.6,"l":0.5,"c":2,"v":101,"t":"2026-03-04T15:00:00Z"},
             {"T":"s","S":"AAPL","sc":"H","sm":"Trading Halt","rc":"T12","rm":"Additional information","t":"2026-03-04T15:01:00Z","z":"C"}]
            """);
        _heard.Told.ShouldBe([
            "bar 3 2026-03-04T15:00:00.0000000Z 1.5 2.5 0.5 2 100",
            "quote 5 2026-03-04T15:00:30.8241234Z 47530.99 47531.66 1.65666998 0.00209349",
            "quote 3 2026-03-04T14:00:31.5000000Z 161.19 161.2 5 2",
            "trade 3 2026-03-04T15:00:32.0000000Z 161.1998 200",
            "correction 3 2026-03-04T15:00:00.0000000Z 1.5 2.6 0.5 2 101",
            "status 3 H Trading Halt: Additional information",
        ]);
    }

    [Fact]
    public void What_is_not_followed_or_not_known_is_passed_over()
    {
        Read("""[{"T":"q","S":"MSFT","bp":1,"ap":2,"t":"2026-03-04T15:00:00Z"},{"T":"x","S":"AAPL","p":1,"new":{"deep":[1,{"a":2}]}},{"T":"i","S":"AAPL"},{"T":"subscription","bars":["AAPL"]}]""");
        _heard.Told.ShouldBe(["subscription  0"]);
    }

    [Fact]
    public void Controls_are_told_with_their_words()
    {
        Read("""[{"T":"success","msg":"authenticated"}]""");
        Read("""[{"T":"error","code":406,"msg":"connection limit exceeded"}]""");
        _heard.Told.ShouldBe(["success authenticated 0", "error connection limit exceeded 406"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{\"T\":\"q\"")]
    [InlineData("[{\"S\":\"AAPL\"}]")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]")]
    public void What_is_no_list_of_messages_is_refused(string text) => Should.Throw<JsonException>(() => Read(text));

    [Fact] // F41
    public void Numbers_that_are_none_make_no_sane_bar()
    {
        Read("""[{"T":"b","S":"AAPL","o":null,"h":"NaN","l":[1],"c":2,"v":-1,"t":17}]""");
        _heard.Bars.ShouldHaveSingleItem().IsSane.ShouldBeFalse();
    }

    [Fact]
    public void Nothing_is_allocated_for_bars_quotes_and_trades()
    {
        var message = Encoding.UTF8.GetBytes("""[{"T":"b","S":"AAPL","o":1.5,"h":2.5,"l":0.5,"c":2,"v":100,"n":3,"vw":1.7,"t":"2026-03-04T15:00:00Z"},{"T":"q","S":"BTC/USD","bp":47530.99,"bs":1.65666998,"ap":47531.66,"as":0.00209349,"t":"2026-03-04T15:00:30.824Z"},{"T":"t","S":"AAPL","i":39884,"x":"D","p":161.1998,"s":200,"c":["@"],"z":"C","t":"2026-03-04T15:00:32Z"}]""");
        var deaf = new Deaf();
        for (var i = 0; i < 100; i++) MarketReader.Read(message, Symbols, deaf);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) MarketReader.Read(message, Symbols, deaf);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        deaf.Count.ShouldBe(3_300);
    }

    [Theory]
    [InlineData("2026-03-04T15:00:32Z", "2026-03-04T15:00:32.0000000Z")]
    [InlineData("2026-02-28T23:59:59.9Z", "2026-02-28T23:59:59.9000000Z")]
    [InlineData("2024-02-29T00:00:00.123456789Z", "2024-02-29T00:00:00.1234567Z")]
    public void Moments_are_read_to_their_last_digit(string text, string moment)
    {
        StreamTime.TryRead(Encoding.UTF8.GetBytes(text), out var time).ShouldBeTrue();
        (time.ToString("O"), time.Kind).ShouldBe((moment, DateTimeKind.Utc));
    }

    [Theory]
    [InlineData("2026-02-29T15:00:32Z")]
    [InlineData("2026-13-01T15:00:32Z")]
    [InlineData("2026-03-04T24:00:00Z")]
    [InlineData("2026-03-04T15:00:3xZ")]
    [InlineData("2026-03-04T15:00:32.Z!")]
    [InlineData("2026-03-04T15:00:32+01:00")]
    [InlineData("")]
    public void What_is_written_otherwise_is_left_to_the_general_way(string text) => StreamTime.TryRead(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    private void Read(string text) => MarketReader.Read(Encoding.UTF8.GetBytes(text), Symbols, _heard);

    private sealed class Hearer : IMarketHearer
    {
        public List<string> Told { get; } = [];

        public List<Bar> Bars { get; } = [];

        public void OnBar(InstrumentId instrument, in Bar bar, bool isCorrection)
        {
            Bars.Add(bar);
            Told.Add($"{(isCorrection ? "correction" : "bar")} {instrument.Value} {bar.Time:O} {bar.Open} {bar.High} {bar.Low} {bar.Close} {bar.Volume}");
        }

        public void OnQuote(InstrumentId instrument, in Quote quote) => Told.Add($"quote {instrument.Value} {quote.Time:O} {quote.Bid} {quote.Ask} {quote.BidSize} {quote.AskSize}");

        public void OnTrade(InstrumentId instrument, DateTime time, double price, double size) => Told.Add($"trade {instrument.Value} {time:O} {price} {size}");

        public void OnStatus(InstrumentId instrument, string code, string words) => Told.Add($"status {instrument.Value} {code} {words}");

        public void OnControl(ReadOnlySpan<byte> kind, string? message, int code) => Told.Add($"{Encoding.UTF8.GetString(kind)} {message} {code}");
    }

    private sealed class Deaf : IMarketHearer
    {
        public int Count { get; private set; }

        public void OnBar(InstrumentId instrument, in Bar bar, bool isCorrection) => Count++;

        public void OnQuote(InstrumentId instrument, in Quote quote) => Count++;

        public void OnTrade(InstrumentId instrument, DateTime time, double price, double size) => Count++;

        public void OnStatus(InstrumentId instrument, string code, string words) => Count++;

        public void OnControl(ReadOnlySpan<byte> kind, string? message, int code) => Count++;
    }
}

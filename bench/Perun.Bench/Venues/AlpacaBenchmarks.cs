using System.Globalization;
using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Alpaca.Market;
using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Bench.Measuring;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues;

/// Alpaca's messages from bytes to what Perun hears, beside a System.Text.Json document of the same bytes whose fields are looked up.
internal static class AlpacaBenchmarks
{
    private const int Messages = 20_000;
    private const int Updates = 5_000;
    private static readonly string[] Symbols = ["AAPL", "MSFT", "SPY", "QQQ", "NVDA", "BTC/USD", "ETH/USD", "SOL/USD"];
    private static readonly SymbolTable Table = new([.. Symbols.Select(static (symbol, place) => (symbol, new InstrumentId(place)))]);
    private static readonly Hearer Ears = new();
    private static readonly byte[][] Quotes = [.. Enumerable.Range(0, Messages).Select(QuoteOf)];
    private static readonly byte[][] Mixed = [.. Enumerable.Range(0, Messages).Select(static i => (i % 3) switch { 0 => QuoteOf(i), 1 => BarOf(i), _ => TradeOf(i) })];
    private static readonly byte[][] Fills = [.. Enumerable.Range(0, Updates).Select(FillOf)];

    public static IReadOnlyList<Benchmark> All() =>
    [
        Benchmark.PerSecond("alpaca: quotes", "messages", Messages, () => Read(Quotes), () => ReadPlainly(Quotes)),
        Benchmark.Bytes("alpaca: quotes", "message", Messages, () => Read(Quotes), () => ReadPlainly(Quotes)),
        Benchmark.PerSecond("alpaca: quotes, bars, trades", "messages", Messages, () => Read(Mixed), () => ReadPlainly(Mixed)),
        Benchmark.Bytes("alpaca: quotes, bars, trades", "message", Messages, () => Read(Mixed), () => ReadPlainly(Mixed)),
        Benchmark.PerSecond("alpaca: order updates", "updates", Updates, TakeFills, TakeFillsPlainly),
    ];

    private static void Read(byte[][] messages)
    {
        foreach (var message in messages) MarketReader.Read(message, Table, Ears);
    }

    private static void ReadPlainly(byte[][] messages)
    {
        foreach (var message in messages)
        {
            using var document = JsonDocument.Parse(message);
            foreach (var item in document.RootElement.EnumerateArray())
            {
                var symbol = item.GetProperty("S").GetString()!;
                var instrument = new InstrumentId(Array.IndexOf(Symbols, symbol));
                var time = item.GetProperty("t").GetDateTime();
                switch (item.GetProperty("T").GetString())
                {
                    case "q": Ears.OnQuote(instrument, new Quote(time, Number(item, "bp"), Number(item, "ap"), Number(item, "bs"), Number(item, "as"))); break;
                    case "b": Ears.OnBar(instrument, new Bar(time, Number(item, "o"), Number(item, "h"), Number(item, "l"), Number(item, "c"), Number(item, "v")), isCorrection: false); break;
                    case "t": Ears.OnTrade(instrument, time, Number(item, "p"), Number(item, "s")); break;
                }
            }
        }
    }

    private static double Number(JsonElement item, string name) => item.GetProperty(name).GetDouble();

    /// One order that fills share by share, from the frame to the report.
    private static void TakeFills()
    {
        var ids = new ClientIds("b3nc");
        var files = new OrderFiles(ids, new AlpacaSymbols());
        var share = new FollowedInstrument(new InstrumentId(0), AlpacaInstruments.Of(new AssetRow { Symbol = "AAPL", Class = "us_equity", Tradable = true })!);
        files.Follow(share);
        lock (files.Gate) files.Expect(new OrderRequest { Id = new OrderId(1), Instrument = share.Id, Side = Side.Buy, Type = OrderType.Limit, Quantity = Updates, LimitPrice = 100 }, share);
        var sum = 0m;
        var news = new OrderNews(files, TimeProvider.System, report => sum = report.CumulativeQuantity, static _ => { }, static _ => { });
        foreach (var message in Fills) news.Take(JsonSerializer.Deserialize(message, AlpacaJson.Default.StreamRow)!.Data!);
        if (sum != Updates) throw new InvalidOperationException($"{sum} of {Updates} shares were reported");
    }

    private static void TakeFillsPlainly()
    {
        var sum = 0m;
        foreach (var message in Fills)
        {
            using var document = JsonDocument.Parse(message);
            var data = document.RootElement.GetProperty("data");
            var order = data.GetProperty("order");
            sum = decimal.Parse(order.GetProperty("filled_qty").GetString()!, CultureInfo.InvariantCulture);
            _ = decimal.Parse(data.GetProperty("price").GetString()!, CultureInfo.InvariantCulture);
            _ = order.GetProperty("client_order_id").GetString();
            _ = order.GetProperty("updated_at").GetDateTime();
        }
        if (sum != Updates) throw new InvalidOperationException($"{sum} of {Updates} shares were read");
    }

    private static byte[] QuoteOf(int i) => Bytes($$"""[{"T":"q","S":"{{Symbols[i % Symbols.Length]}}","bx":"K","bp":{{100 + i % 97}}.19,"bs":{{i % 9 + 1}},"ax":"Q","ap":{{100 + i % 97}}.21,"as":{{i % 7 + 1}},"c":["R"],"z":"C","t":"2026-03-04T15:{{i / 60 % 60:00}}:{{i % 60:00}}.547942123Z"}]""");

    private static byte[] BarOf(int i) => Bytes($$"""[{"T":"b","S":"{{Symbols[i % Symbols.Length]}}","o":{{100 + i % 97}}.5,"h":{{101 + i % 97}}.25,"l":{{99 + i % 97}}.75,"c":{{100 + i % 97}}.8,"v":{{i * 10}},"n":{{i % 400}},"vw":{{100 + i % 97}}.61,"t":"2026-03-04T15:{{i % 60:00}}:00Z"}]""");

    private static byte[] TradeOf(int i) => Bytes($$"""[{"T":"t","S":"{{Symbols[i % Symbols.Length]}}","i":{{i + 52_983_525_029_461}},"x":"D","p":{{100 + i % 97}}.1998,"s":{{i % 300 + 1}},"c":["@","I"],"z":"C","t":"2026-03-04T15:{{i / 60 % 60:00}}:{{i % 60:00}}.448432206Z"}]""");

    private static byte[] FillOf(int i) => Bytes($$$"""{"stream":"trade_updates","data":{"event":"{{{(i + 1 < Updates ? "partial_fill" : "fill")}}}","execution_id":"{{{new Guid(i, 0, 0, new byte[8])}}}","order":{"id":"61e69015-8549-4bfd-b9c3-01e75843f47d","client_order_id":"pb3nc1","created_at":"2026-03-04T15:00:00.668464435Z","updated_at":"2026-03-04T15:{{{i / 60 % 60:00}}}:{{{i % 60:00}}}.668464435Z","submitted_at":"2026-03-04T15:00:00.577215743Z","filled_at":null,"expired_at":null,"canceled_at":null,"failed_at":null,"replaced_at":null,"replaced_by":null,"replaces":null,"asset_id":"b0b6dd9d-8b9b-48a9-ba46-b9d54906e415","symbol":"AAPL","asset_class":"us_equity","notional":null,"qty":"{{{Updates}}}","filled_qty":"{{{i + 1}}}","filled_avg_price":"100","order_class":"simple","order_type":"limit","type":"limit","side":"buy","time_in_force":"day","limit_price":"100","stop_price":null,"status":"{{{(i + 1 < Updates ? "partially_filled" : "filled")}}}","extended_hours":false,"legs":null,"trail_percent":null,"trail_price":null,"hwm":null},"position_qty":"{{{i + 1}}}","price":"100","qty":"1","timestamp":"2026-03-04T15:00:01.668464435Z"}}""");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class Hearer : IMarketHearer
    {
        public double Sum { get; private set; }

        public void OnBar(InstrumentId instrument, in Bar bar, bool isCorrection) => Sum += bar.Close;

        public void OnQuote(InstrumentId instrument, in Quote quote) => Sum += quote.Bid;

        public void OnTrade(InstrumentId instrument, DateTime time, double price, double size) => Sum += price;

        public void OnStatus(InstrumentId instrument, string code, string words) => Sum++;

        public void OnControl(ReadOnlySpan<byte> kind, string? message, int code) => Sum++;
    }
}

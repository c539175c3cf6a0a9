using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Bench.Measuring;
using Perun.Core.Bars;

namespace Perun.Bench.Venues;

/// Kraken's market messages. The subject reads them where they lie, keeps the book and checks each change against Kraken's own sum;
/// the yardstick is System.Text.Json's source-generated reading into records, which keeps and checks nothing.
internal static class KrakenBenchmarks
{
    private const int Messages = 20_000;

    public static IEnumerable<Benchmark> All()
    {
        var books = new Lazy<Stream>(static () => new Stream(Stream.Books()));
        var trades = new Lazy<Stream>(static () => new Stream(Stream.Trades()));
        return
        [
            Benchmark.PerSecond("kraken: book messages", "messages", Messages, () => books.Value.Read(), () => books.Value.Deserialize()),
            Benchmark.Bytes("kraken: book messages, memory", "message", Messages, () => books.Value.Read(), () => books.Value.Deserialize()),
            Benchmark.PerSecond("kraken: trade messages", "messages", Messages, () => trades.Value.Read(), () => trades.Value.Deserialize()),
            Benchmark.Bytes("kraken: trade messages, memory", "message", Messages, () => trades.Value.Read(), () => trades.Value.Deserialize()),
        ];
    }

    private sealed class Stream : IMarketNews
    {
        private const int Depth = 25;

        private readonly byte[][] _messages;
        private readonly KrakenBook _book = new(1, 8, Depth);
        private readonly MarketReader _reader;
        private long _trades;

        public Stream(byte[][] messages)
        {
            (_messages, _reader) = (messages, new MarketReader(this));
            Read();
            if (_trades == 0 && _book.State != BookState.Good) throw new InvalidOperationException("the book that is measured is not Kraken's");
        }

        /// A snapshot, then changes near the best prices, each with the sum of the book after it.
        public static byte[][] Books()
        {
            var held = new List<BookLevel>();
            var (messages, dice) = (new List<byte[]>(Messages), 1u);
            var first = new List<BookLevel>();
            for (var place = 0; place < Depth; place++)
            {
                first.Add(new BookLevel(true, new Fixed(452_852 + 3 * place, 1), new Fixed(154_571_953 + place, 8)));
                first.Add(new BookLevel(false, new Fixed(452_835 - 3 * place, 1), new Fixed(154_582_015 + place, 8)));
            }
            messages.Add(Message(held, first, "snapshot"));
            while (messages.Count < Messages)
            {
                var isAsk = Roll(2) == 0;
                var price = isAsk ? 452_852 + 3 * Roll(12) : 452_835 - 3 * Roll(12);
                messages.Add(Message(held, [new BookLevel(isAsk, new Fixed(price, 1), new Fixed(100_000 + Roll(900_000_000), 8))], "update"));
            }
            return [.. messages];

            int Roll(int sides)
            {
                dice = dice * 1664525 + 1013904223;
                return (int)((ulong)(dice ^ (dice >> 15)) % (ulong)sides);
            }
        }

        public static byte[][] Trades() => [.. Enumerable.Range(0, Messages).Select(static i => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"{{(i % 2 == 0 ? "sell" : "buy")}}","price":{{45283.5 + i % 100}},"qty":{{0.001 + i % 7}},"ord_type":"market","trade_id":{{4665906 + i}},"timestamp":"2023-09-25T07:49:37.708706Z"}]}""")))];

        public void Read()
        {
            foreach (var message in _messages) _reader.Read(message);
        }

        public void Deserialize()
        {
            foreach (var message in _messages)
                if (JsonSerializer.Deserialize(message, PlainWire.Default.PlainFrame)?.Data is not { Count: 1 }) throw new InvalidOperationException("a message could not be read");
        }

        public void OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum) => _book.Take(levels, checksum, isSnapshot);

        public void OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade) => _trades++;

        public void OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker)
        {
        }

        public void OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot)
        {
        }

        public void OnCandlesEnd(bool isSnapshot)
        {
        }

        public void OnPairStatus(ReadOnlySpan<byte> symbol, string? status)
        {
        }

        public void OnSystem(string? status)
        {
        }

        public void OnReply(in StreamReply reply)
        {
        }

        private static byte[] Message(List<BookLevel> held, List<BookLevel> levels, string type)
        {
            // Its sum is known only once it was taken: a book that was taken whole says what each change of it makes.
            held.RemoveAll(level => levels.Exists(changed => changed.IsAsk == level.IsAsk && changed.Price == level.Price));
            held.AddRange(levels);
            var book = new KrakenBook(1, 8, Depth);
            book.Take([.. held], 0, isSnapshot: true);
            var sum = book.Checksum();
            return Encoding.ASCII.GetBytes($$"""{"channel":"book","type":"{{type}}","data":[{"symbol":"BTC/USD","bids":[{{Side(levels, isAsk: false)}}],"asks":[{{Side(levels, isAsk: true)}}],"checksum":{{sum}},"timestamp":"2023-10-06T17:35:55.440295Z"}]}""");
        }

        private static string Side(List<BookLevel> levels, bool isAsk) => string.Join(',', levels.Where(level => level.IsAsk == isAsk).Select(static level => string.Create(CultureInfo.InvariantCulture,
            $$"""{"price":{{level.Price.Digits / 10m}},"qty":{{level.Quantity.Digits / 100_000_000m}}}""")));
    }
}

internal sealed record PlainFrame(string? Channel, string? Type, IReadOnlyList<PlainRow>? Data);

internal sealed record PlainRow(string? Symbol, IReadOnlyList<PlainLevel>? Bids, IReadOnlyList<PlainLevel>? Asks, uint Checksum, decimal Price, decimal Qty, string? Side, DateTime? Timestamp);

internal sealed record PlainLevel(decimal Price, decimal Qty);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlainFrame))]
internal sealed partial class PlainWire : JsonSerializerContext;

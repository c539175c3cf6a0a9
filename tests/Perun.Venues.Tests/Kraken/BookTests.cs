using System.Text;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class BookTests
{
    [Fact]
    public void The_published_checksum_reproduces()
    {
        var vector = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("kraken/vectors.json"))).RootElement.GetProperty("book_crc32_v2");
        var book = new KrakenBook(1, 8, 10);
        BookLevel[] levels = [.. Levels(vector.GetProperty("asks"), isAsk: true), .. Levels(vector.GetProperty("bids"), isAsk: false)];
        book.Take(levels, vector.GetProperty("crc32").GetUInt32(), isSnapshot: true).ShouldBe(BookState.Good);
        book.TryBest(out var bid, out var ask, out var bidSize, out var askSize).ShouldBeTrue();
        (bid, ask, bidSize, askSize).ShouldBe((45283.5, 45285.2, 0.1, 0.001));
    }

    [Fact]
    public void The_older_checksum_reproduces_too()
    {
        var vector = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("kraken/vectors.json"))).RootElement.GetProperty("book_crc32_v1");
        var book = new KrakenBook(5, 8, 10);
        BookLevel[] levels = [.. Levels(vector.GetProperty("asks"), isAsk: true), .. Levels(vector.GetProperty("bids"), isAsk: false)];
        book.Take(levels, 0, isSnapshot: true);
        book.Checksum().ShouldBe(vector.GetProperty("crc32").GetUInt32());
    }

    [Fact]
    public void A_recorded_book_agrees_with_its_own_check()
    {
        var text = File.ReadAllText(Fixtures.Path("kraken/Subscriptions/Spot/AggBook.txt"));
        var book = new KrakenBook(4, 8, 10);
        var news = new CollectedNews { OnBookMessage = (symbol, isSnapshot, levels, checksum) => book.Take(levels, checksum, isSnapshot) };
        new MarketReader(news).Read(Encoding.UTF8.GetBytes(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        book.State.ShouldBe(BookState.Good);
        book.Asks.Count.ShouldBe(10);
    }

    [Fact]
    public void Any_sequence_of_changes_keeps_the_book_that_a_plain_one_is()
    {
        var random = new Random(7);
        var book = new KrakenBook(2, 4, 10);
        var (asks, bids) = (new SortedDictionary<long, long>(), new SortedDictionary<long, long>());
        for (var step = 0; step < 3_000; step++)
        {
            var levels = new List<BookLevel>();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var isAsk = random.Next(2) == 0;
                var price = isAsk ? 10_001 + random.Next(30) : 10_000 - random.Next(30);
                var quantity = random.Next(4) == 0 ? 0 : random.Next(1, 1_000_000);
                levels.Add(new BookLevel(isAsk, new Fixed(price, 2), new Fixed(quantity, 4)));
                var side = isAsk ? asks : bids;
                if (quantity == 0) side.Remove(price);
                else side[price] = quantity;
            }
            while (asks.Count > 10) asks.Remove(asks.Keys.Max());
            while (bids.Count > 10) bids.Remove(bids.Keys.Min());
            book.Take([.. levels], PlainChecksum(asks, bids), isSnapshot: step == 0).ShouldBe(BookState.Good);
        }
        Enumerable.Range(0, book.Asks.Count).Select(book.Asks.Price).ShouldBe(asks.Keys);
        Enumerable.Range(0, book.Bids.Count).Select(book.Bids.Quantity).ShouldBe(bids.Reverse().Select(static level => level.Value));
    }

    [Fact]
    public void F38_a_wrong_check_a_crossed_book_and_too_many_digits_break_it_until_a_snapshot()
    {
        var good = Snapshot(out var book);
        book.Take([Level(isAsk: true, 10_050, 5)], 1234, isSnapshot: false).ShouldBe(BookState.Broken);
        book.Take(good, Check(good), isSnapshot: false).ShouldBe(BookState.Broken);
        book.Take(good, Check(good), isSnapshot: true).ShouldBe(BookState.Good);

        BookLevel[] crossed = [.. good, Level(isAsk: false, 10_200, 5)];
        book.Take(crossed, Check(crossed), isSnapshot: true).ShouldBe(BookState.Broken);

        book.Take(good, Check(good), isSnapshot: true).ShouldBe(BookState.Good);
        book.Take([new BookLevel(true, new Fixed(1_005_055, 4), new Fixed(5, 4))], 0, isSnapshot: false).ShouldBe(BookState.Broken);
        book.Take(good, Check(good), isSnapshot: true).ShouldBe(BookState.Good);
        book.Take([Level(isAsk: true, -10_050, 5)], 0, isSnapshot: false).ShouldBe(BookState.Broken);
    }

    [Fact]
    public void F38_changes_before_the_new_snapshot_say_nothing()
    {
        var good = Snapshot(out var book);
        book.Forget();
        book.Take([Level(isAsk: true, 10_050, 5)], 1234, isSnapshot: false).ShouldBe(BookState.Waiting);
        book.Take(good, Check(good), isSnapshot: true).ShouldBe(BookState.Good);
    }

    [Fact]
    public void Changes_allocate_nothing()
    {
        var good = Snapshot(out var book);
        var change = new[] { Level(isAsk: true, 10_105, 7), Level(isAsk: false, 9_990, 0), Level(isAsk: true, 10_105, 0), Level(isAsk: false, 9_990, 3) };
        book.Take(change, 0, isSnapshot: false);
        var check = book.Checksum();
        book.Take(good, Check(good), isSnapshot: true);
        book.Take(change, check, isSnapshot: false).ShouldBe(BookState.Good);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) book.Take(change, check, isSnapshot: false);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        book.State.ShouldBe(BookState.Good);
    }

    [Fact]
    public void The_check_of_nothing_and_of_a_known_text() => (Crc32.Of([]), Crc32.Of("123456789"u8)).ShouldBe((0u, 0xCBF43926u));

    private static BookLevel[] Snapshot(out KrakenBook book)
    {
        BookLevel[] levels = [Level(true, 10_100, 5), Level(true, 10_110, 6), Level(false, 10_000, 7), Level(false, 9_990, 8)];
        book = new KrakenBook(2, 4, 10);
        book.Take(levels, Check(levels), isSnapshot: true).ShouldBe(BookState.Good);
        return levels;
    }

    private static BookLevel Level(bool isAsk, long price, long quantity) => new(isAsk, new Fixed(price, 2), new Fixed(quantity, 4));

    private static uint Check(BookLevel[] levels) => PlainChecksum(
        new SortedDictionary<long, long>(levels.Where(static level => level.IsAsk).ToDictionary(static level => level.Price.Digits, static level => level.Quantity.Digits)),
        new SortedDictionary<long, long>(levels.Where(static level => !level.IsAsk).ToDictionary(static level => level.Price.Digits, static level => level.Quantity.Digits)));

    /// As Kraken describes it, without any cleverness.
    private static uint PlainChecksum(SortedDictionary<long, long> asks, SortedDictionary<long, long> bids)
    {
        var text = string.Concat(asks.Take(10).Concat(bids.Reverse().Take(10)).Select(static level => $"{level.Key}{level.Value}"));
        var crc = uint.MaxValue;
        foreach (var letter in Encoding.ASCII.GetBytes(text))
        {
            crc ^= letter;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }

    private static IEnumerable<BookLevel> Levels(JsonElement list, bool isAsk) => list.EnumerateArray().Select(level => new BookLevel(isAsk, Number(level[0]), Number(level[1])));

    private static Fixed Number(JsonElement text)
    {
        Fixed.TryRead(Encoding.ASCII.GetBytes(text.GetString()!), out var number).ShouldBeTrue();
        return number;
    }
}

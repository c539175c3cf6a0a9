using System.Text.Json.Nodes;
using Perun.Core.Bars;
using Perun.VenueServers.Kraken.Books;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class BookTests
{
    [Theory]
    [InlineData("book_crc32_v2", 1)]
    [InlineData("book_crc32_v1", 5)]
    public void The_published_checksums_reproduce(string name, int priceDecimals)
    {
        var vector = JsonNode.Parse(File.ReadAllText(Fixtures.Path("kraken/vectors.json")))![name]!;
        BookChecksum.Of(Levels(vector["asks"]!), Levels(vector["bids"]!), priceDecimals, 8).ShouldBe((uint)vector["crc32"]!);
    }

    [Fact]
    public void The_checksum_of_a_recorded_book_reproduces()
    {
        var text = File.ReadAllText(Fixtures.Path("kraken/Subscriptions/Spot/AggBook.txt"));
        var book = JsonNode.Parse(text[text.IndexOf('\n', text.IndexOf("= ", StringComparison.Ordinal))..])!["data"]![0]!;
        BookChecksum.Of(Named(book["asks"]!), Named(book["bids"]!), 4, 8).ShouldBe(2439117997u);

        static BookLevel[] Named(JsonNode levels) => [.. levels.AsArray().Select(static level => new BookLevel(level!["price"].Number(), level["qty"].Number()))];
    }

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    [InlineData(1000)]
    public void Who_applies_every_change_and_cuts_has_the_book(int depth)
    {
        var pair = KrakenListing.Of(["BTC/USD"]).Pairs[0];
        var book = new SyntheticBook(pair, 3);
        var feed = new BookFeed(pair, depth);
        var (bids, asks) = Sides(97_500, 0);
        var first = feed.Snapshot(bids, asks);
        var mine = (Bids: first.Bids.ToDictionary(static level => level.Price, static level => level.Quantity), Asks: first.Asks.ToDictionary(static level => level.Price, static level => level.Quantity));
        for (var trade = 1; trade < 300; trade++)
        {
            (bids, asks) = Sides(97_500 + 40 * Math.Sin(trade / 7.0) * Math.Sin(trade), trade);
            var change = feed.Follow(bids, asks);
            var (myBids, myAsks) = (Applied(mine.Bids, change.Bids, depth, isAsk: false), Applied(mine.Asks, change.Asks, depth, isAsk: true));
            myBids.ShouldBe(bids);
            myAsks.ShouldBe(asks);
            change.Checksum.ShouldBe(BookChecksum.Of(myAsks, myBids, 1, 8));
        }

        (BookLevel[] Bids, BookLevel[] Asks) Sides(double price, long trades)
        {
            var quote = new Quote(DateTime.UnixEpoch, Math.Round(price - 5, 1), Math.Round(price + 5, 1), 1, 1);
            return (book.Side(isAsk: false, quote, trades, depth), book.Side(isAsk: true, quote, trades, depth));
        }
    }

    [Fact]
    public void A_book_is_sorted_and_on_the_tick_and_begins_with_the_best_prices()
    {
        foreach (var pair in KrakenListing.Of(KrakenListing.AllSymbols).Pairs)
        {
            var middle = 1000 * (double)pair.Instrument.Tick * 100;
            var quote = new Quote(DateTime.UnixEpoch, middle, middle + 10 * (double)pair.Instrument.Tick, 1, 1);
            foreach (var isAsk in (ReadOnlySpan<bool>)[true, false])
            {
                var levels = new SyntheticBook(pair, 1).Side(isAsk, quote, 5, SyntheticBook.MostLevels);
                levels[0].Price.ShouldBe(pair.Instrument.RoundPrice((decimal)(isAsk ? quote.Ask : quote.Bid), isAsk ? Core.Instruments.RoundTo.Up : Core.Instruments.RoundTo.Down));
                levels.ShouldAllBe(level => level.Quantity > 0 && pair.Instrument.IsOnTick(level.Price) && pair.Instrument.IsOnLot(level.Quantity));
                for (var place = 1; place < levels.Length; place++) (isAsk ? levels[place].Price > levels[place - 1].Price : levels[place].Price < levels[place - 1].Price).ShouldBeTrue();
            }
        }
    }

    private static BookLevel[] Applied(Dictionary<decimal, decimal> side, IReadOnlyList<BookLevel> changes, int depth, bool isAsk)
    {
        foreach (var level in changes)
        {
            if (level.Quantity == 0) side.Remove(level.Price).ShouldBeTrue();
            else side[level.Price] = level.Quantity;
        }
        var sorted = (isAsk ? side.OrderBy(static level => level.Key) : side.OrderByDescending(static level => level.Key)).ToList();
        foreach (var (price, _) in sorted.Skip(depth)) side.Remove(price);
        return [.. sorted.Take(depth).Select(static level => new BookLevel(level.Key, level.Value))];
    }

    private static BookLevel[] Levels(JsonNode levels) => [.. levels.AsArray().Select(static level => new BookLevel(level![0].Number(), level[1].Number()))];
}

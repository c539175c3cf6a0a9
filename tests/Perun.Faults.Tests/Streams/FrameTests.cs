using Perun.Engine;
using Perun.Engine.Orders;
using Perun.Engine.Venues;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Orders;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Streams;

/// Messages that are wrong, too many, or of another shape.
public sealed class FrameTests : FaultTests
{
    [Theory]
    [InlineData(House.Kraken, "bad-checksum on book update BTC/USD", 1)]
    [InlineData(House.Kraken, "crossed on book update BTC/USD", 1)]
    [InlineData(House.Kraken, "bad-checksum on book update BTC/USD always", 6)]
    [InlineData(House.Kraken, "early-delta", 0)]
    [Fault("F38", "a book's checksum is wrong, its bid stands above its ask, or changes come before the book", "drops the book and reads it anew, five times at once and then every five minutes; trades nothing in that pair meanwhile, and everything in the others")]
    public async Task F38_a_wrong_book_is_dropped(House at, string fault, int halts)
    {
        await using var night = await Night.AtAsync(at, halts == 0 ? fault : "");
        if (halts > 0) night.Script(fault);
        await night.PassAsync(180);
        var told = night.AlarmsOf(AlertCode.Halted);
        told.Count(static alarm => alarm.Text.Contains("is halted", StringComparison.Ordinal)).ShouldBe(halts, night.Story());
        told.ShouldAllBe(static alarm => alarm.Text.Contains("BTC/USD", StringComparison.Ordinal));
        if (halts > 1) night.Refused().ShouldContain("halted");
        await night.HoldAsync("ETH/USD");
        if (halts <= 1) await night.HoldAsync();
        await FillTests.SoldAsync(night, halts <= 1 ? ["ETH/USD", "BTC/USD"] : ["ETH/USD"]);
    }

    [Theory]
    [InlineData(House.Alpaca, "burst on v2/iex q AAPL")]
    [InlineData(House.Alpaca, "slow-client on v2/iex")]
    [InlineData(House.Kraken, "burst on book update BTC/USD")]
    [InlineData(House.Kraken, "slow-client on executions")]
    [Fault("F39", "fifty thousand prices come at once; or the venue ends a connection because we are too slow", "keeps the latest price of each and every piece of news of orders; connects anew")]
    public async Task F39_a_flood_of_prices_drowns_no_fill(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        night.Script(fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 90, "it fills");
        await night.UntilAsync(() => night.House.Struck.Count == 1, 30, "it strikes");
        await night.UntilAsync(() => night.TakesEntries && night.Market.Health.Streams.Values.All(static stream => stream.State == StreamState.Whole), 120, "all streams are whole");
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "as-text on trade_updates always")]
    [InlineData(House.Alpaca, "fragments on trade_updates always")]
    [InlineData(House.Alpaca, "huge on trade_updates")]
    [InlineData(House.Alpaca, "bad-text on trade_updates")]
    [InlineData(House.Alpaca, "close-1006 on trade_updates")]
    [InlineData(House.Alpaca, "close-1008 on trade_updates")]
    [InlineData(House.Kraken, "as-binary on executions always")]
    [InlineData(House.Kraken, "fragments on executions always")]
    [InlineData(House.Kraken, "huge on executions")]
    [InlineData(House.Kraken, "bad-text on executions")]
    [InlineData(House.Kraken, "close-1006 on executions")]
    [InlineData(House.Kraken, "close-1008 on executions")]
    [Fault("F40", "messages come in other frames, in fragments, with five megabytes of spaces, or are no text; a stream ends with 1006 or 1008", "reads what can be read, asks where it can not; connects anew after 1006; takes 1008 for a no, stops entries and tells a person")]
    public async Task F40_the_shape_of_a_message_does_not_matter(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        night.Script(fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 120, "it fills and is protected");
        if (fault.Contains("1008", StringComparison.Ordinal))
        {
            await night.UntilAsync(() => !night.TakesEntries, 60, "entries stop");
            await night.PassAsync(300);
            night.Stops.ShouldHaveSingleItem().ShouldContain("1008");
            night.Refused().ShouldContain("1008");
            night.IsProtected().ShouldBeTrue();
            night.BooksAgree();
            return;
        }
        await night.UntilAsync(() => night.TakesEntries, 120, "it takes entries");
        await FillTests.SoldAsync(night);
    }
}

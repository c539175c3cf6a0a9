using Perun.Engine;
using Perun.Engine.Orders;
using Perun.Engine.Venues;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Orders;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Streams;

/// Streams that say nothing, are not there, or leave something out.
public sealed class SilenceTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "mute on trade_updates for 1800s")]
    [InlineData(House.Alpaca, "mute on v2/iex for 1800s")]
    [InlineData(House.Kraken, "mute on executions for 1800s")]
    [InlineData(House.Kraken, "mute on ticker for 1800s")]
    [InlineData(House.Kraken, "half-open on executions")]
    [Fault("F33", "a stream stands and says nothing, for half an hour", "finds fills by reading the books each minute; a stream that should speak and does not is made anew")]
    public async Task F33_what_a_mute_stream_hides_is_found(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        night.Script(fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 120, "the fill is found");
        await night.PassAsync(420);
        night.TakesEntries.ShouldBeTrue(night.Story());
        night.State.Market(night.IdOf(night.Symbol)).PricedAt.ShouldBeGreaterThan(night.Clock.Now.AddMinutes(-6), "prices come");
        await FillTests.SoldAsync(night);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(100));
    }

    [Theory]
    [InlineData(House.Alpaca, "disconnect on v2/iex for 600s", "GET /v2/iex")]
    [InlineData(House.Alpaca, "disconnect on trade_updates for 600s", "GET /stream")]
    [InlineData(House.Kraken, "disconnect on ticker for 600s", "GET /v2")]
    [InlineData(House.Kraken, "disconnect on executions for 600s", "GET /auth/v2")]
    [Fault("F34", "a stream breaks off, and for ten minutes the venue takes no connection: there are too many", "tries again with growing pauses, alone on its connection; entries stop, told once, and come back once all was read")]
    public async Task F34_a_full_venue_is_not_stormed(House at, string fault, string connects)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        var before = night.Requests(connects);
        night.Script(fault);
        if (fault.Contains("trade_updates", StringComparison.Ordinal) || fault.Contains("executions", StringComparison.Ordinal)) await night.BuyAsync(night.House.Symbols[1]);
        await night.PassAsync(540);
        night.TakesEntries.ShouldBeFalse();
        night.Stops.Count.ShouldBe(1, night.Story());
        (night.Requests(connects) - before).ShouldBeInRange(2, 30);
        night.IsProtected().ShouldBeTrue();
        await night.UntilAsync(() => night.TakesEntries, 300, "it is whole again");
        await FillTests.SoldAsync(night, [.. night.House.Symbols.Where(symbol => night.Held(symbol) > 0)]);
    }

    [Theory]
    [InlineData(House.Alpaca, "partial on AAPL buy for 20s, drop on trade_updates fill AAPL")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 20s, drop on executions skip 4 times 3")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 20s, drop-silently on executions skip 3 times 6")]
    [Fault("F35", "the news of one fill never come, while everything else does", "misses it when it counts the news or reads the books, asks, books it once, and protects it")]
    public async Task F35_a_lost_fill_is_found_within_a_minute_or_two(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => night.House.Held(night.Symbol) > order.Quantity * 0.9m, 60, "all of it fills");
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 120, "what was not told is found");
        await night.PassAsync(120);
        night.AlarmsOf(AlertCode.HoldingGone).ShouldBeEmpty();
        night.AlarmsOf(AlertCode.ForeignHolding).ShouldBeEmpty();
        await FillTests.SoldAsync(night);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(100));
    }

    [Theory]
    [InlineData(House.Alpaca, "partial on AAPL buy for 3s, disconnect on trade_updates partial_fill for 60s")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 3s, disconnect on executions trade for 60s")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 3s, disconnect on executions trade for 2s, drop on executions snapshot skip 1")]
    [Fault("F36", "orders fill while the stream is away", "asks for all that happened meanwhile as soon as it is back, and only then counts the stream as whole")]
    public async Task F36_what_happened_meanwhile_is_caught_up_with(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.IsOver && night.Held() == night.House.Held(night.Symbol) && night.IsProtected(), 180, "it is caught up with");
        await night.UntilAsync(() => night.Market.Health.Streams[VenueStream.Orders].State == StreamState.Whole && night.TakesEntries, 180, "the stream is whole");
        night.Stops.Count.ShouldBeLessThanOrEqualTo(1, "it stopped once, until all was read");
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Kraken)]
    [Fault("F37", "the stream breaks off with an order on its way, and its token is void at the next subscription", "takes a new token, a few times at most, and asks for the order meanwhile")]
    public async Task F37_a_void_token_is_replaced(House at)
    {
        await using var night = await Night.AtAsync(at);
        var before = night.Requests("POST /0/private/GetWebSocketsToken");
        night.Script("token-expired, close-1006 on executions");
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 120, "it is found");
        await night.UntilAsync(() => night.Market.Health.Streams[VenueStream.Orders].State == StreamState.Whole && night.TakesEntries, 120, "the stream is whole");
        (night.Requests("POST /0/private/GetWebSocketsToken") - before).ShouldBeInRange(1, 4);
        await FillTests.SoldAsync(night);
    }
}

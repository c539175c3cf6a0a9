using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Orders;

/// How fills are told, and how much of an order they make.
public sealed class FillTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "partial on AAPL buy for 3600s")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 3600s")]
    [Fault("F13", "half of an order fills, then the rest is cancelled", "holds and protects the filled half, and counts on nothing more")]
    public async Task F13_what_filled_is_held_and_the_rest_is_not(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.FilledQuantity > 0, 60, "a part fills");
        night.Floor.Ask(new OperatorRequest.CancelOrder(order.Id));
        await night.UntilAsync(() => order.Status == OrderStatus.Cancelled && night.IsProtected(), 90, "the rest is cancelled, and the part protected");
        await night.PassAsync(120);
        order.FilledQuantity.ShouldBeLessThan(order.Quantity);
        night.Held().ShouldBe(order.FilledQuantity);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        await SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "reorder on trade_updates times 3")]
    [InlineData(House.Kraken, "reorder on executions times 3")]
    [Fault("F14", "news of an order come in the wrong order: the fill before the acceptance, the end before a last part", "goes by sums, which only grow, so the order of news does not matter; books late fills of orders that are over")]
    public async Task F14_the_order_of_news_does_not_matter(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        night.Script(fault);
        await night.HoldAsync();
        await night.PassAsync(120);
        await SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "repeat on trade_updates always")]
    [InlineData(House.Kraken, "repeat on executions always")]
    [Fault("F15", "each piece of news comes three times, word for word", "books it once")]
    public async Task F15_what_is_told_three_times_is_booked_once(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.HoldAsync();
        night.Notices.OfType<Notice.FillBooked>().Sum(static fill => fill.Quantity).ShouldBe(order.Quantity);
        await night.PassAsync(60);
        await SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "partial on AAPL buy for 20s, partial on AAPL sell for 30s")]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 60s, partial on BTC/USD sell market for 30s")]
    [Fault("F16", "quantities are told as what was added in one place, and as sums in another", "takes each for what it is: the parts booked add up to the order, and the order to what the venue holds")]
    public async Task F16_parts_add_up_to_the_whole(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 240, "all of it fills");
        var parts = night.Notices.OfType<Notice.FillBooked>().Where(fill => fill.Order == order.Id).ToList();
        parts.Count.ShouldBeGreaterThan(1);
        parts.Sum(static part => part.Quantity).ShouldBe(order.FilledQuantity);
        night.House.Held(night.Symbol).ShouldBe(order.FilledQuantity);
        await SoldAsync(night);
        night.Notices.OfType<Notice.FillBooked>().Sum(static fill => fill.Side.Sign() * fill.Quantity).ShouldBe(0);
    }

    [Theory]
    [InlineData(House.Kraken, "partial on BTC/USD buy for 20s")]
    [Fault("F17", "the trade that completes an order still calls it partially filled; that it is filled comes apart", "takes an order for complete when its sum is its quantity, and books the trade once")]
    public async Task F17_an_order_is_complete_when_its_sum_is(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled, 120, "it is complete");
        night.Notices.OfType<Notice.OrderMoved>().Count(moved => moved.Order == order.Id && moved.Status == OrderStatus.Filled).ShouldBe(1);
        night.Notices.OfType<Notice.FillBooked>().Where(fill => fill.Order == order.Id).Sum(static fill => fill.Quantity).ShouldBe(order.Quantity);
        await night.PassAsync(60);
        await SoldAsync(night);
    }

    /// Everything is left, and the books are equal at the end.
    internal static async Task SoldAsync(Night night, params string[] symbols)
    {
        foreach (var symbol in symbols.Length > 0 ? symbols : [night.Symbol])
        {
            await night.LeaveAsync(symbol);
            await night.UntilAsync(() => night.Held(symbol) == 0, 180, "it is sold");
        }
        await night.PassAsync(120);
        night.House.Orders.ShouldAllBe(static order => !order.IsOpen);
        night.BooksAgree();
        night.TakesEntries.ShouldBeTrue(night.Story());
    }
}

using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;
using Perun.Trading;

namespace Perun.Faults.Tests.Orders;

/// Commands that come too late, are not obeyed, or are taken back.
public sealed class RaceTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "cancel-race on AAPL buy", "DELETE /v2/orders")]
    [InlineData(House.Kraken, "cancel-race on BTC/USD buy", "POST /0/private/CancelOrder")]
    [InlineData(House.Kraken, "cancel-unknown", "POST /0/private/CancelOrder")]
    [Fault("F18", "an order fills just as it is to be cancelled, or is cancelled and said to be unknown", "asks what became of it, books and protects what filled; never counts it as cancelled, never cancels in a circle")]
    public async Task F18_a_cancel_that_comes_too_late_brings_the_fill_with_it(House at, string fault, string cancels)
    {
        await using var night = await Night.AtAsync(at);
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m);
        await night.UntilAsync(() => order.Status == OrderStatus.Accepted, 30, "it rests");
        night.Script(fault);
        night.Floor.Ask(new OperatorRequest.CancelOrder(order.Id));
        await night.UntilAsync(() => order.IsOver && night.IsProtected(), 90, "it is known what became of it");
        night.Requests(cancels).ShouldBeLessThanOrEqualTo(2);
        if (fault.StartsWith("cancel-race", StringComparison.Ordinal))
        {
            order.Status.ShouldBe(OrderStatus.Filled);
            await FillTests.SoldAsync(night);
        }
        else
        {
            order.Status.ShouldBe(OrderStatus.Cancelled);
            await night.PassAsync(60);
            night.BooksAgree();
        }
    }

    [Theory]
    [InlineData(House.Alpaca, "cancel-stuck on AAPL for 60s")]
    [InlineData(House.Kraken, "cancel-stuck on BTC/USD for 60s")]
    [Fault("F19", "a cancel is taken, does nothing for a minute, and then the order fills", "counts the order as open until its end is told, and protects what it bought")]
    public async Task F19_a_cancel_is_done_when_the_order_has_ended(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m);
        await night.UntilAsync(() => order.Status == OrderStatus.Accepted, 30, "it rests");
        night.Script(fault);
        night.Floor.Ask(new OperatorRequest.CancelOrder(order.Id));
        await night.PassAsync(45);
        order.IsOver.ShouldBeFalse("its end was not told");
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 120, "it fills after all");
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca)]
    [InlineData(House.Kraken)]
    [Fault("F20", "an order is to be changed, and fills just then, though the change was answered as done", "books the fill of the old one, drops the change, and works protection out anew from what is held")]
    public async Task F20_a_change_that_a_fill_overtakes_is_dropped(House at)
    {
        await using var night = await Night.AtAsync(at, at == House.Kraken ? "partial on BTC/USD buy for 60s" : "");
        if (at == House.Alpaca) await AnEntryFillsAsync(night);
        else await AGrowingStopFillsAsync(night);
        night.AlarmsOf(AlertCode.Reversed).ShouldBeEmpty();
        await FillTests.SoldAsync(night);
    }

    private static async Task AnEntryFillsAsync(Night night)
    {
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m);
        await night.UntilAsync(() => order.Status == OrderStatus.Accepted, 30, "it rests");
        night.Script("replace-race on AAPL buy");
        ((IMarketplace)night.Market).Carry(new Command.Change(new OrderChange { Order = order.Id, Instrument = order.Instrument, Quantity = order.Quantity + 5 }), night.Clock.Now);
        var whole = order.Quantity;
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 90, "the old one fills and is protected");
        (night.Held(), order.Quantity).ShouldBe((whole, whole));
    }

    private static async Task AGrowingStopFillsAsync(Night night)
    {
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.FilledQuantity > 0 && night.IsProtected(), 60, "the first half is protected");
        night.Script("amend-race on BTC/USD sell");
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.House.Struck.Count == 2, 120, "the stop is to grow");
        await night.UntilAsync(() => night.Held() == night.House.Held(night.Symbol) && night.Held() < order.Quantity * 0.9m && night.IsProtected(), 180, "what is still held is protected");
    }

    [Theory]
    [InlineData(House.Alpaca, "late-reject on AAPL buy for 2s")]
    [InlineData(House.Kraken, "late-reject on BTC/USD buy for 2s")]
    [Fault("F21", "an order is taken, and refused or cancelled by the venue two seconds later", "lets it go, frees the money, and does not send the same again")]
    public async Task F21_an_order_that_is_refused_late_is_let_go(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m);
        await night.UntilAsync(() => order.IsOver, 30, "it is refused");
        await night.PassAsync(120);
        order.Status.ShouldBeOneOf(OrderStatus.Rejected, OrderStatus.Cancelled);
        night.House.Orders.Count(static sent => sent.Side == Side.Buy).ShouldBe(1, "it is not sent again");
        night.State.Account.BuyingPower.ShouldBeGreaterThan(98_000);
        await night.HoldAsync(night.House.Symbols[1]);
        await FillTests.SoldAsync(night, night.House.Symbols[1]);
    }

    [Theory]
    [InlineData(House.Alpaca, "insufficient qty")]
    [InlineData(House.Kraken, "Insufficient funds")]
    [Fault("F26", "a resting stop locks what an exit would sell; and the exit is refused once", "cancels the stop, waits until that is certain, then sells; where the exit fails it is tried again, or the stop placed anew")]
    public async Task F26_what_a_stop_locks_is_freed_before_it_is_sold(House at, string words)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync("BTC/USD");
        night.Script("refuse on BTC/USD sell market");
        await night.LeaveAsync("BTC/USD");
        await night.UntilAsync(() => night.Held("BTC/USD") == 0, 60, "it is sold");
        night.House.Struck.Count.ShouldBe(1);
        night.Notices.OfType<Notice.OrderMoved>().Count(moved => moved.Text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true).ShouldBeLessThanOrEqualTo(1);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await night.PassAsync(60);
        night.BooksAgree();
        night.House.Orders.ShouldAllBe(static order => !order.IsOpen);
    }

    [Theory]
    [InlineData(House.Alpaca)]
    [Fault("F27", "an order would trade with one of our own on the other side, and is refused for that", "takes the refusal with its reason, and does not try again: the position and its exits stay as they are")]
    public async Task F27_an_order_against_our_own_is_refused_once(House at)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync(worth: 3_000, targetShare: 1.1m);
        await night.PassAsync(360);
        var before = night.Requests("POST /v2/orders");
        var order = await night.BuyAsync(worth: 3_000);
        await night.UntilAsync(() => order.IsOver, 60, "it is decided");
        await night.PassAsync(120);
        night.Requests("POST /v2/orders").ShouldBeLessThanOrEqualTo(before + 2);
        if (order.Status == OrderStatus.Rejected) order.LastReason.ShouldNotBeNull().ShouldContain("wash");
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Kraken)]
    [Fault("F28", "of several orders sent at once, one row is refused", "sends each order by itself, so that each has an answer of its own: no request of the night was a batch")]
    public async Task F28_orders_travel_alone(House at)
    {
        await using var night = await Night.AtAsync(at);
        foreach (var symbol in night.House.Symbols) await night.HoldAsync(symbol, 3_000);
        night.Floor.Ask(new OperatorRequest.Flatten("the night is over"));
        await night.UntilAsync(() => night.House.Symbols.All(symbol => night.Held(symbol) == 0), 120, "everything is sold");
        await night.PassAsync(60);
        foreach (var batch in (string[])["AddOrderBatch", "CancelOrderBatch", "CancelAll"]) night.Requests($"POST /0/private/{batch}").ShouldBe(0);
        night.BooksAgree();
    }
}

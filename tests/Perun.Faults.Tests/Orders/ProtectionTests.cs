using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Orders;

/// Stops that are not there, do not go, or do too much.
public sealed class ProtectionTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "partial on AAPL buy for 3600s")]
    [Fault("F22", "a bracket's entry fills in part, and its legs stay held until all of it does", "sees within half a minute that the part has no stop, and gives it one of its own or takes the entry back")]
    public async Task F22_a_part_of_a_bracket_is_protected_by_itself(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync(targetShare: 1.2m);
        await night.UntilAsync(() => order.FilledQuantity > 0, 60, "a part fills");
        await night.UntilAsync(() => night.IsProtected(), 90, "the part is protected");
        await night.PassAsync(300);
        night.IsProtected().ShouldBeTrue(night.Story());
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(60));
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "both-legs on AAPL sell")]
    [Fault("F23", "in a fast market both exits of a bracket fill", "notices that it is short without having meant it, says so, and buys back once")]
    public async Task F23_a_position_that_nobody_meant_is_closed_once(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync(stopShare: 0.998m, targetShare: 1.002m);
        await night.UntilAsync(() => order.Status == OrderStatus.Filled, 60, "it is held");
        await night.UntilAsync(() => night.House.Struck.Count == 1, 7_200, "an exit fills, and the other with it");
        await night.UntilAsync(() => night.House.Held(night.Symbol) == 0 && night.Held() == 0, 60, "it is closed again");
        await night.PassAsync(180);
        night.AlarmsOf(AlertCode.Reversed).Count.ShouldBe(1);
        night.House.Orders.Count(static sent => sent.Side == Side.Buy).ShouldBe(2, "the entry, and what bought back");
        night.House.Orders.ShouldAllBe(static sent => !sent.IsOpen);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca, 1)]
    [InlineData(House.Alpaca, 3)]
    [InlineData(House.Kraken, 1)]
    [InlineData(House.Kraken, 3)]
    [Fault("F24", "the stop is refused: once, or again and again", "tries again after seconds; after the third refusal leaves at the market and says so: no position stays naked")]
    public async Task F24_what_can_not_be_protected_is_left(House at, int refusals)
    {
        await using var night = await Night.AtAsync(at, $"refuse on BTC/USD sell stop times {refusals}");
        var order = await night.BuyAsync("BTC/USD");
        await night.UntilAsync(() => order.Status == OrderStatus.Filled, 60, "it fills");
        await night.UntilAsync(() => refusals < 3 ? night.IsProtected("BTC/USD") : night.Held("BTC/USD") == 0, 120, "it is protected or left");
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        night.AlarmsOf(AlertCode.Unprotected).Count.ShouldBe(refusals < 3 ? 0 : 1);
        await night.PassAsync(120);
        if (refusals < 3) await FillTests.SoldAsync(night, "BTC/USD");
        night.House.Orders.ShouldAllBe(static sent => !sent.IsOpen);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca, "cancel-stuck on BTC/USD sell for 60s")]
    [InlineData(House.Alpaca, "unseen on DELETE /v2/orders times 2")]
    [InlineData(House.Kraken, "cancel-stuck on BTC/USD sell for 60s")]
    [InlineData(House.Kraken, "unseen on POST /0/private/CancelOrder times 2")]
    [Fault("F25", "a position is left while its stop can not be cancelled, or outlives its cancel", "sells only once the stop is certain to be gone; no exit stays without a position, and none opens one the other way")]
    public async Task F25_no_stop_outlives_its_position(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync("BTC/USD");
        night.Script(fault);
        await night.LeaveAsync("BTC/USD");
        await night.UntilAsync(() => night.House.Held("BTC/USD") == 0 && night.Held("BTC/USD") == 0, 180, "it is left");
        await night.PassAsync(180);
        night.House.Held("BTC/USD").ShouldBe(0);
        night.AlarmsOf(AlertCode.Reversed).ShouldBeEmpty();
        night.House.Orders.ShouldAllBe(static sent => !sent.IsOpen);
        night.House.Orders.Where(static sent => sent.Side == Side.Sell).Sum(static sent => sent.Filled).ShouldBe(night.Notices.OfType<Notice.FillBooked>().Where(static fill => fill.Side == Side.Sell).Sum(static fill => fill.Quantity));
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Kraken)]
    [Fault("F30", "while Perun is away, a dead man's switch cancels everything that rests, protective stops too", "sees at its start, before anything else, that the stop is gone, and places it anew; sets no such switch itself")]
    public async Task F30_what_a_switch_took_away_is_placed_anew_first(House at)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        night.Close();
        night.Account(account => account.Desk.CancelAllAfter(TimeSpan.FromSeconds(30)));
        night.Sleep(60);
        night.IsStopped().ShouldBeFalse("the switch has struck");
        await night.OpenAsync();
        await night.UntilAsync(() => night.IsProtected(), 60, "it is protected again");
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(45));
        night.Requests("POST /0/private/CancelAllOrdersAfter").ShouldBe(0);
        await night.UntilAsync(() => night.TakesEntries, 180, "it takes entries again");
        await FillTests.SoldAsync(night);
    }
}

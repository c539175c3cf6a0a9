using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Rest;

/// The venue wants fewer requests, or none at all.
public sealed class LimitTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "POST /v2/orders")]
    [InlineData(House.Alpaca, "GET /v2")]
    [InlineData(House.Kraken, "POST /0/private/AddOrder")]
    [InlineData(House.Kraken, "POST /0/private/BalanceEx")]
    [Fault("F06", "429 with the moment from which on requests are taken again", "waits until then, lets an entry go, leaves positions all the same, and asks no more than told")]
    public async Task F06_too_many_requests_are_not_answered_with_more(House at, string what)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        night.Script($"429 on {what} for 20s");
        var before = night.Requests("");
        if (what.StartsWith("POST", StringComparison.Ordinal) && !what.Contains("Balance", StringComparison.Ordinal)) (await night.BuyAsync(night.House.Symbols[1])).Status.ShouldBe(OrderStatus.Rejected);
        else await night.PassAsync(70);
        await night.LeaveAsync();
        await night.UntilAsync(() => night.Held() == 0, 120, "the position is left all the same");
        await night.PassAsync(180);
        (night.Requests("") - before).ShouldBeLessThan(140, "no storm");
        night.House.Struck.Count.ShouldBe(1);
        night.BooksAgree();
        night.House.Orders.ShouldAllBe(static order => !order.IsOpen);
        night.TakesEntries.ShouldBeTrue(night.Story());
    }

    [Theory]
    [InlineData(House.Kraken, "pair-limit on AddOrder", true)]
    [InlineData(House.Kraken, "domain-limit on AddOrder", true)]
    [InlineData(House.Kraken, "throttled on AddOrder for 20s", true)]
    [InlineData(House.Kraken, "rate-limit on BalanceEx", false)]
    [Fault("F07", "Kraken's own words for too many: of the key, the pair, the account, or until a moment", "shuts its own counter for just that, and goes on elsewhere; exits keep a share of it")]
    public async Task F07_a_full_counter_stops_only_what_it_counts(House at, string fault, bool isOfOrders)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync("ETH/USD");
        night.Script(fault);
        if (isOfOrders) (await night.BuyAsync()).Status.ShouldBe(OrderStatus.Rejected);
        else await night.PassAsync(70);
        await night.LeaveAsync("ETH/USD");
        await night.UntilAsync(() => night.Held("ETH/USD") == 0, 90, "the other position is left");
        await night.PassAsync(120);
        await night.HoldAsync();
        night.House.Struck.Count.ShouldBe(1);
        night.BooksAgree();
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(45));
    }

    [Theory]
    [InlineData(House.Kraken, "lockout on BalanceEx", "locked the account out", true)]
    [InlineData(House.Kraken, "invalid-key on BalanceEx", "does not accept the key", false)]
    [Fault("F08", "the account is locked out for a quarter of an hour, or the key is not accepted any more", "asks nothing private until it is over, or for good; tells a person at once; what rests at the venue protects")]
    public async Task F08_a_lockout_is_told_and_borne_in_silence(House at, string fault, string words, bool ends)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        night.Script(fault);
        await night.UntilAsync(() => !night.TakesEntries, 120, "entries stop");
        night.Stops.ShouldHaveSingleItem().ShouldContain(words);
        var asked = night.Requests("POST /0/private");
        await night.PassAsync(600);
        night.Requests("POST /0/private").ShouldBe(asked);
        night.IsProtected().ShouldBeTrue();
        night.Refused().ShouldContain(words);
        if (!ends) return;
        await night.UntilAsync(() => night.TakesEntries, 600, "it is over");
        await night.LeaveAsync();
        await night.UntilAsync(() => night.Held() == 0, 60, "it trades again");
        await night.PassAsync(120);
        night.BooksAgree();
        night.Stops.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(House.Kraken, "nonce on AddOrder", "POST /0/private/AddOrder", OrderStatus.Rejected)]
    [InlineData(House.Kraken, "nonce on CancelOrder", "POST /0/private/CancelOrder", OrderStatus.Cancelled)]
    [Fault("F09", "another program used the key with a higher number, so a request's number is refused", "leaps ahead and signs anew, once, except what places orders: that was not placed, and is let go")]
    public async Task F09_a_used_number_is_replaced_once_and_orders_are_not_sent_again(House at, string fault, string what, OrderStatus ends)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m);
        if (ends == OrderStatus.Cancelled) night.Floor.Ask(new Engine.Events.OperatorRequest.CancelOrder(order.Id));
        await night.UntilAsync(() => order.IsOver, 60, "it is over");
        order.Status.ShouldBe(ends);
        night.Requests(what).ShouldBe(ends == OrderStatus.Cancelled ? 2 : 1);
        await night.HoldAsync("ETH/USD");
        await night.PassAsync(90);
        night.BooksAgree();
        night.TakesEntries.ShouldBeTrue();
    }
}

using Perun.Engine;
using Perun.Engine.Events;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Orders;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Venues;

/// The venue, the account or an instrument is not what it usually is.
public sealed class StateTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "maintenance for 400s", "")]
    [InlineData(House.Alpaca, "block on PKPERUN1 for 400s", "trading")]
    [InlineData(House.Alpaca, "suspend on PKPERUN1 for 400s", "")]
    [InlineData(House.Kraken, "maintenance for 400s", "maintenance")]
    [InlineData(House.Kraken, "cancel-only for 400s", "cancel-only")]
    [InlineData(House.Kraken, "post-only for 400s", "post-only")]
    [InlineData(House.Kraken, "limit-only for 400s", "limit-only")]
    [Fault("F44", "the venue is in maintenance, takes only cancels or only some orders, or the account may not trade", "enters nothing, says once why, leaves what rests in place; goes on by itself once the venue does and its books were read")]
    public async Task F44_a_venue_that_is_not_open_gets_no_entries(House at, string fault, string words)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        night.Script(fault);
        await night.UntilAsync(() => !night.TakesEntries, 150, "entries stop");
        night.Stops.ShouldHaveSingleItem().ShouldContain(words);
        night.Refused();
        await night.PassAsync(200);
        night.IsProtected().ShouldBeTrue();
        await night.UntilAsync(() => night.TakesEntries, 400, "it goes on by itself");
        night.Stops.Count.ShouldBe(1);
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "halt on AAPL for 400s")]
    [InlineData(House.Kraken, "halt on BTC/USD for 400s")]
    [Fault("F45", "trading in an instrument is halted while Perun holds it", "tells it, sends nothing in it, not even the exit that a person asks for; does that when trading goes on; trades the others meanwhile")]
    public async Task F45_nothing_is_sent_into_a_halt(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        night.Script(fault);
        await night.UntilAsync(() => night.AlarmsOf(AlertCode.Halted).Count == 1, 90, "the halt is told");
        var sent = night.House.Orders.Count;
        night.Refused().ShouldContain("halted");
        await night.LeaveAsync();
        await night.PassAsync(120);
        night.House.Orders.Count.ShouldBe(sent);
        await night.HoldAsync(night.House.Symbols[1]);
        await night.UntilAsync(() => night.Held() == 0, 400, "it is left once trading goes on");
        await FillTests.SoldAsync(night, night.House.Symbols[1]);
        night.AlarmsOf(AlertCode.Halted).Count.ShouldBe(2);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(House.Alpaca)]
    [Fault("F46", "a coin's fee is taken from the coins that were bought", "holds what is left of them, stops and sells exactly that, rounded down: nothing is refused for want of a fee")]
    public async Task F46_what_a_fee_took_is_not_sold(House at)
    {
        await using var night = await Night.AtAsync(at);
        var order = await night.HoldAsync("BTC/USD");
        night.Held("BTC/USD").ShouldBeLessThan(order.Quantity);
        night.House.Held("BTC/USD").ShouldBe(night.Held("BTC/USD"));
        await FillTests.SoldAsync(night, "BTC/USD");
        night.House.Held("BTC/USD").ShouldBe(0);
        night.Notices.OfType<Notice.OrderMoved>().ShouldAllBe(static moved => moved.Status != OrderStatus.Rejected);
    }

    [Theory]
    [InlineData(House.Alpaca, 8)]
    [InlineData(House.Kraken, 2)]
    [Fault("F47", "an order would be below the venue's minimum, and selling a part would leave less than can be sold", "refuses the order before it is sent, and sells all instead of such a part")]
    public async Task F47_too_little_is_neither_bought_nor_left_over(House at, decimal worth)
    {
        await using var night = await Night.AtAsync(at);
        var id = night.IdOf("BTC/USD");
        var instrument = night.State.Universe[id];
        var before = night.House.Orders.Count;
        night.Floor.Ask(new OperatorRequest.Enter(id, Core.Orders.Side.Buy, instrument.RoundQuantityDown(worth / night.House.Last("BTC/USD")), null, null, null));
        night.Notices.OfType<Notice.Judged>().Last().Order.IsNone.ShouldBeTrue();
        await night.HoldAsync("BTC/USD");
        night.House.Orders.Count.ShouldBe(before + 2, "only the entry and its stop were sent");
        night.Floor.Ask(new OperatorRequest.Close(id, night.Held("BTC/USD") - instrument.MinQuantity / 2 is var part ? instrument.RoundQuantityDown(part) : 0));
        await night.UntilAsync(() => night.Held("BTC/USD") == 0, 60, "all of it is sold");
        await night.PassAsync(60);
        night.House.Held("BTC/USD").ShouldBe(0);
        night.Notices.OfType<Notice.OrderMoved>().ShouldAllBe(static moved => moved.Status != OrderStatus.Rejected);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca, "inactive on AAPL for 1800s")]
    [InlineData(House.Kraken, "delist on BTC/USD for 1800s")]
    [Fault("F48", "an instrument that Perun holds can not be traded any more", "puts it aside and says so, keeps its value and its stop, and trades the others; takes it up again when it is back")]
    public async Task F48_what_can_not_be_traded_is_put_aside(House at, string fault)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        var held = night.Held();
        night.Script(fault);
        // At Alpaca nothing tells it but a refusal, or the daily list.
        if (at == House.Alpaca) (await night.BuyAsync(worth: 1_000)).Status.ShouldBe(OrderStatus.Rejected);
        await night.UntilAsync(() => night.AlarmsOf(AlertCode.Halted).Count == 1, 700, "it is told");
        night.Refused().ShouldContain("halted");
        night.TakesEntries.ShouldBeTrue(night.Story());
        (night.Held(), night.State.Ledger.Equity > 99_000).ShouldBe((held, true));
        await night.HoldAsync(night.House.Symbols[1]);
        await night.UntilAsync(() => night.AlarmsOf(AlertCode.Halted).Count == 2, 2_700, "it is back");
        await FillTests.SoldAsync(night, night.House.Symbols[1], night.Symbol);
    }

    [Theory]
    [InlineData(House.Alpaca, "split on AAPL", 10)]
    [InlineData(House.Alpaca, "reverse-split on AAPL", 0.01)]
    [Fault("F49", "shares are split overnight, ten for one or one for a hundred, while stops of the old kind rest", "takes quantity, cost, stop and target over into new shares, cancels the old orders and places its stop anew; the account is worth what it was")]
    public async Task F49_a_split_changes_nothing_but_the_numbers(House at, string fault, double ratio)
    {
        await using var night = await Night.AtAsync(at, new NightPlan { Start = NightPlan.Monday.AddHours(6) });
        await night.HoldAsync(worth: 9_000, targetShare: 1.3m);
        var (held, equity) = (night.Held(), night.State.Ledger.Equity);
        night.Script(fault);
        await night.PassAsync(NightPlan.Monday.AddDays(1).AddMinutes(-3).Subtract(night.Clock.Now).TotalSeconds, step: 20);
        await night.PassAsync(900);
        night.AlarmsOf(AlertCode.Split).Count.ShouldBe(1, night.Story());
        night.House.Held(night.Symbol).ShouldBe(Math.Floor(held * (decimal)ratio));
        night.Held().ShouldBe(night.House.Held(night.Symbol));
        if (night.Held() > 0) night.IsProtected().ShouldBeTrue(night.Story());
        night.State.Ledger.Equity.ShouldBe(equity, equity * 0.05m);
        night.AlarmsOf(AlertCode.Reversed).ShouldBeEmpty();
        if (night.Held() > 0) await FillTests.SoldAsync(night);
        else night.BooksAgree();
    }
}

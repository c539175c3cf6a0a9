using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.Faults.Tests.Orders;

/// What others do with the account, and what another life of Perun did.
public sealed class OthersTests : FaultTests
{
    [Theory]
    [InlineData(House.Kraken)]
    [Fault("F29", "a closing order that somebody attached to an order of theirs comes to life, and fills later", "attaches none itself; tells of the strange order, trades nothing of it, and its own position stays as it was")]
    public async Task F29_a_closing_order_of_others_is_left_alone(House at)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        var held = night.Held();
        night.House.Orders.Count.ShouldBe(2);
        night.AtKraken((venue, account, door) =>
        {
            var pair = venue.Listing.Pairs.Single(static pair => pair.Symbol == "BTC/USD");
            var close = new CloseDraft(OrderKind.TakeProfit, new PriceTerm(PriceBasis.Absolute, pair.Instrument.RoundPrice(venue.LastOf(pair) * 1.002m, Core.Instruments.RoundTo.Nearest), IsPercent: false), null);
            account.Desk.Place(door.Check(new OrderDraft { Pair = pair, Side = Side.Buy, Kind = OrderKind.Market, Volume = 0.01m, Close = close }));
        });
        await night.UntilAsync(() => night.AlarmsOf(AlertCode.ForeignHolding).Count == 1, 300, "the strange holding is told");
        night.AlarmsOf(AlertCode.Venue).ShouldContain(static alarm => alarm.Text.Contains("that Perun did not send", StringComparison.Ordinal));
        night.Refused().ShouldContain("did not buy");
        await night.UntilAsync(() => night.House.Held("BTC/USD") == held, 14_400, "their closing order fills");
        await night.PassAsync(300);
        (night.Held(), night.IsProtected()).ShouldBe((held, true));
        night.AlarmsOf(AlertCode.Reversed).ShouldBeEmpty();
        await FillTests.SoldAsync(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "external on SPY", true)]
    [InlineData(House.Alpaca, "withdraw on PKPERUN1", false)]
    [InlineData(House.Kraken, "external on BTC/USD", true)]
    [InlineData(House.Kraken, "withdraw on one", false)]
    [Fault("F31", "somebody buys by hand in the same account, or takes money out", "tells it once, counts it, buys no more of that symbol until a person decides, and sells nothing of it; its own position stays protected")]
    public async Task F31_what_others_do_is_told_and_left_alone(House at, string fault, bool isTrade)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        var (held, power) = (night.Held(), night.State.Account.BuyingPower);
        night.Script(fault);
        await night.PassAsync(300);
        (night.Held(), night.IsProtected()).ShouldBe((held, true));
        night.State.Account.BuyingPower.ShouldBeLessThan(power);
        night.TakesEntries.ShouldBeTrue(night.Story());
        if (isTrade)
        {
            var symbol = fault.Split(' ')[^1];
            night.AlarmsOf(AlertCode.ForeignHolding).ShouldHaveSingleItem().Text.ShouldContain(symbol);
            night.Refused(symbol).ShouldContain("did not buy");
            night.State.Outside[night.IdOf(symbol)].Quantity.ShouldBeGreaterThan(0);
        }
        else
        {
            night.Alarms.Count(static alarm => alarm.Code == AlertCode.CashMoved).ShouldBe(1);
        }
        await night.HoldAsync(night.House.Symbols[2]);
        await FillTests.SoldAsync(night, night.House.Symbols[2], night.Symbol);
        night.House.Symbols.Sum(night.House.Held).ShouldBe(night.House.Symbols.Sum(symbol => night.State.Outside[night.IdOf(symbol)].Quantity), "theirs is still there");
    }

    [Theory]
    [InlineData(House.Alpaca)]
    [InlineData(House.Kraken)]
    [Fault("F32", "a name of an order could be used again: the venue forgets it when the order ends, or the journal is an older copy", "makes names from a mark of the journal and the place in it; a journal older than the venue's orders takes another mark")]
    public async Task F32_no_name_is_used_twice(House at)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        await FillTests.SoldAsync(night);
        night.Close(checkpoint: true);
        var copy = night.CopyJournal();
        await night.OpenAsync();
        await night.UntilAsync(() => night.TakesEntries, 180, "it takes entries again");
        await night.BuyAsync(night.House.Symbols[1], limitShare: 0.9m, stopShare: 0.8m, targetShare: 1.5m);
        await night.PassAsync(30);
        night.Close();
        night.RestoreJournal(copy);
        await night.OpenAsync();
        await night.UntilAsync(() => night.TakesEntries, 180, "it takes entries again");
        night.AlarmsOf(AlertCode.Venue).ShouldContain(static alarm => alarm.Text.Contains("its journal does not know", StringComparison.Ordinal) || alarm.Text.Contains("did not send", StringComparison.Ordinal));
        await night.HoldAsync(night.House.Symbols[2]);
        await night.LeaveAsync(night.House.Symbols[2]);
        await night.UntilAsync(() => night.Held(night.House.Symbols[2]) == 0, 60, "it is sold");
        await night.PassAsync(60);
        night.BooksAgree();
        night.House.Orders.Count(static order => order.IsOpen && order.Side == Side.Buy).ShouldBe(1, "the order of the lost journal is left alone");
    }
}

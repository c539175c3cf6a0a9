using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Ledger;

/// What changes the books without an order of ours.
public class CorrectionsTests
{
    private static readonly InstrumentId Share = Listing.Share;

    private readonly EngineBench _bench = new();

    [Fact]
    public void A_deposit_is_no_gain_and_a_dividend_is()
    {
        _bench.Do(new CashMoved(50_000, IsGain: false, "wired in"));
        (_bench.State.Ledger.Cash, _bench.State.Ledger.Equity).ShouldBe((150_000m, 150_000m));
        _bench.State.Account.LossToday.ShouldBe(0);
        _bench.State.Record.Peak.ShouldBe(150_000);
        _bench.Do(new CashMoved(100, IsGain: true, "dividend"));
        _bench.State.Account.LossToday.ShouldBe(-100);
        Sound();
    }

    [Fact]
    public void Money_that_is_taken_out_throws_no_brake()
    {
        _bench.Do(new CashMoved(-60_000, IsGain: false, "wired out"));
        (_bench.IsBraked(Brake.DailyLoss), _bench.IsBraked(Brake.Drawdown)).ShouldBe((false, false));
        _bench.Do(new CashMoved(-2_000, IsGain: true, "a fee"));
        _bench.IsBraked(Brake.DailyLoss).ShouldBeTrue("5 % of what is left");
        Sound();
    }

    [Fact]
    public void What_others_hold_is_told_once_counted_and_left_alone()
    {
        _bench.Do(new OutsideSeen(Share, 300, 100)).Do(new OutsideSeen(Share, 300, 100));
        _bench.Answers.Alerts(AlertCode.ForeignHolding).ShouldHaveSingleItem();
        _bench.Buy().Reason.ShouldBe(Reason.HeldOutside);
        _bench.State.Account.Outside.Value.ShouldBe(30_000);
        _bench.Do(new AccountSeen(100_000, [new Holding(Share, 300)])).IsBraked(Brake.Breach).ShouldBeFalse();
        _bench.Held().ShouldBe(0);
        _bench.Do(new OutsideSeen(Share, 0, 0)).Price(100).Buy().Verdict.ShouldNotBe(VerdictKind.Refused);
    }

    [Fact]
    public void What_others_hold_leaves_less_room()
    {
        var bench = new EngineBench(new EngineSettings { MaxExposurePercent = 30, MaxPositionSize = Core.Money.AmountOrPercent.Percent(50), RiskPerTradePercent = 100 });
        bench.Do(new OutsideSeen(Listing.Coin, 200, 100));
        bench.Buy(stop: 50).Quantity.ShouldBe(100);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(null)]
    public void What_is_adopted_is_protected_and_traded_like_any_other(int? stop)
    {
        _bench.Do(new OutsideSeen(Share, 300, 80)).Ask(new OperatorRequest.Adopt(Share, stop));
        _bench.Held().ShouldBe(300);
        (_bench.State.Ledger.Cash, _bench.State.Ledger.Equity, _bench.State.Account.LossToday).ShouldBe((100_000m, 130_000m, 0m));
        var order = _bench.Answers.Stops.ShouldHaveSingleItem();
        (order.Quantity, order.StopPrice).ShouldBe((300m, stop ?? 95m));
        _bench.Accept(order.Id).FillAll(order.Id, 95);
        var trade = _bench.Answers.Of<Notice.TradeClosed>().Single().Trade;
        (trade.Quantity, trade.Profit, trade.Reason).ShouldBe((300m, 4_500m, ExitReason.Stop));
        Sound();
    }

    [Fact]
    public void Nothing_is_adopted_that_is_not_there_or_could_not_be_protected()
    {
        _bench.Ask(new OperatorRequest.Adopt(Share)).Answers.Alerts(AlertCode.OperatorRefused).ShouldHaveSingleItem();
        _bench.Do(new OutsideSeen(Share, 300, 80)).Ask(new OperatorRequest.Adopt(Share, 101));
        _bench.Answers.Alerts(AlertCode.OperatorRefused).Count.ShouldBe(2);
        _bench.Held().ShouldBe(0);
    }

    [Fact]
    public void What_went_without_an_order_is_taken_off_the_books_and_its_stop_follows()
    {
        _bench.Hold();
        var stop = _bench.State.Desk.OpenIn(Share).Single(order => order.Purpose == OrderPurpose.ProtectiveStop);
        _bench.Answers.Clear();
        _bench.Do(new HoldingCorrected(Share, -40, 101, IsRounding: false, "sold by hand")).WaitSeconds(40);
        _bench.Held().ShouldBe(60);
        _bench.Answers.Changed.ShouldHaveSingleItem().Quantity.ShouldBe(60);
        _bench.Answers.Alerts(AlertCode.HoldingGone).ShouldHaveSingleItem();
        _bench.Do(new HoldingCorrected(Share, -1_000, 101, IsRounding: false, "sold by hand"));
        _bench.Held().ShouldBe(0);
        var trade = _bench.Answers.Of<Notice.TradeClosed>().Single().Trade;
        (trade.Quantity, trade.Reason, trade.Profit).ShouldBe((100m, ExitReason.External, 100m));
        _bench.WaitSeconds(60).Answers.Cancelled.ShouldContain(stop.Id);
        _bench.Wait(TimeSpan.FromMinutes(6)).Price(100).Buy().Reason.ShouldBe(Reason.SymbolLocked);
        _bench.Ask(new OperatorRequest.Resume("seen")).Wait(TimeSpan.FromMinutes(10)).Price(100).Buy().Reason.ShouldNotBe(Reason.SymbolLocked);
        Sound();
    }

    [Fact]
    public void What_more_than_rounding_there_is_was_not_ours_to_book()
    {
        _bench.Hold();
        _bench.Do(new HoldingCorrected(Share, 5, 100, IsRounding: false, "?")).Held().ShouldBe(100);
        _bench.Do(new HoldingCorrected(Share, 0.001m, 100, IsRounding: true, "a fee's rounding")).Held().ShouldBe(100.001m);
        _bench.Do(new HoldingCorrected(Listing.Coin, -1, 100, IsRounding: false, "?")).Held(Listing.Coin).ShouldBe(0);
        Sound();
    }

    [Fact]
    public void A_person_can_accept_the_cash_that_the_venue_has()
    {
        _bench.Ask(new OperatorRequest.AcceptCash("why not")).Answers.Alerts(AlertCode.OperatorRefused).ShouldHaveSingleItem();
        _bench.Do(new AccountSeen(90_000, [])).IsBraked(Brake.Breach).ShouldBeTrue();
        _bench.Ask(new OperatorRequest.AcceptCash("card fee")).State.Ledger.Cash.ShouldBe(90_000);
        _bench.Ask(new OperatorRequest.Resume("seen")).Do(new AccountSeen(90_000, [])).IsBraked(Brake.Breach).ShouldBeFalse();
        Sound();
    }

    [Fact]
    public void Cash_is_accepted_by_what_it_differs_whatever_was_traded_since_it_was_seen()
    {
        _bench.Do(new AccountSeen(90_000, []));
        _bench.Do(new OutsideSeen(Share, 300, 80)).Ask(new OperatorRequest.Adopt(Share)).Ask(new OperatorRequest.Flatten("enough")).WaitSeconds(40);
        foreach (var order in _bench.State.Desk.OpenIn(Share).ToList()) _bench.Accept(order.Id).FillAll(order.Id, 95);
        var cash = _bench.State.Ledger.Cash;
        cash.ShouldBeGreaterThan(100_000);
        _bench.Ask(new OperatorRequest.AcceptCash("bought by hand")).State.Ledger.Cash.ShouldBe(cash - 10_000);
        Sound();
    }

    [Fact]
    public void Cash_that_moved_since_may_be_what_was_amiss_and_is_not_accepted_twice()
    {
        _bench.Do(new AccountSeen(90_000, [])).Do(new CashMoved(-10_000, IsGain: false, "a withdrawal"));
        _bench.Ask(new OperatorRequest.AcceptCash("card fee")).Answers.Alerts(AlertCode.OperatorRefused).ShouldHaveSingleItem();
        _bench.State.Ledger.Cash.ShouldBe(90_000);
    }

    [Theory]
    [InlineData("10", "1000", "9.5", 10)]
    [InlineData("0.1", "10", "950", 1000)]
    public void A_split_changes_units_and_prices_and_nothing_else(string ratio, string quantity, string stop, double price)
    {
        _bench.Hold();
        var old = _bench.State.Desk.OpenIn(Share).Single();
        _bench.Answers.Clear();
        var equity = _bench.State.Ledger.Equity;
        _bench.Do(new SplitSeen(Share, decimal.Parse(ratio), "announced"));
        (_bench.Held(), _bench.State.Ledger.Equity, _bench.Guard().Stop).ShouldBe((decimal.Parse(quantity), equity, decimal.Parse(stop)));
        _bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(old.Id);
        _bench.Tell(old.Id, ReportKind.Cancelled).WaitSeconds(60);
        var placed = _bench.Answers.Stops.ShouldHaveSingleItem();
        (placed.Quantity, placed.StopPrice).ShouldBe((decimal.Parse(quantity), decimal.Parse(stop)));
        _bench.Price(price).Answers.Alerts(AlertCode.BadMarketData).ShouldBeEmpty("the new price is no bad print");
        _bench.State.Ledger.Equity.ShouldBe(equity);
        Sound();
    }

    [Fact]
    public void A_venue_that_is_not_ready_takes_no_entries_and_only_it_can_say_otherwise()
    {
        _bench.Do(new VenueStood(IsReady: false, "books not read yet")).Buy().Reason.ShouldBe(Reason.VenueNotReady);
        _bench.Ask(new OperatorRequest.Resume("please")).IsBraked(Brake.Venue).ShouldBeTrue();
        _bench.Do(new VenueStood(IsReady: true, "books agree")).Price(100).Buy().Verdict.ShouldNotBe(VerdictKind.Refused);
    }

    [Fact]
    public void A_venue_that_fails_has_entries_taken_back_and_protection_left()
    {
        _bench.Hold();
        _bench.Answers.Clear();
        var entry = _bench.Enter(limit: 99, stop: 90, quantity: 1, instrument: Listing.Stock).Order;
        _bench.Accept(entry).Do(new VenueStood(IsReady: false, "silent"));
        _bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(entry);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_the_books_balance()
    {
        var dice = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.EngineHeld, MaxDailyLoss = default, MaxDrawdownPercent = 0 });
            for (var step = 0; step < 12; step++)
            {
                var quantity = dice.Next(-500, 500);
                var price = dice.Next(1, 20_000) / 100m;
                switch (dice.Next(7))
                {
                    case 0: bench.Do(new CashMoved(quantity, dice.Next(2) == 0, "moved")); break;
                    case 1: bench.Do(new OutsideSeen(Share, quantity, price)); break;
                    case 2: bench.Ask(new OperatorRequest.Adopt(Share)); break;
                    case 3: bench.Do(new HoldingCorrected(Share, quantity, price, dice.Next(2) == 0, "gone")); break;
                    case 4: bench.Do(new SplitSeen(Share, dice.Next(1, 40) / (decimal)dice.Next(1, 40), "split")); break;
                    case 5: bench.Price((double)(bench.State.Market(Share).Money * 1.01m)); break;
                    default: if (bench.Enter(quantity: 7, stop: bench.State.Market(Share).Money * 0.5m) is { Order: { IsNone: false } order }) bench.FillAll(order, bench.State.Market(Share).Money); break;
                }
                bench.State.Audit.CheckAll(bench.State.Ledger).ShouldBeNull($"round {round}, step {step}");
            }
            bench.Answers.Alerts(AlertCode.LedgerBroken).ShouldBeEmpty();
            bench.Restart().State.Outside[Share].ShouldBe(bench.State.Outside[Share]);
        }
    }

    private void Sound()
    {
        _bench.State.Audit.CheckAll(_bench.State.Ledger).ShouldBeNull();
        _bench.Answers.Alerts(AlertCode.LedgerBroken).ShouldBeEmpty();
    }
}

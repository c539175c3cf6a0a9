using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Ledger;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Risk;

public class PaceTests
{
    private static readonly EngineSettings Quick = new() { Cooldown = TimeSpan.Zero, LossStreakLimit = 0, StopOutLimit = 0, SymbolLossLimit = 0, MaxDrawdownPercent = 0, MaxDailyLoss = default };

    /// Buys 100 at 100 and is stopped out at the given price.
    private static void StopOut(EngineBench bench, decimal at = 99)
    {
        bench.WaitSeconds(1).Bar(100).Hold(stop: 98);
        bench.FillAll(bench.Stop().Id, at);
        bench.Held().ShouldBe(0);
    }

    private static void ShouldRefuse(Notice.Judged judged, Reason reason, params string[] numbers)
    {
        judged.Reason.ShouldBe(reason, judged.Text);
        judged.Order.IsNone.ShouldBeTrue();
        foreach (var number in numbers) judged.Text.ShouldContain(number);
    }

    [Fact]
    public void A_symbol_cools_down_between_trades_but_a_person_need_not_wait()
    {
        var bench = new EngineBench(Quick with { Cooldown = TimeSpan.FromMinutes(5) });
        StopOut(bench);
        ShouldRefuse(bench.WaitSeconds(299).Bar(100).Buy(), Reason.Cooldown, "17:05:01Z");
        bench.Enter(1, stop: 95).Order.IsNone.ShouldBeFalse();
        bench.Buy(instrument: Listing.Coin).Order.IsNone.ShouldBeFalse();
    }

    [Fact]
    public void After_the_cooldown_a_symbol_is_traded_again()
    {
        var bench = new EngineBench(Quick with { Cooldown = TimeSpan.FromMinutes(5) });
        StopOut(bench);
        bench.WaitSeconds(300).Bar(100).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void Losses_in_a_row_cool_everything_off_for_a_while()
    {
        var bench = new EngineBench(Quick with { LossStreakLimit = 2, CoolOff = TimeSpan.FromMinutes(30) });
        StopOut(bench);
        StopOut(bench);
        ShouldRefuse(bench.WaitSeconds(1).Buy(instrument: Listing.Coin), Reason.LossStreak, "2 losses in a row", "17:30:02Z");
        bench.Wait(TimeSpan.FromMinutes(30)).Bar(100, Listing.Coin).Buy(instrument: Listing.Coin).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_win_ends_a_streak_of_losses()
    {
        var bench = new EngineBench(Quick with { LossStreakLimit = 2 });
        StopOut(bench);
        StopOut(bench, at: 101);
        StopOut(bench);
        bench.IsBraked(Brake.LossStreak).ShouldBeFalse();
    }

    [Fact]
    public void Stop_outs_within_the_window_pause_entries_and_older_ones_do_not_count()
    {
        var settings = Quick with { StopOutLimit = 2, StopOutWindow = TimeSpan.FromMinutes(10), StopOutPause = TimeSpan.FromMinutes(20) };
        var bench = new EngineBench(settings);
        StopOut(bench);
        bench.Wait(TimeSpan.FromMinutes(11));
        StopOut(bench);
        bench.IsBraked(Brake.StopOuts).ShouldBeFalse();
        StopOut(bench);
        ShouldRefuse(bench.WaitSeconds(1).Buy(), Reason.StopOuts, "2 stop-outs within 10 minutes");
        bench.Wait(TimeSpan.FromMinutes(20)).Bar(100).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_fall_from_the_peak_pauses_entries_and_is_then_counted_from_where_the_account_stands()
    {
        var bench = new EngineBench(Quick with { MaxDrawdownPercent = 1, DrawdownPause = TimeSpan.FromHours(1) });
        StopOut(bench, at: 90);
        ShouldRefuse(bench.WaitSeconds(1).Buy(), Reason.Drawdown, "1.00%", "100,000.00");
        bench.Wait(TimeSpan.FromHours(1)).Bar(100).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_symbol_that_keeps_losing_is_locked_while_others_trade_on()
    {
        var bench = new EngineBench(Quick with { SymbolLossLimit = 2, SymbolLock = TimeSpan.FromHours(12) });
        StopOut(bench);
        StopOut(bench);
        ShouldRefuse(bench.WaitSeconds(1).Buy(), Reason.SymbolLocked, "2 times", "2026-03-05 05:00:02Z");
        bench.Buy(instrument: Listing.Coin).Order.IsNone.ShouldBeFalse();
    }

    [Fact]
    public void A_person_who_resumes_unlocks_symbols_too()
    {
        var bench = new EngineBench(Quick with { SymbolLossLimit = 1 });
        StopOut(bench);
        bench.Ask(new OperatorRequest.Resume("go on")).WaitSeconds(1).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void So_many_trades_a_day_and_no_more_until_the_next()
    {
        var bench = new EngineBench(Quick with { MaxTradesPerDay = 1 });
        StopOut(bench);
        ShouldRefuse(bench.WaitSeconds(1).Buy(), Reason.TradesPerDay, "1 entries today", "1 are allowed");
        bench.Wait(TimeSpan.FromHours(12)).Bar(100).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_day_that_begins_while_an_instrument_is_listed_anew_begins_all_the_same()
    {
        var bench = new EngineBench(Quick with { MaxTradesPerDay = 1 });
        StopOut(bench);
        bench.Now += TimeSpan.FromHours(20);
        bench.Do(new InstrumentListed(Listing.ShareTerms)).Bar(100).Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void The_daily_loss_stops_entries_and_cancels_those_that_work_until_the_next_trading_day()
    {
        var bench = new EngineBench(Quick with { MaxDailyLoss = AmountOrPercent.Amount(500) });
        bench.Hold();
        var working = bench.Enter(10, limit: 99, stop: 95, instrument: Listing.Stock).Order;
        bench.Accept(working).Price(95);
        bench.IsBraked(Brake.DailyLoss).ShouldBeTrue();
        bench.Answers.Cancelled.ShouldContain(working);
        bench.Tell(working, ReportKind.Cancelled);
        ShouldRefuse(bench.Buy(90, instrument: Listing.Coin), Reason.DailyLoss, "500.00");
        bench.Price(99).Price(99, Listing.Coin);
        bench.State.Account.LossToday.ShouldBeLessThan(500);
        ShouldRefuse(bench.Buy(90, instrument: Listing.Coin), Reason.DailyLoss, "down 500.00 today", "500.00", "2026-03-05 05:00:00Z");
        bench.Wait(TimeSpan.FromHours(12)).Bar(100, Listing.Coin);
        bench.Buy(90, instrument: Listing.Coin).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void The_next_trading_day_begins_before_its_first_event_counts()
    {
        var bench = new EngineBench(Quick with { MaxDailyLoss = AmountOrPercent.Amount(500) });
        bench.Hold();
        bench.Price(96);
        bench.Now += TimeSpan.FromHours(20);
        bench.Bar(94.5);
        bench.IsBraked(Brake.DailyLoss).ShouldBeFalse("550 were lost since yesterday's start, but 150 today");
        bench.Price(90.9).IsBraked(Brake.DailyLoss).ShouldBeTrue();
    }

    [Fact]
    public void A_new_position_is_not_valued_at_the_price_of_the_last_one()
    {
        var bench = new EngineBench(Quick with { MaxDailyLoss = AmountOrPercent.Amount(500) });
        StopOut(bench);
        for (var price = 110; price <= 200; price += 10) bench.Price(price);
        bench.Hold(200, 190);
        bench.State.Ledger.Equity.ShouldBe(100_000 - 100);
        bench.IsBraked(Brake.DailyLoss).ShouldBeFalse();
    }

    [Fact]
    public void When_the_days_target_is_reached_the_profit_is_kept()
    {
        var bench = new EngineBench(Quick with { DailyProfitTarget = AmountOrPercent.Percent(0.1m) });
        StopOut(bench, at: 101);
        ShouldRefuse(bench.WaitSeconds(1).Buy(), Reason.DailyProfitReached, "up 100.00 today", "100.00");
    }

    [Fact]
    public void A_trade_says_why_it_ended_and_what_it_made()
    {
        var bench = new EngineBench(Quick);
        StopOut(bench, at: 97.5m);
        var trade = bench.Answers.Of<Notice.TradeClosed>().ShouldHaveSingleItem().Trade;
        (trade.Reason, trade.Quantity, trade.AverageEntry, trade.AverageExit, trade.Profit).ShouldBe((ExitReason.Stop, 100m, 100m, 97.5m, -250m));
    }
}

using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Engine.Events;
using Perun.Engine.Risk;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Risk;

public class RuleTests
{
    private static void ShouldRefuse(Notice.Judged judged, Reason reason, params string[] numbers)
    {
        judged.Verdict.ShouldBe(VerdictKind.Refused, judged.Text);
        judged.Reason.ShouldBe(reason, judged.Text);
        judged.Order.IsNone.ShouldBeTrue();
        foreach (var number in numbers) judged.Text.ShouldContain(number);
    }

    [Fact]
    public void What_breaks_no_rule_is_sent()
    {
        var bench = new EngineBench();
        bench.Buy().Verdict.ShouldBe(VerdictKind.Resized);
        bench.Answers.Submitted.ShouldHaveSingleItem().Quantity.ShouldBe(100); // 10 % of 100,000 at 100
    }

    [Fact]
    public void The_kill_switch_refuses_and_names_who_threw_it()
    {
        var bench = new EngineBench().Ask(new OperatorRequest.Kill("lunch") { By = "ann" });
        ShouldRefuse(bench.Buy(), Reason.KillSwitch, "ann: lunch", "until a person lifts it");
    }

    [Fact]
    public void Books_that_differ_from_the_venues_refuse_with_both_numbers()
    {
        var bench = new EngineBench().Do(new AccountSeen(99_990m, []));
        ShouldRefuse(bench.Buy(), Reason.LedgerBroken, "99,990.00", "100,000.00");
    }

    [Fact]
    public void While_everything_is_being_closed_nothing_is_opened()
    {
        var bench = new EngineBench();
        bench.Hold();
        bench.Ask(new OperatorRequest.Flatten("storm"));
        bench.State.Brakes.Lift(Brake.Kill);
        ShouldRefuse(bench.Buy(instrument: Listing.Coin), Reason.Flattening, "storm");
    }

    [Theory]
    [InlineData(101)]
    [InlineData(100)]
    public void A_stop_that_does_not_protect_refuses(int stop) =>
        ShouldRefuse(new EngineBench().Buy(stop), Reason.StopOnWrongSide, stop.ToString(), "100");

    [Fact]
    public void A_stop_between_the_limit_and_a_price_that_fell_below_it_does_not_protect() =>
        ShouldRefuse(new EngineBench().Enter(limit: 110, stop: 105), Reason.StopOnWrongSide, "105", "100");

    [Fact]
    public void A_target_below_the_price_is_no_gain() => ShouldRefuse(new EngineBench().Buy(95, 99), Reason.TargetOnWrongSide, "99", "100");

    [Fact]
    public void A_stop_above_the_price_protects_a_short() =>
        new EngineBench(new EngineSettings { AllowShort = true }).Sell(stop: 105).Order.IsNone.ShouldBeFalse();

    [Fact]
    public void The_same_on_the_same_data_is_a_duplicate()
    {
        var bench = new EngineBench();
        var signal = EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now, 101);
        bench.Hear(signal);
        ShouldRefuse(bench.Hear(signal with { Stop = 95 }), Reason.DuplicateSignal);
    }

    [Fact]
    public void A_signal_from_the_future_refuses_and_does_not_make_later_ones_old()
    {
        var bench = new EngineBench();
        ShouldRefuse(bench.Hear(EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now.AddSeconds(6), 95)), Reason.SignalFromFuture, "17:00:06");
        bench.Buy().Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_signal_on_old_data_refuses_with_its_age()
    {
        var bench = new EngineBench().Bar(100);
        ShouldRefuse(bench.Hear(EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now.AddSeconds(-301), 95)), Reason.SignalTooOld, "301", "300");
    }

    [Theory]
    [InlineData(0.49)]
    [InlineData(double.NaN)]
    [InlineData(1.01)]
    [InlineData(-1)]
    public void Too_little_confidence_refuses(double confidence)
    {
        var bench = new EngineBench();
        var signal = EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now, 95) with { Confidence = confidence };
        ShouldRefuse(bench.Hear(signal), Reason.LowConfidence, confidence.ToString());
    }

    [Fact]
    public void An_action_that_is_none_is_not_taken_for_a_sale()
    {
        var bench = new EngineBench();
        bench.Hold();
        ShouldRefuse(bench.Hear(EngineBench.Signal((SignalAction)7, Listing.Share, bench.Now)), Reason.UnknownAction, "7");
        bench.Guard().ExitWanted.ShouldBeFalse();
    }

    [Fact]
    public void An_instrument_that_is_not_listed_refuses() =>
        ShouldRefuse(new EngineBench().Buy(instrument: new InstrumentId(99)), Reason.UnknownInstrument);

    [Fact]
    public void A_closed_market_refuses_and_says_when_it_opens()
    {
        var bench = new EngineBench(at: new DateTime(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc));
        ShouldRefuse(bench.Buy(instrument: Listing.Stock), Reason.MarketClosed, "2026-03-04 14:30:00Z");
    }

    [Fact]
    public void The_last_minutes_of_a_session_refuse_where_nothing_stays_overnight()
    {
        var settings = new EngineSettings { LiquidateOnClose = true };
        ShouldRefuse(new EngineBench(settings, at: new DateTime(2026, 3, 4, 20, 55, 0, DateTimeKind.Utc)).Buy(instrument: Listing.Stock), Reason.SessionEnding, "21:00:00Z");
        new EngineBench(settings, at: new DateTime(2026, 3, 4, 20, 54, 59, DateTimeKind.Utc)).Buy(instrument: Listing.Stock).Order.IsNone.ShouldBeFalse();
    }

    [Fact]
    public void A_market_around_the_clock_has_no_last_minutes() =>
        new EngineBench(new EngineSettings { LiquidateOnClose = true }, at: new DateTime(2026, 3, 4, 23, 58, 0, DateTimeKind.Utc)).Buy().Order.IsNone.ShouldBeFalse();

    [Fact]
    public void A_halted_instrument_refuses_with_the_venues_reason()
    {
        var bench = new EngineBench().Do(new TradingHalted(Listing.Share, IsHalted: true, "LULD"));
        ShouldRefuse(bench.Buy(), Reason.InstrumentHalted, "LULD");
        bench.Do(new TradingHalted(Listing.Share, IsHalted: false, "")).WaitSeconds(1).Buy().Order.IsNone.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_price_nothing_is_bought()
    {
        var bench = new EngineBench().Do(new InstrumentListed(Listing.ShareTerms with { Symbol = "NEW" }));
        ShouldRefuse(bench.Buy(instrument: new InstrumentId(3)), Reason.NoPrice, "NEW");
    }

    [Fact]
    public void A_price_that_rounds_to_nothing_is_no_price()
    {
        var bench = new EngineBench(new EngineSettings { AllowShort = true }).Do(new InstrumentListed(Listing.ShareTerms with { Symbol = "PNY" }));
        var penny = new InstrumentId(3);
        bench.Bar(0.004, penny);
        ShouldRefuse(bench.Sell(stop: 5, instrument: penny), Reason.NoPrice);
    }

    [Fact]
    public void Old_prices_refuse_with_their_age()
    {
        var bench = new EngineBench().Wait(TimeSpan.FromMinutes(11));
        ShouldRefuse(bench.Buy(), Reason.StaleData, "11", "10");
    }

    [Fact]
    public void A_price_too_far_from_the_last_refuses_until_a_second_bar_confirms_it()
    {
        var bench = new EngineBench().Price(10);
        ShouldRefuse(bench.Buy(9), Reason.SuspectPrice, "10", "100");
        bench.Price(10.5).Buy(9).Order.IsNone.ShouldBeFalse(bench.Judged.Text);
    }

    [Fact]
    public void A_price_that_moved_since_the_signal_refuses_with_both_prices()
    {
        var bench = new EngineBench();
        ShouldRefuse(bench.Hear(EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now, 95, null, 98.5m)), Reason.PriceMoved, "1.52%", "98.5", "1.00%");
    }

    [Theory]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-1")]
    public void An_absurd_reference_refuses_and_breaks_nothing(string reference)
    {
        var bench = new EngineBench();
        var signal = EngineBench.Signal(SignalAction.Buy, Listing.Share, bench.Now, 95, null, decimal.Parse(reference));
        bench.Hear(signal).Verdict.ShouldBe(VerdictKind.Refused);
    }

    [Fact]
    public void Short_sales_are_refused_while_switched_off()
    {
        ShouldRefuse(new EngineBench().Sell(stop: 105), Reason.NothingToLeave, "SHR");
        ShouldRefuse(new EngineBench().Enter(side: Side.Sell, stop: 105), Reason.ShortNotAllowed);
        ShouldRefuse(new EngineBench(new EngineSettings { AllowShort = true }).Sell(stop: 105, instrument: Listing.Stock), Reason.ShortNotAllowed, "STK");
    }

    [Fact]
    public void What_is_held_is_not_bought_again_by_an_analyst()
    {
        var bench = new EngineBench();
        bench.Hold();
        ShouldRefuse(bench.Wait(TimeSpan.FromMinutes(6)).Bar(100).Buy(), Reason.AlreadyInPosition, "100 SHR");
    }

    [Fact]
    public void An_entry_on_its_way_refuses_another()
    {
        var bench = new EngineBench();
        bench.Enter(10, limit: 99, stop: 95);
        ShouldRefuse(bench.Enter(10, limit: 98, stop: 95), Reason.AlreadyInPosition, "on its way");
    }

    [Fact]
    public void A_position_is_not_turned_without_leaving_it_first()
    {
        var bench = new EngineBench(new EngineSettings { AllowShort = true });
        bench.Hold();
        ShouldRefuse(bench.Enter(10, stop: 105, side: Side.Sell), Reason.AlreadyInPosition, "100");
    }

    [Fact]
    public void A_position_that_is_being_left_is_not_enlarged()
    {
        var bench = new EngineBench();
        bench.Hold();
        bench.Ask(new OperatorRequest.Close(Listing.Share));
        ShouldRefuse(bench.Enter(1, stop: 95), Reason.AlreadyInPosition, "Operator");
    }

    [Fact]
    public void Too_many_positions_refuse_with_the_count()
    {
        var bench = new EngineBench(new EngineSettings { MaxPositions = 1 });
        bench.Buy();
        ShouldRefuse(bench.Buy(instrument: Listing.Stock), Reason.TooManyPositions, "1 positions", "1 are allowed");
    }

    [Fact]
    public void Too_little_turnover_refuses_with_both_numbers() =>
        ShouldRefuse(new EngineBench(new EngineSettings { MinVolume = 150_000 }).Buy(), Reason.TooLittleVolume, "100,000", "150,000");
}

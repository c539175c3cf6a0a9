using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Core.Tests.Indicators;

namespace Perun.Core.Tests.Strategies;

/// Signals on bars that can be followed with pencil and paper.
public sealed class BuiltInStrategyTests
{
    private static readonly Bar[] DownUpDown = Market.Of(10, 10, 10, 9, 12, 13, 8);

    private static AtrBracket Bracket => new(2, 2, 3);

    [Fact]
    public void Sma_atr_buys_on_the_cross_and_brackets_it_in_true_ranges()
    {
        var ideas = new SmaCross(3, 2).Hear(DownUpDown);
        ideas.Letters().ShouldBe("....B.S");
        // ATR(2) is 2 until the bar of the cross, whose true range is 4: (2 + 4) / 2.
        (ideas[4].Stop, ideas[4].Target).ShouldBe((12 - 2 * 3, 12 + 3 * 3));
        // The close is 1.67 above the average, of a usual bar of 3.
        ideas[4].Confidence.ShouldBe(0.55 + 0.2 * (12 - 31 / 3.0) / 3, 1e-12);
        (ideas[6].Stop, ideas[6].Target).ShouldBe((0, 0));
        new SmaCross(3, 2).ExplainAt(DownUpDown, 4).ShouldBe(
            "close 12 crossed above its 3-bar average 10.3333; ATR(2) is 3, so the stop stands 2 ATR below at 6 and the target 3 ATR above at 21");
        new SmaCross(3, 2).ExplainAt(DownUpDown, 5).ShouldBe("close 13 did not cross its 3-bar average 11.3333");
        new SmaCross(3, 2).ExplainAt(DownUpDown, 6).ShouldStartWith("close 8 crossed below its 3-bar average 11;");
    }

    [Fact]
    public void Ema_cross_follows_the_faster_average()
    {
        EmaCross Made() => new(2, 3, Bracket);
        Made().Hear(DownUpDown).Letters().ShouldBe("....B.S");
        Made().ExplainAt(DownUpDown, 4).ShouldStartWith("the 2-bar exponential average 11.1111 crossed above the 3-bar one, 10.75; ATR(2) is 3");
        Made().ExplainAt(DownUpDown, 6).ShouldContain("crossed below the 3-bar one, 9.9375; ATR(2)");
    }

    [Fact]
    public void Macd_follows_its_signal_line()
    {
        MacdCross Made() => new(2, 3, 2, Bracket);
        Made().Hear(DownUpDown).Letters().ShouldBe("....B.S");
        Made().ExplainAt(DownUpDown, 4).ShouldStartWith("the MACD(2, 3) line 0.3611 crossed above its 2-bar signal line 0.213;");
    }

    [Fact]
    public void Rsi_reversion_buys_the_return_and_leaves_at_the_exit()
    {
        RsiReversion Made() => new(2, 30, 60, Bracket);
        var bars = Market.Of(10, 9, 8, 7, 7.5, 9, 9.5);
        Made().Hear(bars).Letters().ShouldBe("....BS.");
        Made().ExplainAt(bars, 4).ShouldStartWith("RSI(2) came back above 30 to 33.33;");
        Made().ExplainAt(bars, 5).ShouldStartWith("RSI(2) climbed above 60 to 77.78;");
        Made().ExplainAt(bars, 3).ShouldBe("RSI(2) is 0 and crossed neither 30 nor 60 upwards");
    }

    [Fact]
    public void Rsi_that_jumps_from_the_bottom_past_the_exit_is_no_reason_to_buy() =>
        new RsiReversion(2, 30, 60, Bracket).Hear(Market.Of(10, 9, 8, 7, 12)).Letters().ShouldBe("....S");

    [Fact]
    public void Bollinger_reversion_buys_the_return_into_the_bands_and_leaves_at_the_middle()
    {
        BollingerReversion Made() => new(4, 1, Bracket);
        var bars = Market.Of(10, 10, 10, 10, 6, 8, 9);
        Made().Hear(bars).Letters().ShouldBe(".....BS");
        Made().ExplainAt(bars, 5).ShouldStartWith("close 8 returned above the lower Bollinger(4, 1) band 6.8417;");
        Made().ExplainAt(bars, 6).ShouldStartWith("close 9 came up past the middle of the 4-bar Bollinger bands, 8.25;");
    }

    [Fact]
    public void Donchian_breakout_needs_a_close_beyond_the_bars_before()
    {
        DonchianBreakout Made() => new(3, 2, Bracket);
        var bars = Market.Of(10, 10, 10, 10, 12, 13, 13, 9);
        Made().Hear(bars).Letters().ShouldBe("....B..S");
        Made().ExplainAt(bars, 4).ShouldStartWith("close 12 broke above 11, the highest of the 3 bars before;");
        Made().ExplainAt(bars, 7).ShouldStartWith("close 9 fell below 12, the lowest of the 2 bars before;");
    }

    [Fact]
    public void A_run_of_new_highs_is_one_breakout() =>
        new DonchianBreakout(3, 2, Bracket).Hear(Market.Of(10, 10, 10, 10, 12, 14, 16, 18)).Letters().ShouldBe("....B...");

    [Fact]
    public void Buy_and_hold_buys_at_once_asks_again_and_never_leaves()
    {
        var idea = new BuyAndHold(3).Hear(Market.Of(10, 11, 5, 4, 3, 2, 1.5));
        idea.Letters().ShouldBe("B..B..B");
        idea[0].ShouldBe(new Idea(SignalAction.Buy, 1, 0, 0));
    }

    [Fact]
    public void Buy_and_hold_waits_for_a_bar_that_can_be_believed() =>
        new BuyAndHold(5).Hear([new Bar(default, double.NaN, 1, 1, 1, 0), .. Market.Of(10, 11)]).Letters().ShouldBe(".B.");

    [Fact]
    public void Random_acts_as_often_as_its_chances_say()
    {
        var bars = Prices.Random(seed: 3, count: 50_000);
        var letters = new RandomEntries(1, 0.02, 0.05, new AtrBracket(14, 2, 3)).Hear(bars).Letters();
        // Five standard deviations around 1,000 and 2,500.
        letters.Count(letter => letter == 'B').ShouldBeInRange(843, 1157);
        letters.Count(letter => letter == 'S').ShouldBeInRange(2256, 2744);
        new RandomEntries(2, 0.02, 0.05, new AtrBracket(14, 2, 3)).Hear(bars).Letters().ShouldNotBe(letters);
    }

    [Fact]
    public void Random_answers_a_bar_the_same_wherever_history_begins()
    {
        var bars = Prices.Random(seed: 3, count: 5_000);
        var whole = new RandomEntries(9, 0.1, 0.1, new AtrBracket(2, 0, 0)).Hear(bars);
        var part = new RandomEntries(9, 0.1, 0.1, new AtrBracket(2, 0, 0)).Hear(bars.AsSpan(1_234));
        part[10..].Letters().ShouldBe(whole[1_244..].Letters());
    }

    [Fact]
    public void Without_multiples_the_bracket_is_left_to_the_settings()
    {
        var made = new SmaCross(3, 2, 0, 0);
        var idea = made.Hear(DownUpDown)[4];
        (idea.Action, idea.Stop, idea.Target).ShouldBe((SignalAction.Buy, 0, 0));
        new SmaCross(3, 2, 0, 0).ExplainAt(DownUpDown, 4).ShouldEndWith("ATR(2) is 3, so the settings place the stop and there is no target");
    }

    [Fact]
    public void A_stop_that_would_lie_below_zero_is_no_idea() =>
        new SmaCross(3, 2, stopInAtr: 4).Hear(DownUpDown).Letters().ShouldBe("......S");
}

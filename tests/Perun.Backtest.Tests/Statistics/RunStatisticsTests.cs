using System.Text.Json;
using System.Text.Json.Nodes;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Tests.Statistics;

public sealed class RunStatisticsTests
{
    private static readonly StatisticsOptions Crypto = new(TradingHours.AroundTheClock);

    // 365 daily bars at 1,000, of which two hold a position, of a half and of the whole.
    [Fact]
    public void Exposure_turnover_and_fees_are_as_worked_by_hand()
    {
        var run = SampleRuns.Days([.. Enumerable.Repeat(1000.0, 365)]) with { Trades = [SampleRuns.Trade(100), SampleRuns.Trade(-50, 1)] };
        run.Equity.Exposure[0] = 500;
        run.Equity.Exposure[1] = 1000;
        var activity = RunStatistics.Of(run, Crypto).Activity;
        activity.ExposureOfTime!.Value.ShouldBe(2 / 365.0, 1e-12);
        activity.ExposureOfCapital!.Value.ShouldBe(1.5 / 365, 1e-12);
        activity.MaxExposure.ShouldBe(1);
        activity.Traded.ShouldBe(10 * (100 + 110) + 10 * (100 + 95));
        activity.TurnoverPerYear!.Value.ShouldBe(4.05 * 365.25 / 365, 1e-9);
        activity.Fees.ShouldBe(2);
        activity.FeesOfGrossProfit!.Value.ShouldBe(2 / 52.0, 1e-12);
        activity.TradesPerYear!.Value.ShouldBe(2 * 365.25 / 365, 1e-12);
    }

    // +10 %, -10 %, nothing, +10 %; a hundredth of three steps lies 0.03 of the way from the worst day to the next.
    [Fact]
    public void Days_and_their_tails_are_as_worked_by_hand()
    {
        var returns = RunStatistics.Of(SampleRuns.Days(110, 99, 99, 108.9), Crypto).Returns;
        returns.Total!.Value.ShouldBe(0.089, 1e-12);
        returns.Profit.ShouldBe(8.9, 1e-12);
        returns.BestDay!.Value.ShouldBe(0.1, 1e-12);
        returns.WorstDay!.Value.ShouldBe(-0.1, 1e-12);
        returns.PositiveDays.ShouldBe(0.5);
        returns.Tail.ValueAtRisk99!.Value.ShouldBe(0.097, 1e-12);
        returns.Tail.ConditionalValueAtRisk99!.Value.ShouldBe(0.1, 1e-12);
    }

    // 1.1 to the fourth in four years of which one is a leap year.
    [Fact]
    public void A_run_grows_by_its_yearly_rate_from_the_open_of_its_first_bar()
    {
        var run = SampleRuns.Days([.. Enumerable.Repeat(100.0, 1460), 146.41]);
        RunStatistics.Of(run, Crypto).Returns.Cagr!.Value.ShouldBe(0.1, 1e-12);
    }

    [Fact]
    public void Months_multiply_to_the_whole_and_begin_with_the_start_cash()
    {
        var run = SampleRuns.Days([.. Enumerable.Range(1, 60).Select(day => 100.0 + day)]);
        var months = RunStatistics.Of(run, Crypto).Breakdown.Months;
        months.Select(month => (month.Year, month.Month)).ShouldBe([(2021, 1), (2021, 2), (2021, 3)]);
        months[0].Return.ShouldBe(0.28, 1e-12);
        months[1].Profit.ShouldBe(28, 1e-9);
        months.Aggregate(1.0, (growth, month) => growth * (1 + month.Return)).ShouldBe(1.6, 1e-12);
    }

    // 15:00 UTC on 4 January 2021, a Monday, is 10:00 in New York.
    [Fact]
    public void Trades_are_grouped_by_when_and_how_they_went()
    {
        var run = SampleRuns.Days(100, 101, 102) with { Trades = [SampleRuns.Trade(30), SampleRuns.Trade(-10, 1, "MSFT"), SampleRuns.Trade(5, 7)] };
        var parts = RunStatistics.Of(run, new StatisticsOptions(TradingHours.NewYork)).Breakdown;
        parts.Weekdays.Select(group => (group.Name, group.Trades, group.Profit)).ShouldBe([("Monday", 2, 35), ("Tuesday", 1, -10)]);
        parts.Hours.Single().Name.ShouldBe("10:00");
        parts.Symbols.Select(group => group.Name).ShouldBe(["AAPL", "MSFT"]);
        parts.Reasons.Select(group => (group.Name, group.Profit)).ShouldBe([("stop", -10), ("target", 35)]);
        parts.Sides.Single().ShouldBe(new TradeGroup("long", 3, 2 / 3.0, 25, 25 / 3.0, 3.5));
    }

    [Fact]
    public void Every_exit_reason_has_a_word() =>
        Enum.GetValues<ExitReason>().Select(reason => reason.Word()).Distinct().Count().ShouldBe(Enum.GetValues<ExitReason>().Length);

    [Fact]
    public void A_run_without_a_bar_is_told_without_a_single_made_up_number()
    {
        var json = StatisticsJson.Write(RunStatistics.Of(SampleRuns.Days(), Crypto));
        json.ShouldNotContain("NaN");
        json.ShouldNotContain("Infinity");
        var returns = JsonNode.Parse(json)!["returns"]!.AsObject();
        foreach (var name in (string[])["cagr", "volatility", "sharpe", "sortino", "calmar", "bestDay", "skewness"])
            (returns.ContainsKey(name), returns[name]).ShouldBe((true, null));
    }

    // Scripts rely on these names: a change here breaks theirs.
    [Fact]
    public void Names_in_JSON_are_stable()
    {
        var names = JsonNode.Parse(StatisticsJson.Write(RunStatistics.Of(SampleRuns.Days(101, 99, 103), Crypto)))!.AsObject();
        string.Join(' ', names.Select(pair => pair.Key)).ShouldBe("sampling returns drawdown activity trades benchmark breakdown");
        string.Join(' ', names["returns"]!.AsObject().Select(pair => pair.Key)).ShouldBe(
            "start end profit total cagr volatility sharpe sortino calmar bestDay worstDay positiveDays skewness kurtosis tail");
        string.Join(' ', names["trades"]!.AsObject().Select(pair => pair.Key)).ShouldBe(
            "count wins losses winRate profitFactor expectancy expectancyR systemQuality best worst averageWin averageLoss payoff "
            + "longestWinStreak longestLossStreak averageHolding medianHolding longestHolding averageAdverse averageFavourable captured");
        string.Join(' ', names["drawdown"]!.AsObject().Select(pair => pair.Key)).ShouldBe(
            "maxDepth maxMoney longest longestRecovery averageDepth timeUnderWater count worst");
    }

    [Fact]
    public void What_is_written_can_be_read_again()
    {
        var bars = SampleRuns.Market(2000, Timeframe.H1, 3);
        var statistics = RunStatistics.Of(SampleRuns.Traded("BTC/USD", bars, Timeframe.H1, 3), Crypto);
        var json = StatisticsJson.Write(statistics);
        StatisticsJson.Write(JsonSerializer.Deserialize(json, StatisticsJson.Default.RunStatistics)!).ShouldBe(json);
    }
}

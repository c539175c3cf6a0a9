using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Tests.Runs;

/// Finer bars inside the bars of a run: bought at the open of the second hour, with a stop at 95 and a target at 105.
public class DetailTests
{
    private static readonly Bar[] Hours = [Hour(0, 100, 100, 100, 100), Hour(1, 100, 106, 94, 100), Hour(2, 100, 100, 100, 100)];

    [Fact]
    public void Where_nobody_knows_the_stop_is_taken_and_that_is_counted()
    {
        var run = Run(null);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop);
        (run.Ambiguities, run.SettledByDetail).ShouldBe((1L, 0L));
    }

    [Fact]
    public void Finer_bars_tell_that_the_target_came_first()
    {
        var run = Run([Minute(0, 100, 100), Minute(60, 100, 106), Minute(90, 106, 94), Minute(110, 94, 100), Minute(120, 100, 100)]);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Target);
        (run.Ambiguities, run.SettledByDetail).ShouldBe((0L, 3L));
    }

    [Fact]
    public void Finer_bars_tell_that_the_stop_came_first()
    {
        var run = Run([Minute(0, 100, 100), Minute(60, 100, 94), Minute(90, 94, 106), Minute(110, 106, 100), Minute(120, 100, 100)]);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop);
        (run.Ambiguities, run.SettledByDetail).ShouldBe((0L, 3L));
    }

    [Fact]
    public void Where_the_finer_bars_are_missing_the_bar_itself_counts()
    {
        var run = Run([Minute(0, 100, 100), Minute(120, 100, 100)]);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop);
        (run.Ambiguities, run.SettledByDetail).ShouldBe((1L, 2L));
    }

    [Fact]
    public void Finer_bars_that_miss_an_extreme_settle_nothing()
    {
        var run = Run([Minute(0, 100, 100), Minute(60, 100, 106), Minute(110, 106, 100), Minute(120, 100, 100)]);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop, "the minutes know nothing of the fall to 94");
        (run.Ambiguities, run.SettledByDetail).ShouldBe((1L, 2L));
    }

    [Fact]
    public void A_finer_bar_that_touches_both_is_as_ambiguous_as_a_long_one()
    {
        var run = Run([Minute(0, 100, 100), new Bar(RunBench.Start.AddMinutes(60), 100, 106, 94, 100, 100), Minute(120, 100, 100)]);
        run.Trades.ShouldHaveSingleItem().Reason.ShouldBe(ExitReason.Stop);
        (run.Ambiguities, run.SettledByDetail).ShouldBe((1L, 3L));
    }

    private static Results.RunResult Run(Bar[]? detail) =>
        RunBench.Run(RunBench.Plan(Hours, () => new Scripted((0, SignalAction.Buy)) { Stop = 95, Target = 105 }, detail: detail, timeframe: Timeframe.H1));

    private static Bar Hour(int hour, double open, double high, double low, double close) => new(RunBench.Start.AddHours(hour), open, high, low, close, 1000);

    private static Bar Minute(int minute, double open, double close) =>
        new(RunBench.Start.AddMinutes(minute), open, Math.Max(open, close), Math.Min(open, close), close, 100);
}

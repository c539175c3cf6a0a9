using Perun.Backtest.Checks;
using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Checks;

public sealed class LookAheadCheckTests
{
    private static readonly Bar[] Bars = Walk.Of(seed: 1, count: 2_000);

    public static TheoryData<string> BuiltIn => [.. StrategyCatalog.All.Select(strategy => strategy.Name)];

    [Theory, MemberData(nameof(BuiltIn))]
    public void What_comes_with_Perun_does_not_look_ahead(string name)
    {
        var definition = StrategyCatalog.Find(name)!;
        var report = LookAheadCheck.Run(() => definition.Create(definition.Default), Bars);
        report.Culprit.ShouldBeNull();
        report.Ideas.ShouldBeGreaterThan(10);
        report.Cuts.ShouldBeInRange(20, 24);
        report.Sentence.ShouldStartWith("No look-ahead: ");
        DateCheck.Run(() => definition.Create(definition.Default), Bars).ShouldBeNull();
    }

    [Fact]
    public void A_strategy_that_reaches_past_its_bar_is_caught_on_the_bar()
    {
        var report = LookAheadCheck.Run(() => new Cheats.ReachesPastItsBar(), Bars);
        var culprit = report.Culprit!;
        culprit.Kind.ShouldBe(LookAheadKind.Future);
        // It bought because of the bar that follows.
        (Bars[culprit.Bar].Close / Bars[culprit.Bar - 1].Close).ShouldBeGreaterThan(1.008);
        culprit.Time.ShouldBe(Bars[culprit.Bar - 1].Time);
        culprit.Sentence.ShouldBe($"It looks ahead: on bar {culprit.Bar:#,##0} ({culprit.Time:yyyy-MM-dd HH:mm} UTC) it said buy (confidence 0.9), but hold when only the bars after bar {culprit.Bar:#,##0} are others.");
    }

    [Fact]
    public void A_strategy_that_was_handed_the_history_is_caught()
    {
        var report = LookAheadCheck.Run(history => Hear(new Cheats.HoldsTheHistory(history), history), idea => idea.Action.ToString(), Bars);
        report.Culprit!.Kind.ShouldBe(LookAheadKind.Future);
        report.Culprit.Said.ShouldBe("Buy");
        report.IsClean.ShouldBeFalse();
    }

    [Fact]
    public void A_strategy_that_fails_without_the_future_is_caught()
    {
        // The whole history has a bar to spare; a history that ends early has none.
        var spare = Bars[^1] with { Time = Bars[^1].Time.AddMinutes(1) };
        var report = LookAheadCheck.Run(
            history => Hear(new Cheats.NeedsTheNextBar(history.Length == Bars.Length ? [.. history, spare] : history), history), idea => idea.Action.ToString(), Bars);
        report.Culprit!.Kind.ShouldBe(LookAheadKind.Future);

        var flat = Bars.Select(bar => bar with { Open = 5, High = 5, Low = 5, Close = 5 }).ToArray();
        report = LookAheadCheck.Run(
            history => Hear(new Cheats.NeedsTheNextBar(history.Length == flat.Length ? [.. history, spare] : history), history), idea => idea.Action.ToString(), flat);
        report.Culprit!.Says.ShouldStartWith("it fails (Index was outside the bounds of the array.");
    }

    [Fact]
    public void A_strategy_that_learns_from_earlier_runs_is_caught_in_a_fresh_process_and_in_an_old_one()
    {
        Cheats.LearnsFromEarlierRuns.Forget();
        LookAheadCheck.Run(() => new Cheats.LearnsFromEarlierRuns(), Bars).Culprit!.Kind.ShouldBe(LookAheadKind.Repeat);

        Hear(new Cheats.LearnsFromEarlierRuns(), Bars);
        LookAheadCheck.Run(() => new Cheats.LearnsFromEarlierRuns(), Bars).Culprit!.Kind.ShouldBe(LookAheadKind.Future);
    }

    [Fact]
    public void A_strategy_with_a_copy_of_the_data_is_suspected_for_its_dates()
    {
        // Nothing that is done to the bars can show what it reads elsewhere ...
        LookAheadCheck.Run(() => new Cheats.HasACopyOfTheData(Bars), Bars).IsClean.ShouldBeTrue();
        // ... but other dates leave it without its knowledge.
        var finding = DateCheck.Run(() => new Cheats.HasACopyOfTheData(Bars), Bars)!;
        finding.Kind.ShouldBe(LookAheadKind.Date);
        (finding.Said, finding.Says).ShouldBe(("buy (confidence 0.9)", "hold"));
        finding.Sentence.ShouldStartWith($"It goes by the date: on bar {finding.Bar}");
    }

    [Fact]
    public void Dice_are_not_repeatable()
    {
        var culprit = LookAheadCheck.Run(() => new Cheats.ThrowsDice(), Bars).Culprit!;
        culprit.Kind.ShouldBe(LookAheadKind.Repeat);
        culprit.Sentence.ShouldStartWith("It can't be repeated: on bar ");
    }

    [Fact]
    public void A_run_that_hands_out_hours_before_they_close_is_caught()
    {
        // Decides on each minute by the close of its hour: honest only in the hour's last minute.
        LookAheadCheck.Run(history => Hourly(history, isHonest: false), made => made.ToString(), Bars).Culprit!.Kind.ShouldBe(LookAheadKind.Future);
        LookAheadCheck.Run(history => Hourly(history, isHonest: true), made => made.ToString(), Bars).Culprit.ShouldBeNull();
    }

    [Fact]
    public void Silence_is_not_called_a_proof()
    {
        var report = LookAheadCheck.Run(() => new SmaCross(400), Bars[..300]);
        report.IsClean.ShouldBeTrue();
        report.Sentence.ShouldStartWith("Nothing was decided on 300 bars, so nothing is shown");
    }

    private static SignalAction[] Hourly(Bar[] minutes, bool isHonest)
    {
        var said = new SignalAction[minutes.Length];
        for (var i = 0; i < minutes.Length; i++)
        {
            var last = Math.Min(minutes.Length - 1, i - i % 60 + 59);
            if (isHonest && i != last) continue;
            said[i] = minutes[last].Close > minutes[i - i % 60].Open ? SignalAction.Buy : SignalAction.Sell;
        }
        // An hour that history cuts short has not closed.
        if (isHonest && minutes.Length % 60 != 0) said[^1] = SignalAction.Hold;
        return said;
    }

    private static Idea[] Hear(IStrategy strategy, Bar[] bars)
    {
        var ideas = new Idea[bars.Length];
        for (var i = 0; i < bars.Length; i++) ideas[i] = strategy.Next(bars[i]);
        return ideas;
    }
}

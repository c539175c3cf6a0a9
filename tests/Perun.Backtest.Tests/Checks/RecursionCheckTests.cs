using Perun.Backtest.Checks;
using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Checks;

public sealed class RecursionCheckTests
{
    private static readonly Bar[] Bars = Walk.Of(seed: 2, count: 8_192);

    [Fact]
    public void A_plain_window_needs_no_more_bars_than_it_holds()
    {
        var report = RecursionCheck.Run(() => new Momentum(10), Bars);
        report.Needed.ShouldBe(16);
        report.Trials.Select(trial => trial.WarmUp).ShouldBe([8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);
        report.Trials.ShouldAllBe(trial => trial.Compared == 4096);
        report.Trials[0].Different.ShouldBeGreaterThan(0);
        report.Ideas.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void An_exponential_average_needs_more_the_longer_it_is()
    {
        int? Needed(string slow) => RecursionCheck.Run(() => EmaCross.Definition.Create(EmaCross.Definition.Parse([slow]).Values!), Bars).Needed;
        Needed("slow=26")!.Value.ShouldBeInRange(64, 512);
        Needed("slow=200")!.Value.ShouldBeGreaterThan(Needed("slow=26")!.Value);
    }

    [Fact]
    public void What_remembers_where_history_began_is_named_with_its_bar()
    {
        var report = RecursionCheck.Run(() => new EveryTenth(), Bars);
        report.Needed.ShouldBeNull();
        var first = report.Trials[^1].First!;
        first.Time.ShouldBe(Bars[first.Bar - 1].Time);
        report.Sentence.ShouldStartWith("Its ideas depend on where history begins, even after 4,096 bars of warm-up");
        report.Sentence.ShouldContain($"on bar {first.Bar:#,##0} ({first.Time:yyyy-MM-dd HH:mm} UTC)");
    }

    [Theory]
    [InlineData("sma-atr"), InlineData("rsi-reversion"), InlineData("macd"), InlineData("donchian-breakout"), InlineData("bollinger-reversion"), InlineData("random")]
    public void What_comes_with_Perun_forgets_where_it_began(string name)
    {
        var definition = StrategyCatalog.Find(name)!;
        var report = RecursionCheck.Run(() => definition.Create(definition.Default), Bars);
        report.Ideas.ShouldBeGreaterThan(10);
        report.Needed!.Value.ShouldBeLessThanOrEqualTo(512);
        report.Sentence.ShouldStartWith($"Its ideas agree after {report.Needed} bars of warm-up. With ");
    }

    [Fact]
    public void Silence_is_not_called_a_proof() =>
        RecursionCheck.Run(() => new SmaCross(400), Bars[..300]).Sentence.ShouldStartWith("Nothing was decided");

    private sealed class Momentum(int period) : IStrategy
    {
        private readonly Queue<double> _closes = [];

        public Idea Next(in Bar bar)
        {
            _closes.Enqueue(bar.Close);
            if (_closes.Count <= period) return default;
            return bar.Close > _closes.Dequeue() ? new Idea(SignalAction.Buy, 0.6, 0, 0) : new Idea(SignalAction.Sell, 0.6, 0, 0);
        }

        public string Explain() => "";
    }

    private sealed class EveryTenth : IStrategy
    {
        private int _bars;

        // A count modulo 10 never agrees with one that began a power of two earlier, save where both are multiples of ten.
        public Idea Next(in Bar bar) => ++_bars % 10 == 0 ? new Idea(SignalAction.Buy, 0.6, 0, 0) : default;

        public string Explain() => "";
    }
}

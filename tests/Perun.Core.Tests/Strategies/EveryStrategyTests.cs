using Perun.Core.Bars;
using Perun.Core.Signals;
using Perun.Core.Strategies;
using Perun.Core.Tests.Indicators;

namespace Perun.Core.Tests.Strategies;

/// What holds for every strategy that comes with Perun.
public sealed class EveryStrategyTests
{
    /// Bars that must have gone by before the first idea, with the parameters' defaults.
    private static readonly Dictionary<string, int> WarmUp = new()
    {
        ["sma-atr"] = 20,
        ["ema-cross"] = 26,
        ["rsi-reversion"] = 15,
        ["macd"] = 34,
        ["donchian-breakout"] = 21,
        ["bollinger-reversion"] = 20,
        ["buy-and-hold"] = 0,
        ["random"] = 14,
    };

    public static TheoryData<string> Names => [.. StrategyCatalog.All.Select(strategy => strategy.Name)];

    [Theory, MemberData(nameof(Names))]
    public void It_says_the_same_again(string name)
    {
        var bars = Prices.Random(seed: 5, count: 3_000);
        foreach (var values in Choices(name)) New(name, values).Hear(bars).ShouldBe(New(name, values).Hear(bars));
    }

    [Theory, MemberData(nameof(Names))]
    public void It_is_silent_while_it_warms_up_and_not_for_ever(string name)
    {
        var earliest = int.MaxValue;
        for (var seed = 0; seed < 200; seed++)
        {
            var first = Array.FindIndex(New(name).Hear(Prices.Random(seed, 400)), idea => idea.Action != SignalAction.Hold);
            if (first >= 0) earliest = Math.Min(earliest, first);
        }
        earliest.ShouldBeInRange(WarmUp[name], WarmUp[name] + 20);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_buy_has_its_stop_below_and_its_target_above_and_nothing_is_ever_NaN(string name)
    {
        var ideas = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var bars = Prices.Random(seed, 1_000, garbageShare: seed % 2 * 0.1);
            foreach (var values in Choices(name))
            {
                var said = New(name, values).Hear(bars);
                for (var i = 0; i < bars.Length; i++)
                {
                    var idea = said[i];
                    if (idea.Action == SignalAction.Hold)
                    {
                        idea.ShouldBe(default);
                        continue;
                    }
                    ideas++;
                    idea.Confidence.ShouldBeInRange(0, 1);
                    double.IsFinite(idea.Stop + idea.Target).ShouldBeTrue();
                    if (idea.Stop != 0) idea.Stop.ShouldBeInRange(double.Epsilon, Math.BitDecrement(bars[i].Close));
                    if (idea.Target != 0) idea.Target.ShouldBeGreaterThan(bars[i].Close);
                    if (idea.Action == SignalAction.Sell) (idea.Stop, idea.Target).ShouldBe((0, 0));
                }
            }
        }
        ideas.ShouldBeGreaterThan(100);
    }

    [Theory, MemberData(nameof(Names))]
    public void What_comes_later_changes_nothing(string name)
    {
        var bars = Prices.Random(seed: 11, count: 1_500);
        var whole = New(name).Hear(bars);
        for (var cut = 1; cut < bars.Length; cut += 37)
        {
            Bar[] otherwise = [.. bars[..cut], .. Prices.Random(cut, 50)];
            New(name).Hear(otherwise)[..cut].ShouldBe(whole[..cut]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void It_explains_every_idea_in_one_readable_line(string name)
    {
        var bars = Prices.Random(seed: 4, count: 2_000);
        var strategy = New(name);
        var told = 0;
        for (var i = 0; i < bars.Length; i++)
        {
            if (strategy.Next(bars[i]).Action == SignalAction.Hold) continue;
            told++;
            var text = strategy.Explain();
            text.Length.ShouldBeInRange(20, 250);
            text.ShouldNotContain("\n");
            text.ShouldNotContain("NaN");
        }
        told.ShouldBeGreaterThan(5);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_bar_costs_no_memory(string name)
    {
        var bars = Prices.Random(seed: 6, count: 5_000);
        var strategy = New(name);
        Feed(strategy, bars);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed(strategy, bars);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_market_that_stands_still_is_not_traded_on_its_chart(string name)
    {
        if (name is "buy-and-hold") return; // It looks at no chart.
        var flat = Enumerable.Range(0, 500).Select(i => new Bar(new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc).AddMinutes(i), 5, 5, 5, 5, 0)).ToArray();
        New(name).Hear(flat).Letters().ShouldNotContain("B");
    }

    private static void Feed(IStrategy strategy, Bar[] bars)
    {
        for (var i = 0; i < bars.Length; i++) strategy.Next(in bars[i]);
    }

    private static IStrategy New(string name, ParameterValues? values = null)
    {
        var definition = StrategyCatalog.Find(name)!;
        return definition.Create(values ?? definition.Default);
    }

    /// The defaults, and a few others that are allowed.
    private static IEnumerable<ParameterValues> Choices(string name)
    {
        var definition = StrategyCatalog.Find(name)!;
        yield return definition.Default;
        var random = new Random(2);
        for (var i = 0; i < 6; i++)
        {
            var chosen = definition.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.At(random.Next(Math.Min(parameter.Count, 40))));
            if (definition.Choose(chosen).Values is { } values) yield return values;
        }
    }
}

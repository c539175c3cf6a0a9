using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Search;
using Perun.Backtest.Tests.Runs;
using Perun.Backtest.UserStrategies;
using Perun.Core.Bars;
using Perun.Core.Money;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Search;

public sealed class ParameterSearchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perun-search-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(SearchMethod.Grid)]
    [InlineData(SearchMethod.Random)]
    [InlineData(SearchMethod.Tpe)]
    public void Any_number_of_cores_and_any_number_of_interruptions_leave_the_same_bytes(SearchMethod method)
    {
        var plan = Plan(method);
        var smooth = Traces(plan with { Cores = 1 }, "smooth");
        Traces(plan with { Cores = 4 }, "many").ShouldBe(smooth);
        for (var times = 0; times < 3; times++)
        {
            using var cancel = new CancellationTokenSource();
            Should.Throw<OperationCanceledException>(() => ParameterSearch.Run(plan, Journal("torn"), new Watcher(at => { if (at.Done - at.Known >= 8) cancel.Cancel(); }), cancel.Token));
        }
        File.AppendAllText(Journal("torn"), "{\"set\":\"period=15 atr");
        var result = ParameterSearch.Run(plan, Journal("torn"), null, CancellationToken.None);
        result.Known.ShouldBeGreaterThan(20);
        Traces(plan, "torn").ShouldBe(smooth);
    }

    [Fact]
    public void Killed_in_the_middle_of_any_word_a_search_goes_on_from_the_last_whole_line()
    {
        var plan = SearchBench.Plan(1_500, "sma-atr", "period=10:30:10");
        ParameterSearch.Run(plan, Journal("whole"), null, CancellationToken.None);
        var bytes = File.ReadAllBytes(Journal("whole"));
        var cuts = Enumerable.Range(0, bytes.Length).Where(at => at % 97 == 0 || at < 3 || bytes[at] == '\n' || (at > 0 && bytes[at - 1] == '\n')).Append(bytes.Length);
        foreach (var cut in cuts)
        {
            File.WriteAllBytes(Journal("cut"), bytes[..cut]);
            var lines = Math.Max(0, bytes.AsSpan(0, cut).Count((byte)'\n') - 1);
            var known = -1;
            ParameterSearch.Rank(plan, Journal("cut"), new Watcher(at => known = at.Known), CancellationToken.None, () => throw new InvalidOperationException($"a search cut at byte {cut} is no other search"));
            known.ShouldBe(lines, $"cut at byte {cut}");
            (File.ReadAllBytes(Journal("cut")).AsSpan().SequenceEqual(bytes)).ShouldBeTrue($"cut at byte {cut}");
        }
    }

    [Fact]
    public void Killed_while_its_lines_are_put_in_order_a_search_has_lost_none()
    {
        var plan = SearchBench.Plan(1_500, "sma-atr", "period=10:40:10");
        ParameterSearch.Run(plan, Journal("sorted"), null, CancellationToken.None);
        var bytes = File.ReadAllBytes(Journal("sorted"));
        File.WriteAllBytes(Journal("sorted") + ".new", bytes[..(bytes.Length / 2)]);
        ParameterSearch.Run(plan, Journal("sorted"), null, CancellationToken.None).Known.ShouldBe(4);
        File.ReadAllBytes(Journal("sorted")).ShouldBe(bytes);
        _folder.GetFiles().ShouldHaveSingleItem().Name.ShouldBe("sorted.jsonl");
    }

    [Fact]
    public void Of_a_strategy_that_is_stuck_the_object_that_was_is_named_and_not_one_that_was_stopped_with_it()
    {
        using var began = new ManualResetEventSlim();
        using var stopped = new ManualResetEventSlim();
        var two = new StrategyDefinition("two", "", [new("n", 1, 1, 3, 1, "")], values => new Stopped((int)values["n"], began, stopped));
        var plan = SearchBench.Plan(SearchBench.Run(RunBench.Walk(2_000)) with { Way = RunWay.Messages }, SearchBench.Space(two, ["n=1:3"]));
        Should.Throw<StrategyFailedException>(() => SearchBench.Search(plan)).Message.ShouldBe("two (n=2) did not come back");
    }

    [Fact]
    public void Other_bars_begin_anew_and_other_ranges_go_on()
    {
        var plan = SearchBench.Plan(3_000, "sma-atr", "period=10:30:10");
        var told = 0;
        ParameterSearch.Run(plan, Journal("one"), null, CancellationToken.None, () => told++).Known.ShouldBe(0);
        ParameterSearch.Run(plan with { Space = SearchBench.Space("sma-atr", ["period=10:50:10"]) }, Journal("one"), null, CancellationToken.None, () => told++).Known.ShouldBe(3);
        told.ShouldBe(0);
        var other = plan with { Run = SearchBench.Run(RunBench.Walk(3_000, 9)) };
        ParameterSearch.Run(other, Journal("one"), null, CancellationToken.None, () => told++).Known.ShouldBe(0);
        told.ShouldBe(1);
    }

    [Fact]
    public void The_ranking_is_by_the_objective_and_the_winner_is_the_full_engines()
    {
        var plan = SearchBench.Plan(6_000, "ema-cross", "fast=5:25:5", "slow=10:40:10") with { Objective = Objective.Find("profit-factor")! };
        var result = SearchBench.Search(plan);
        var scores = result.Ranking.Select(outcome => outcome.Numbers!.ProfitFactor!.Value).ToArray();
        scores.ShouldBe(scores.OrderDescending());
        (result.Outcomes.Count, result.Senseless).ShouldBe((14, 6), "fast must stay below slow");
        var alone = RunBench.Run(plan.RunOf(result.Best.Values));
        result.Winner.Run.Trades.ShouldBe(alone.Trades);
        result.Winner.Statistics.Trades.ProfitFactor!.Value.ShouldBe(scores[0], 1e-6);
    }

    [Fact]
    public void The_verdict_counts_every_set_that_was_tried()
    {
        var plan = SearchBench.Plan(30_000, "random", "seed=1:60:1");
        var result = SearchBench.Search(plan);
        var belief = result.Winner.Belief;
        belief.Variants.ShouldBe(60);
        belief.SharpeOfLuck.ShouldBeGreaterThan(0);
        belief.Overfitting.ShouldNotBeNull().Variants.ShouldBe(60);
        belief.DeflatedSharpe!.Value.ShouldBeLessThan(0.95, "the best of sixty dice is no skill");
        belief.Verdict.Tone.ShouldNotBe(Perun.Backtest.Belief.Tone.Good);
    }

    [Fact]
    public void A_set_that_throws_is_told_and_the_others_go_on()
    {
        var fragile = new StrategyDefinition("fragile", "", [new("n", 3, 1, 6, 1, "")], values => new Fragile((int)values["n"]));
        var result = SearchBench.Search(SearchBench.Plan(SearchBench.Run(RunBench.Walk(2_000)), SearchBench.Space(fragile, ["n=1:6"])));
        result.Failed.Select(outcome => outcome.Key).ShouldBe(["n=2", "n=4"]);
        result.Failed.First().Failure.ShouldBe("no luck with 2");
        result.Ranking.Count.ShouldBe(4);
        result.WhyNotShared.ShouldNotBeNull();
    }

    [Fact]
    public void A_search_that_learns_finds_what_is_better_than_what_it_began_with()
    {
        var hill = new StrategyDefinition("hill", "", [new("x", 50, 0, 200, 1, ""), new("y", 50, 0, 200, 1, "")], values => new Hill(values["x"], values["y"]));
        Bar[] rising = [.. Enumerable.Range(0, 300).Select(i => new Bar(RunBench.Start.AddMinutes(i), 100 + i * 0.1, 100 + i * 0.1, 100 + i * 0.1, 100 + i * 0.1, 1000))];
        var limits = RunBench.TenPercentEach with { RiskPerTradePercent = 1, MaxPositionSize = AmountOrPercent.Percent(100) };
        var plan = SearchBench.Plan(SearchBench.Run(rising, limits: limits), SearchBench.Space(hill, [])) with { Method = SearchMethod.Tpe, Trials = 120, Objective = Objective.Find("return")! };
        var result = SearchBench.Search(plan);
        result.Outcomes.Count.ShouldBe(120);
        result.Outcomes.Select(outcome => outcome.Key).Distinct().Count().ShouldBe(120);
        static double Off(SetOutcome outcome) => Math.Abs(outcome.Values["x"] - 137) + Math.Abs(outcome.Values["y"] - 42);
        var (early, late) = (result.Outcomes.Take(20).Average(Off), result.Outcomes.TakeLast(20).Average(Off));
        late.ShouldBeLessThan(early / 2);
    }

    [Theory]
    [InlineData("fast=60,80 slow=30:50:10", "No combination of these ranges makes sense for ema-cross")]
    [InlineData("fast=2:200 slow=3:400 atrPeriod=2:100", "7,840,998 combinations")]
    public void What_can_not_be_searched_is_told(string vary, string told) =>
        Should.Throw<SearchException>(() => SearchBench.Search(SearchBench.Plan(100, "ema-cross", vary.Split(' ')))).Message.ShouldContain(told);

    [Theory]
    [InlineData("fast=30:5", "reversed")]
    [InlineData("fast=5:30:0", "above 0")]
    [InlineData("fsat=5:30", "did you mean fast?")]
    [InlineData("fast=5:300", "from 2 to 200")]
    [InlineData("fast=2.5,3", "whole number")]
    [InlineData("fast=a:b", "is no range")]
    [InlineData("fast=1;2", "is no number")]
    [InlineData("fast", "varies no parameter")]
    public void A_range_that_is_none_is_told(string word, string told) =>
        SearchSpace.Of(SearchBench.Strategy("ema-cross"), [], [word]).Problems.ShouldHaveSingleItem().ShouldContain(told);

    [Fact]
    public void Ranges_and_fixed_values_are_told_apart()
    {
        SearchSpace.Of(SearchBench.Strategy("ema-cross"), ["fast=5"], ["fast=5:9"]).Problems.ShouldHaveSingleItem().ShouldContain("--set and by --vary");
        SearchSpace.Of(SearchBench.Strategy("ema-cross"), ["quick=5"], ["slow=20,30"]).Problems.ShouldHaveSingleItem().ShouldContain("no parameter quick");
        var space = SearchBench.Space("ema-cross", ["fast=2.0:8:3", "slow=50,20,50"], "stopAtr=1.5");
        space.Ranges.Select(range => range.Words).ShouldBe(["2:8:3", "20,50"]);
        space.Count.ShouldBe(6);
        space.At([2, 1]).Values!.ToString().ShouldBe("fast=8 slow=50 atrPeriod=14 stopAtr=1.5 targetAtr=3");
    }

    private static SearchPlan Plan(SearchMethod method) => SearchBench.Plan(3_000, "sma-atr", "period=5:30:5", "stopAtr=1:4:1", "targetAtr=2,4") with { Method = method, Trials = 45, Seed = 3 };

    private string Journal(string name) => Path.Combine(_folder.FullName, name + ".jsonl");

    /// All that a search leaves, as one text.
    private string Traces(SearchPlan plan, string name)
    {
        var result = ParameterSearch.Run(plan, Journal(name), null, CancellationToken.None);
        using var text = new StringWriter();
        using var page = new MemoryStream();
        SearchExport.Sets(text, plan.Space, result.Ranking);
        SweepPage.Write(page, result);
        SweepJson.Write(page, result);
        return text + System.Text.Encoding.UTF8.GetString(page.ToArray()) + File.ReadAllText(Journal(name));
    }

    private sealed class Watcher(Action<SearchProgress> look) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => look(value);
    }

    private sealed class Fragile(int n) : IStrategy
    {
        private readonly SmaCross _inner = new(5 + n);
        private int _bars;

        public Idea Next(in Bar bar) => ++_bars == 700 && n is 2 or 4 ? throw new StrategyFailedException($"no luck with {n}") : _inner.Next(bar);

        public string Explain() => "";
    }

    /// The second is stuck while the first is at work, and ends after it.
    private sealed class Stopped(int n, ManualResetEventSlim began, ManualResetEventSlim stopped) : IStrategy
    {
        public Idea Next(in Bar bar)
        {
            if (n == 3) return default;
            if (n == 1) began.Wait();
            else began.Set();
            if (n == 1) stopped.Set();
            else stopped.Wait();
            throw new StrategyFailedException(n == 1 ? "two was stopped" : "two (n=2) did not come back", new OperationCanceledException()) { IsBystander = n == 1 };
        }

        public string Explain() => "";
    }

    /// Makes more of a market that rises, the nearer its numbers are to a place.
    private sealed class Hill(double x, double y) : IStrategy
    {
        private int _bars;

        public Idea Next(in Bar bar)
        {
            _bars++;
            var worth = Math.Max(0, 1 - (Math.Abs(x - 137) + Math.Abs(y - 42)) / 400);
            // A stop far away makes a small position, one near a large one.
            return _bars == 1 ? new Idea(Core.Signals.SignalAction.Buy, 1, bar.Close * (1 - 0.9 * (1.02 - worth)), 0) : default;
        }

        public string Explain() => "";
    }
}

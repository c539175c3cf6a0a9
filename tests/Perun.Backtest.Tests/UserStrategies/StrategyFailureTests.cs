using Perun.Backtest.Search;
using Perun.Backtest.Tests.Runs;
using Perun.Backtest.Tests.Search;
using Perun.Backtest.UserStrategies;

namespace Perun.Backtest.Tests.UserStrategies;

public sealed class StrategyFailureTests : IDisposable
{
    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void What_it_throws_names_strategy_bar_and_line()
    {
        var strategy = _bench.LoadNext("""
            _seen++;
            var left = 7000 - _seen;
            if (1000 / left > 2000) return default;
            """ + "\nreturn default;", "int _seen;");
        Bench.FailureOf(strategy, 8_000).ShouldBe(
            "MyIdea failed on bar 7,000 (2024-01-05 20:39 UTC), at strategies/MyIdea.cs line 10: Attempted to divide by zero. (DivideByZeroException)");
    }

    [Fact]
    public void A_failure_in_the_framework_names_the_users_line() =>
        Bench.FailureOf(_bench.LoadNext("return new List<Idea>()[3];"), 1).ShouldStartWith(
            "MyIdea failed on bar 1 (2024-01-01 00:00 UTC), at strategies/MyIdea.cs line 8: Index was out of range.");

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;);")]
    [InlineData("do { } while (bar.Close > 0);")]
    [InlineData("while (true) try { throw new Exception(); } catch { }")]
    [InlineData("while (true) { _ = Enumerable.Range(0, 9).Sum(); }")]
    public void A_loop_without_an_end_is_stopped_and_named_with_its_line(string loop)
    {
        _bench.Patience = TimeSpan.FromMilliseconds(200);
        var strategy = _bench.LoadNext($"if (++_seen < 100) return default;\n\n{loop}\n#pragma warning disable CS0162\nreturn default;", "int _seen;");
        Bench.FailureOf(strategy, 200).ShouldBe(
            "MyIdea did not come back from bar 100 (2024-01-01 01:39 UTC): after 0.2 s it was still at strategies/MyIdea.cs line 10 and was stopped. Is that a loop without an end?");
    }

    [Fact]
    public async Task A_sweep_is_told_which_set_is_stuck_on_which_bar()
    {
        var clock = new HandClock();
        (_bench.Patience, _bench.Clock) = (TimeSpan.FromSeconds(10), clock);
        using var entered = new ManualResetEventSlim();
        AppDomain.CurrentDomain.SetData("entered", entered);
        var load = _bench.Load(Bench.Usings + """
            public sealed class MyIdea([Range(1, 3, 1, "which")] int n = 1) : IStrategy
            {
                private int _seen;

                public Idea Next(in Bar bar)
                {
                    if (++_seen < 100 || n != 2) return default;
                    ((System.Threading.ManualResetEventSlim)System.AppDomain.CurrentDomain.GetData("entered")!).Set();
                    while (true) { }
                }

                public string Explain() => "";
            }
            """);
        var strategy = load.Strategy.ShouldNotBeNull();
        // One core: a clock that is moved by hand would find others busy that only had no turn.
        var plan = SearchBench.Plan(SearchBench.Run(RunBench.Walk(300)), SearchBench.Space(strategy.Definition, ["n=1:3"])) with { Cores = 1 };
        var search = strategy.RunAsync(stop => ParameterSearch.Run(plan, null, null, stop), CancellationToken.None);
        entered.Wait();
        for (var look = 0; look < 5; look++) clock.Advance(TimeSpan.FromSeconds(2.5));
        (await Should.ThrowAsync<StrategyFailedException>(() => search)).Message.ShouldBe(
            "MyIdea (n=2) did not come back from bar 100 (2024-01-01 01:39 UTC): after 10 s it was still at strategies/MyIdea.cs line 13 and was stopped. Is that a loop without an end?");
    }

    [Theory]
    [InlineData("return Again(bar.Close);", "Idea Again(double x) => Again(x + 1) with { Stop = 1 };")]
    [InlineData("return Again(bar.Close);", "Idea Again(double x) { return Again(x + 1) with { Stop = 1 }; }")]
    [InlineData("return Mine;", "Idea Mine => Mine with { Stop = 1 };")]
    [InlineData("return Mine;", "Idea Mine { get { return Mine with { Stop = 1 }; } }")]
    public void A_call_without_an_end_does_not_take_Perun_down(string body, string fields) =>
        Bench.FailureOf(_bench.LoadNext(body, fields), 1).ShouldStartWith("MyIdea calls itself without an end on bar 1 (2024-01-01 00:00 UTC), at strategies/MyIdea.cs line 7");

    [Fact]
    public void A_call_at_the_very_end_of_a_method_is_a_loop_to_the_machine_and_ends_like_one()
    {
        _bench.Patience = TimeSpan.FromMilliseconds(200);
        Bench.FailureOf(_bench.LoadNext("return Again(bar.Close);", "Idea Again(double x) => Again(x + 1);"), 1).ShouldMatch("^MyIdea (calls itself without an end|did not come back)");
    }

    [Fact]
    public async Task What_passes_no_checkpoint_is_left_behind_and_said_so()
    {
        _bench.Patience = TimeSpan.FromMilliseconds(200);
        using var never = new ManualResetEventSlim();
        AppDomain.CurrentDomain.SetData("never", never);
        var strategy = _bench.LoadNext("((System.Threading.ManualResetEventSlim)AppDomain.CurrentDomain.GetData(\"never\")!).Wait(); return default;");
        var failure = await Should.ThrowAsync<StrategyFailedException>(() => strategy.RunAsync(_ => Bench.Feed(strategy, 5), CancellationToken.None));
        failure.Message.ShouldStartWith("MyIdea did not come back from bar 1 (2024-01-01 00:00 UTC), in strategies/MyIdea.cs: after 0.2 s it was still waiting for something");
        never.Set();
    }

    [Fact]
    public async Task A_run_that_hangs_can_be_cancelled_long_before_patience_ends()
    {
        var strategy = _bench.LoadNext("if (++_seen == 50) while (true) { }\nreturn default;", "int _seen;");
        using var stop = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var run = strategy.RunAsync(_ =>
        {
            started.SetResult();
            return Bench.Feed(strategy, 100);
        }, stop.Token);
        await started.Task;
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task A_run_that_ends_well_gives_its_result()
    {
        var strategy = _bench.LoadNext("return default;");
        (await strategy.RunAsync(_ => Bench.Feed(strategy, 10_000), CancellationToken.None)).ShouldBe(10_000);
    }

    [Theory]
    [InlineData("new Idea(SignalAction.Buy, double.NaN, 0, 0)", "a confidence of NaN")]
    [InlineData("new Idea(SignalAction.Buy, 0.5, double.NaN, 0)", "a stop of NaN")]
    [InlineData("new Idea(SignalAction.Buy, 0.5, 1, double.PositiveInfinity)", "a target of Infinity")]
    [InlineData("new Idea((SignalAction)9, 0.5, 1, 2)", "a action of 9")]
    public void A_proposal_that_can_not_be_meant_is_a_failure(string idea, string what) =>
        Bench.FailureOf(_bench.LoadNext($"return {idea};"), 1).ShouldStartWith($"MyIdea proposed {what} on bar 1 (2024-01-01 00:00 UTC), in strategies/MyIdea.cs: it must be ");

    [Fact]
    public void A_failing_explanation_is_a_sentence_too()
    {
        var load = _bench.Load(Bench.Usings + """
            public sealed class MyIdea : IStrategy
            {
                public Idea Next(in Bar bar) => default;

                public string Explain() =>
                    throw new InvalidOperationException("no words");
            }
            """);
        var made = load.Strategy!.Definition.Create(load.Strategy.Definition.Default);
        made.Next(Bench.BarAt(0));
        Should.Throw<StrategyFailedException>(made.Explain).Message.ShouldBe(
            "MyIdea failed on bar 1 (2024-01-01 00:00 UTC), at strategies/MyIdea.cs line 10: no words (InvalidOperationException)");
    }
}

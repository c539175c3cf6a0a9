using Perun.Mind.Analysts;
using Perun.Simulation.Time;
using Perun.Trading;

namespace Perun.Tests.Trading;

public sealed class DifficultAnalystTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Cycle = TimeSpan.FromMinutes(1);
    private readonly ManualTimeProvider _clock = new(new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc));
    private readonly List<string> _failures = [];

    [Fact]
    public async Task An_analyst_that_throws_is_told_of_and_the_next_pass_comes()
    {
        using var desk = DeskOf((_, _) => throw new InvalidOperationException("no model today"));
        await PassAsync(desk, 1);
        await PassAsync(desk, 2);

        _failures.ShouldBe(["difficult: InvalidOperationException: no model today", "difficult: InvalidOperationException: no model today"]);
    }

    [Fact]
    public async Task An_analyst_that_answers_nothing_at_all_is_told_of()
    {
        using var desk = DeskOf((_, _) => ValueTask.FromResult<Analysis>(null!));
        await PassAsync(desk, 1);

        _failures.ShouldBe(["difficult: its answer is empty"]);
    }

    [Fact]
    public async Task An_analyst_that_hangs_is_given_up_once_and_gets_no_second_pass_beside_the_first()
    {
        var (begun, told) = (0, false);
        var never = new TaskCompletionSource<Analysis>();
        using var desk = DeskOf((_, cancel) =>
        {
            begun++;
            cancel.Register(() => told = true);
            return new ValueTask<Analysis>(never.Task);
        });
        await PassAsync(desk, 1);
        _failures.ShouldBeEmpty();
        _clock.Advance(Most);
        for (var minute = 2; minute < 10; minute++) await PassAsync(desk, minute);

        told.ShouldBeTrue();
        begun.ShouldBe(1);
        _failures.ShouldHaveSingleItem().ShouldContain("no answer within 30 seconds");

        never.SetResult(Analysis.Failed("too late to be heard"));
        await PassAsync(desk, 10);
        begun.ShouldBe(1);
        _failures.Count.ShouldBe(1);
        await PassAsync(desk, 11);
        begun.ShouldBe(2);
    }

    [Fact]
    public async Task A_late_answer_is_taken_when_it_is_there()
    {
        var answer = new TaskCompletionSource<Analysis>();
        using var desk = DeskOf((_, _) => new ValueTask<Analysis>(answer.Task));
        await PassAsync(desk, 1);
        _failures.ShouldBeEmpty();
        answer.SetResult(Analysis.Failed("late, but here"));
        await PassAsync(desk, 2);

        _failures.ShouldBe(["difficult: late, but here"]);
    }

    [Fact]
    public async Task A_floor_with_a_throwing_analyst_trades_as_one_without()
    {
        using var plain = new Session(seed: 3);
        using var difficult = new Session(seed: 3);
        difficult.Close();
        difficult.More = [new Difficult((_, _) => throw new FormatException("not JSON"))];
        difficult.Open();
        await plain.DaysAsync(1);
        await difficult.DaysAsync(1);

        plain.Trades.ShouldNotBeEmpty();
        difficult.TradesUnnumbered.ShouldBe(plain.TradesUnnumbered);
        difficult.Failures.Count.ShouldBe(1440);
    }

    private AnalystDesk DeskOf(Func<MarketBrief, CancellationToken, ValueTask<Analysis>> propose) =>
        new([new Difficult(propose)], Cycle, new Patience(WaitsForAnswers: false, Most, _clock), SimulationRun.Start)
        {
            OnFailure = (name, why) => _failures.Add($"{name}: {why}"),
        };

    private static async Task PassAsync(AnalystDesk desk, int minute)
    {
        using var engine = new Perun.Engine.Journal.JournaledEngine(Nowhere.Instance);
        desk.BeginCycleIfDue(SimulationRun.Start.AddMinutes(minute), engine.State);
        await desk.AnswersAsync(Session.Cancel);
    }

    private sealed class Difficult(Func<MarketBrief, CancellationToken, ValueTask<Analysis>> propose) : IAnalyst
    {
        public string Name => "difficult";

        public ValueTask<Analysis> ProposeAsync(MarketBrief brief, CancellationToken cancel) => propose(brief, cancel);
    }
}

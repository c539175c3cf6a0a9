using Perun.Commands;
using Perun.Facts;
using Perun.Trading;

namespace Perun.Tests.Trading;

public sealed class ReplayAndStoryTests
{
    [Fact]
    public async Task The_whole_journal_and_a_stretch_after_a_checkpoint_replay_equal()
    {
        using var session = new Session(seed: 1);
        await session.DaysAsync(1);
        session.Floor.Checkpoint();
        var middle = session.Floor.Position;
        await session.DaysAsync(1);
        var last = session.Floor.Position;
        session.Store.Reader().CheckpointsAtOrBefore(last).First().Position.ShouldBe(middle);

        var whole = await ReplayAsync(session, 1, last);
        var stretch = await ReplayAsync(session, middle + 100, last - 100);

        whole.IsEqual.ShouldBeTrue(whole.Difference?.Replayed);
        whole.Events.ShouldBe(last);
        whole.Commands.ShouldBeGreaterThan(0);
        stretch.IsEqual.ShouldBeTrue(stretch.Difference?.Replayed);
        stretch.Events.ShouldBe(last - 100 - (middle + 100) + 1);
    }

    [Fact]
    public async Task Every_allowed_decision_has_a_story_from_verdict_to_fill()
    {
        using var session = new Session(seed: 1);
        await session.DaysAsync(2);
        session.Floor.Checkpoint();
        using var facts = session.Stored();
        var allowed = (await facts.DecisionsAsync(new FactQuery(1000), Session.Cancel)).Where(decision => decision.Verdict is "Allowed" or "Resized").ToList();
        allowed.ShouldNotBeEmpty();

        foreach (var decision in allowed)
        {
            var story = await facts.WhyAsync(decision.Id, Session.Cancel);
            var steps = story.ShouldNotBeNull().Story.Select(step => step.What).ToList();
            steps.ShouldContain("judged", decision.ToString());
            if (decision.Reason == "LeavesPosition") continue;
            steps.ShouldContain("order", decision.ToString());
            if (story.Orders.Any(order => order.Filled > 0)) steps.ShouldContain("fill", decision.ToString());
        }
    }

    private static Task<ReplayReport> ReplayAsync(Session session, long from, long to) =>
        ReplayRun.RunAsync(new ReplayRequest(session.Settings, new JournalPlace(from, null), new JournalPlace(to, null)), Session.Cancel);
}

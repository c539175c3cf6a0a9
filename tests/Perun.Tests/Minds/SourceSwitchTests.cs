using Perun.Core.Instruments;
using Perun.Facts;
using Perun.Minds;

namespace Perun.Tests.Minds;

public sealed class SourceSwitchTests
{
    [Fact]
    public async Task A_source_of_our_own_that_is_off_says_nothing_and_the_others_go_on()
    {
        using var session = new MindSession(seed: 3, options: [("SOURCES_OFF", "technical, world-news")]).Open();
        await session.RunAsync(TimeSpan.FromHours(16));
        var context = session.Context(new ContextQuery(All: true));
        context.Failure.ShouldBeNull();
        context.Items.ShouldNotContain(item => item.Key.StartsWith("Evidence:technical:") || item.Key.StartsWith("Evidence:news:"));
        context.Items.ShouldContain(item => item.Key.StartsWith("Evidence:risk:"));
        context.Items.ShouldContain(item => item.Key.StartsWith("Evidence:clock:"));
        context.Sources.Where(source => source.Why == "it is in SOURCES_OFF").Select(source => source.Name).Order().ShouldBe(["technical", "world-news"]);
        context.Sources.ShouldAllBe(source => source.StaleSince == null, "what is off is not stale");
    }

    [Fact]
    public async Task What_it_said_before_it_was_turned_off_is_forgotten()
    {
        using var session = new MindSession(seed: 3).Open();
        await session.RunAsync(TimeSpan.FromHours(16));
        session.Context().Note.ShouldContain("Account: equity");
        var kept = session.Room.Save(session.Floor.Now);

        using var room = new KnowledgeRoom(new Universe(session.Floor.State.Universe.Instruments), [], LaneBook.Open(session.Home, _ => { }), 1500, session.Floor.Now, _ => { }, ["portfolio"]);
        room.Restore(kept, []).ShouldBeNull();
        var context = room.Show(session.Board, new ContextQuery(All: true));
        context.Items.ShouldNotContain(item => item.Key.StartsWith("Evidence:risk:"));
        context.Items.ShouldContain(item => item.Key.StartsWith("Evidence:news:"));
    }
}

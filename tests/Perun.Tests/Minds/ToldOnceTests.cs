using Perun.Adapters.Storage;
using Perun.Facts;
using Perun.Mind.Knowledge.Lanes;
using Perun.Mind.Knowledge.Notes;
using Perun.Minds;
using Perun.VenueServers.Models;

namespace Perun.Tests.Minds;

public sealed class ToldOnceTests : IAsyncLifetime
{
    private ModelServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ModelServer.StartAsync(new ModelServerSettings(), MindSession.Cancel);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_lane_that_tells_once_tells_each_piece_to_one_decision_also_over_a_kill()
    {
        using var session = new MindSession(seed: 1, "scripted", _server.Address);
        File.WriteAllText(LaneBook.PathIn(session.Home), DefaultLanes.Text.Replace("[news-sentiment]", "[news-sentiment]\nonce = yes", StringComparison.Ordinal));
        session.Open();
        await session.RunAsync(TimeSpan.FromHours(18));
        session.Close(checkpoint: false);
        session.Open();
        await session.RunAsync(TimeSpan.FromHours(2));

        var news = TimesTold(session, "news-sentiment");
        news.Count.ShouldBeGreaterThan(5);
        news.Values.ShouldAllBe(times => times == 1);
        TimesTold(session, "risk-factors").Values.Max().ShouldBeGreaterThan(1, "the others tell as ever");
        session.Audit().IsWhole.ShouldBeTrue();
    }

    [Fact]
    public async Task A_note_that_nobody_answered_to_is_told_again()
    {
        using var session = new MindSession(seed: 1, "scripted-refusal", _server.Address);
        File.WriteAllText(LaneBook.PathIn(session.Home), DefaultLanes.Text.Replace("[news-sentiment]", "[news-sentiment]\nonce = yes", StringComparison.Ordinal));
        session.Open();
        await session.RunAsync(TimeSpan.FromHours(16));
        TimesTold(session, "news-sentiment").Values.Max().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Holds_do_not_crowd_out_what_was_proposed()
    {
        using var session = new MindSession(seed: 1, "scripted", _server.Address).Open();
        await session.DaysAsync(2);
        using var facts = new StoreFacts(() => session.Board, session.Facts, session.Store.Reader());
        var all = await facts.DecisionsAsync(new FactQuery(1_000), MindSession.Cancel);
        var shown = (await facts.OverviewAsync(MindSession.Cancel)).Decisions;
        all.Take(shown.Count).ShouldAllBe(decision => decision.Verdict == "Held", "the newest are all holds");
        shown.Where(decision => decision.Verdict == "Held").Select(decision => decision.Symbol).ShouldBeUnique();
        shown[0].Id.ShouldBe(all[0].Id);
        shown.Where(decision => decision.Verdict != "Held").Select(decision => decision.Id).ShouldBe(all.Where(decision => decision.Verdict != "Held").Select(decision => decision.Id));
    }

    private static Dictionary<string, int> TimesTold(MindSession session, string lane) => session.Decisions
        .SelectMany(kept => kept.Note!.Items).Where(item => item.Lane == lane && item.Fate is Fate.Told or Fate.Shortened)
        .GroupBy(item => item.Key).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}

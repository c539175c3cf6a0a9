using System.Text.Json;
using Perun.Adapters.Storage;
using Perun.Facts;
using Perun.Minds;
using Perun.Tests.Daemon;
using Perun.Trading;
using Perun.VenueServers.Models;

namespace Perun.Tests.Minds;

/// Whatever was known when Perun was killed is known when it comes back.
public sealed class KilledMindTests
{
    [Fact]
    public async Task After_a_kill_the_note_says_what_it_said_before()
    {
        using var session = new MindSession(seed: 3).Open();
        await session.RunAsync(TimeSpan.FromHours(20));
        var (before, board) = (session.Context(), session.Board);
        before.Items.Count(item => item.Key.StartsWith("Evidence:news:")).ShouldBeGreaterThan(0);
        session.Close(checkpoint: false);

        using (var connection = SqliteFile.OpenToRead(session.StorePath)!)
        {
            var journal = new JournalReader(connection);
            using var recovered = Recovery.Restore(Nowhere.Instance, journal);
            var stored = StoredKnowledge.Of(session.Settings, recovered.Engine.State, journal).ShouldNotBeNull()(board, new ContextQuery()).ShouldNotBeNull();
            NewsIn(stored).ShouldBe(NewsIn(before));
        }
        session.Open();
        session.Context().Note.ShouldBe(before.Note);
        session.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_decision_after_a_kill_sees_what_it_would_have_seen()
    {
        await using var server = await ModelServer.StartAsync(new ModelServerSettings(), MindSession.Cancel);
        using var spared = new MindSession(seed: 2, "scripted", server.Address).Open();
        using var killed = new MindSession(seed: 2, "scripted", server.Address).Open();
        foreach (var session in (MindSession[])[spared, killed]) await session.RunAsync(TimeSpan.FromHours(15.1));
        killed.Close(checkpoint: false);
        killed.Open();
        foreach (var session in (MindSession[])[spared, killed]) await session.RunAsync(TimeSpan.FromMinutes(15));

        var (one, other) = (spared.Decisions[^1], killed.Decisions[^1]);
        other.Decision.AsOf.ShouldBe(one.Decision.AsOf);
        other.Whole.Note.ShouldBe(one.Whole.Note);
        other.Decision.RequestHash.ShouldBe(one.Decision.RequestHash);
        killed.Audit().Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_forgotten_stays_forgotten_and_a_checkpoint_takes_the_changes_place()
    {
        using var session = new MindSession(seed: 3).Open();
        await session.RunAsync(TimeSpan.FromHours(6));
        session.Store.Reader().KnowledgeChanges().ShouldNotBeEmpty();
        session.Floor.Checkpoint();
        session.Store.Reader().KnowledgeChanges().ShouldBeEmpty();
        await session.RunAsync(TimeSpan.FromDays(5));
        var before = NewsIn(session.Context(new ContextQuery { All = true }));
        session.Close(checkpoint: false);
        session.Open();
        NewsIn(session.Context(new ContextQuery { All = true })).ShouldBe(before);
    }

    [Fact]
    public async Task A_process_that_is_killed_leaves_the_news_it_heard()
    {
        using var home = new TemporaryFolder();
        string[] heard = [];
        using (var perun = await PerunProcess.TradingAsync(home.Path, PerunProcess.FreePort(), speed: "20000"))
        {
            for (var i = 0; heard.Length == 0; i++)
            {
                heard = await NewsAsync(home);
                i.ShouldBeLessThan(200, "hours of the market pass between two looks");
            }
            await perun.KillAsync();
        }
        var after = await NewsAsync(home);
        heard.Except(after).ShouldBeEmpty();
    }

    private static async Task<string[]> NewsAsync(TemporaryFolder home)
    {
        var (code, said) = await PerunProcess.RunAsync(home.Path, "context", "show", "--json", "--data", home.File("data"));
        code.ShouldBe(0, said);
        using var document = JsonDocument.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..]);
        return [.. document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()!).Where(key => key.StartsWith("Evidence:news:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string[] NewsIn(ContextFact context) =>
        [.. context.Items.Select(item => item.Key).Where(key => key.StartsWith("Evidence:news:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}

using Perun.Adapters.Memories;
using Perun.Configuration;
using Perun.Memories;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge;
using Perun.Mind.Memories;
using Perun.Mind.Sources;
using Perun.Tests.Minds;
using Perun.VenueServers.Models;

namespace Perun.Tests.Memories;

/// What a model decided is remembered, comes back when things stand alike, and what it was shown stays.
public sealed class RememberedDecisionTests : IAsyncLifetime
{
    private readonly List<string> _told = [];
    private ModelServer _server = null!;
    private MindSession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServer.StartAsync(new ModelServerSettings(), MindSession.Cancel);
        _session = new MindSession(seed: 2, "scripted", _server.Address).Open();
        await _session.DaysAsync(3);
        CatchUp();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public void An_analysis_is_remembered_with_its_signals_and_to_hold_for_the_same_reason_only_once()
    {
        using var store = Store();
        Memory[] analyses = [.. store.All(new MemoryFilter(Kinds: [MemoryKind.Analysis]))];
        var proposing = _session.Decisions.Where(kept => kept.Decision.Entries.Any(entry => entry.Verdict == EntryVerdict.Accepted && entry.Action != Core.Signals.SignalAction.Hold)).ToList();
        analyses.Count(analysis => !ArchiveScribe.IsIdle(analysis)).ShouldBe(proposing.Count);
        analyses.Length.ShouldBeLessThan(_session.Decisions.Count);
        analyses.ShouldAllBe(analysis => analysis.Source == "model" && analysis.Text.StartsWith("scripted on ") && MemoryDoor.Refuses(analysis) == null);

        var trade = store.Newest(new MemoryFilter(Kinds: [MemoryKind.Trade]), 1).ShouldHaveSingleItem();
        var entry = store.Find(trade.Links.Single(link => link.Relation == "entry").To)!;
        var analysis = store.Find(entry.Links.Single(link => link.Relation == "analysis").To)!;
        analysis.Text.ShouldContain($"buy {trade.Symbols[0]}");
        analysis.Links.ShouldContain(new MemoryLink("signal", entry.Id));
        _told.ShouldBeEmpty();

        CatchUp();
        using var again = Store();
        again.All(new MemoryFilter(Kinds: [MemoryKind.Analysis])).Select(one => one.Id).ShouldBe(analyses.Select(one => one.Id), "nothing is remembered twice");
    }

    [Fact]
    public async Task What_came_of_it_when_things_stood_alike_reaches_the_note()
    {
        using var store = Store();
        var trade = store.Newest(new MemoryFilter(Kinds: [MemoryKind.Trade]), 1)[0];
        var (symbol, entry) = (trade.Symbols[0], store.Find($"signal-{trade.Decision}")!);
        var source = new MemorySource(store, about => new MemoryCue(about == symbol ? entry.Situation : null, null));
        var said = (Gathered)await source.GatherAsync(new GatherRequest(_session.Floor.Now, [symbol]), MindSession.Cancel);
        var similar = (Evidence)said.Objects.First(about => about.Id == $"memory:similar:{entry.Id}:{trade.Id}");
        similar.Summary.ShouldBe($"{symbol} stood much as now ({entry.Situation!.Regime.Replace('-', ' ')}, 100% alike) at {entry.At:yyyy-MM-dd HH:mm}: buy was proposed, and it ended with {trade.Profit:+0.00;-0.00;0.00}");
        similar.Detail.ShouldNotBeNull().ShouldContain(trade.Text);
        similar.From.IsOwn.ShouldBeFalse("a model's words stand in it");
        MemorySource.MemoriesIn(similar.Key.ToString()).ShouldBe([entry.Id, trade.Id]);

        // The floor's own readings, over the same bars as memory's, give the cue.
        _session.Room.CueOf(symbol).Situation.ShouldNotBeNull().Symbol.ShouldBe(symbol);
    }

    [Fact]
    public async Task What_a_decision_was_shown_is_not_pruned_while_the_archive_has_the_decision()
    {
        using (var store = Store())
        {
            _session.Room.Add(new MemorySource(store, _session.Room.CueOf), new SourceSettings { Every = TimeSpan.FromMinutes(1) }, speed: 1, _session.Floor.Now);
            for (var i = 0; i < 200 && !Shown().Any(); i++)
            {
                await _session.RunAsync(TimeSpan.FromMinutes(15));
                await Task.Delay(1, MindSession.Cancel);
            }
        }
        CatchUp();
        string[] shown = [.. Shown()];
        shown.ShouldNotBeEmpty();
        using var pruning = SqliteMemoryStore.Open(_session.StorePath);
        var before = pruning.Stats().Count;
        var gone = pruning.Prune(new PruneRule(_session.Floor.Now, MostCount: 1)).Gone;
        gone.Count.ShouldBeGreaterThan(10);
        shown.Where(id => pruning.Find(id) is null).ShouldBeEmpty("each memory that a note told is there");
        pruning.Stats().Count.ShouldBe(before - gone.Count);

        IEnumerable<string> Shown() => _session.Decisions.SelectMany(ArchiveScribe.Shown).Distinct();
    }

    private SqliteMemoryStore Store() => SqliteMemoryStore.OpenToRead(_session.StorePath)!;

    private void CatchUp()
    {
        using var follower = new JournalFollower(_session.StorePath, new MemorySettings(null, null, null), [.. _session.Floor.State.Universe.Instruments], _told.Add);
        follower.CatchUp(MindSession.Cancel);
    }
}

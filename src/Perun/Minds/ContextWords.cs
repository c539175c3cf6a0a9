using Perun.Facts;
using Perun.Mind.Knowledge;
using Perun.Mind.Knowledge.Notes;
using Perun.Mind.Sources;
using Perun.Web.Words;

namespace Perun.Minds;

/// A synthesis as facts for people.
internal static class ContextWords
{
    /// What a person would still read.
    private const int MostItems = 5_000;

    public static ContextFact Of(KnowledgeBase knowledge, Synthesis synthesis, IReadOnlyList<SourceStatus> sources, IReadOnlyList<SourceFact> absent, bool all)
    {
        var note = synthesis as Note;
        var items = (all ? Explainer.ExplainAll(knowledge, synthesis) : synthesis.Items).Take(MostItems).Select(ItemOf).ToList();
        return new ContextFact
        {
            AsOf = synthesis.Request.AsOf,
            Focus = synthesis.Request.Focus,
            Budget = synthesis.Request.Budget,
            Tokens = note?.Tokens ?? 0,
            Counter = synthesis.Counter,
            Note = note?.Text ?? "",
            Failure = (synthesis as NoNote)?.Why,
            Lanes = [.. knowledge.Lanes.Lanes.Select(lane => new LaneFact(
                lane.Id, lane.Name, lane.Status.ToString().ToLowerInvariant(), lane.MustSurface,
                synthesis.Items.Count(item => item.Lane == lane.Id), synthesis.Items.Count(item => item.Lane == lane.Id && item.IsInNote),
                synthesis.Items.Where(item => item.Lane == lane.Id && item.IsInNote).Sum(item => item.Tokens),
                sources.Where(source => source.Lane == lane.Id).Min(source => source.StaleSince)))],
            Sources = [.. sources.Select(source => new SourceFact(source.Name, source.Lane, source.IsOn, source.LastSuccess, source.StaleSince, source.LastError, source.Taken, source.Repeats, source.Refused) { Why = source.IsOn ? null : "it is in SOURCES_OFF" }), .. absent],
            Items = items,
        };
    }

    private static ItemFact ItemOf(ItemAccount item) => new(
        item.Key.ToString(), item.Text, item.Lane, Math.Round(item.Score.Total, 4), item.Score.ToString(), Phrases.Apart(item.Fate.ToString()), item.IsInNote, item.Why, item.Tokens);
}

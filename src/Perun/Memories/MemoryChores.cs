using Perun.Configuration;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Models;
using Perun.Minds;

namespace Perun.Memories;

/// The work that models do on memories, as far as they are set.
internal sealed class MemoryChores : IDisposable
{
    private static readonly TimeSpan EmbedEvery = TimeSpan.FromSeconds(30);

    private MemoryChores(IReadOnlyList<IMemoryChore> all) => All = all;

    public IReadOnlyList<IMemoryChore> All { get; }

    /// <param name="isDeciding">Whether a decision is being made at this moment.</param>
    /// <param name="tell">Hears what the user should know.</param>
    public static MemoryChores Of(PerunSettings settings, TradingMind mind, Func<bool> isDeciding, TimeProvider clock, Action<string> tell)
    {
        var chores = new List<IMemoryChore>();
        if (mind is not { Office: { } office, Prompts: { } prompts }) return new MemoryChores(chores);
        var terms = new ChoreTerms(settings.Models.OrganiseEvery, office.Desk.Budget, isDeciding, clock, tell);
        if (office.Desk.ModelOf(ModelTask.MemoryOrganisation) is not null)
        {
            var organiser = new ModelOrganiser(office.Desk.AskAsync, () =>
            {
                foreach (var change in prompts.Refresh()) tell(change);
                return prompts.For(ModelTask.MemoryOrganisation);
            });
            chores.Add(new OrganisingRound(organiser, terms));
        }
        if (office.Embeddings is { } embeddings) chores.Add(new EmbeddingRound(embeddings, terms with { Every = EmbedEvery }));
        return new MemoryChores(chores);
    }

    public void Dispose()
    {
        foreach (var chore in All) chore.Dispose();
    }
}

using Perun.Adapters.Memories;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;
using Perun.Mind.Models;

namespace Perun.Memories;

/// Lets a model go through memories, a few at a time, once rules have been through them. It stands behind decisions: it begins no
/// question while one is being decided, and leaves them half of the day's budget. A model that does not answer is told of once, and
/// asked again later and later; the rules go on all the while.
internal sealed class OrganisingRound(ModelOrganiser organiser, ChoreTerms terms) : IMemoryChore
{
    /// Where a model is set on memories of a long time, those before the newest so many stay as the rules left them.
    private const int MostOfThePast = 2_000;

    private readonly ChorePace _pace = new(terms, "Memory is organised by rules alone");
    private Task<Organised>? _underWay;
    private IReadOnlyList<Memory> _shown = [];
    private long _upTo;

    public void Step(SqliteMemoryStore store, MemoryFiles files)
    {
        if (_underWay is { IsCompleted: true } answer)
        {
            _underWay = null;
            Take(answer.Result, store, files);
        }
        if (_underWay is not null || !_pace.IsDue) return;
        (_shown, _upTo) = store.ToOrganise(ModelOrganiser.MostAtOnce, MostOfThePast);
        if (_shown.Count == 0) _pace.Rest();
        else _underWay = organiser.OrganiseAsync(_shown, _shown.Max(memory => memory.At), _pace.Stop);
    }

    public void Dispose() => _pace.Dispose();

    private void Take(Organised organised, SqliteMemoryStore store, MemoryFiles files)
    {
        // A refusal or a broken-off answer would come again to the same memories: they stay as the rules left them.
        var isOver = organised.Why is null || organised.Outcome is OutcomeKind.Refused or OutcomeKind.Truncated or OutcomeKind.Malformed;
        if (isOver) files.Touch(store.Refine(_shown, organised.Changes, _shown.Max(memory => memory.At), new Cursor(MemoryCursors.Organised, _upTo)));
        if (organised.Why is { } why) _pace.Failed($"{(organised.Model.Length > 0 ? organised.Model : "the model")} gave no usable answer ({why})");
        else _pace.Succeeded(hasMore: _shown.Count == ModelOrganiser.MostAtOnce);
    }
}

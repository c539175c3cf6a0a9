using System.Collections.Concurrent;
using Perun.Adapters.Storage;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Models;
using Perun.Mind.Prompts;

namespace Perun.Minds;

/// Takes decisions from passes, which end when they end, and writes them down on the loop, in one transaction with the signals that
/// came of them. What is too old is let go by the piece, behind a seal, so that the chain holds.
internal sealed class DecisionArchivist(SqliteStore store, KnowledgeRoom room, PromptLibrary prompts, int most = DecisionArchivist.UsualMost) : IDecisionArchive
{
    /// The newest decisions that are kept.
    public const int UsualMost = 20_000;

    /// The name under which the newest link's hash is kept beside the chain: an end that was cut off is missed.
    public const string Head = "archive-head";

    private const int MostWaiting = 10_000;

    private readonly ConcurrentQueue<KeptDecision> _waiting = new();
    private readonly ArchiveReader _reader = store.ArchiveReader();
    private ArchiveLink? _last = store.ArchiveReader().Last();
    private long _count = store.ArchiveReader().Count();

    public void Keep(DecisionRecord decision)
    {
        room.Asked(decision);
        if (_waiting.Count >= MostWaiting) return;
        var prompt = prompts.All.FirstOrDefault(prompt => prompt.Hash == decision.PromptHash);
        _waiting.Enqueue(KeptDecision.Of(decision, room.NoteOf(decision.NoteHash), prompt, [], null));
    }

    /// Writes what waits.
    /// <param name="signals">What the passes that ended proposed, with the journal positions it got.</param>
    /// <param name="hash">Of the journal, at the last of them.</param>
    public void Write(IReadOnlyList<(long Position, Signal Signal)> signals, Universe universe, ReadOnlySpan<byte> hash)
    {
        if (_waiting.IsEmpty) return;
        var journal = signals.Count > 0 ? Convert.ToHexStringLower(hash) : null;
        while (_waiting.TryDequeue(out var decision))
        {
            List<KeptSignal> own = [.. signals.Where(one => IsOf(decision.Decision, one.Signal, universe)).Select(one => new KeptSignal(universe[one.Signal.Instrument].Symbol, one.Position))];
            Append(decision with { Signals = own, JournalHash = own.Count > 0 ? journal : null });
        }
        // A tenth at once, so that seals stay few.
        if (_count > most + most / 10) Seal();
        store.Keep(Head, System.Text.Encoding.UTF8.GetBytes($"{_last!.Sequence} {_last.Hash}"));
    }

    private void Append(KeptDecision decision)
    {
        long? first = decision.Signals.Count > 0 ? decision.Signals[0].Position : null;
        _last = ArchiveLink.After(_last, decision.ToJson(), first);
        store.Archive(_last, decision.Signals.Select(signal => signal.Position));
        room.Archived(_last, decision.Decision.AsOf);
        _count++;
    }

    private void Seal()
    {
        if (_reader.At(_reader.Beyond(most)) is not { } oldest) return;
        var seal = new ArchiveSeal(oldest.Sequence, oldest.Hash);
        _last = ArchiveLink.After(_last, seal.ToJson(), null);
        store.Archive(_last, []);
        store.LetGo(seal);
        _count = _reader.Count();
    }

    /// A pass asks about a symbol once; what the rules proposed in the model's place is of an earlier bar.
    private static bool IsOf(DecisionRecord decision, Signal signal, Universe universe) =>
        (signal.BasedOn == decision.AsOf || decision.Outcome == OutcomeKind.BudgetSpent) && decision.Asked.Contains(universe[signal.Instrument].Symbol);
}

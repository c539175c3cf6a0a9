using System.Text;
using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Configuration;
using Perun.Mind.Decisions;
using Perun.Mind.Knowledge.Archive;
using Perun.Mind.Models;
using Perun.Trading;

namespace Perun.Minds;

/// Follows the chain of notes and decisions from end to end, holds it against the journal, and judges every answer again.
internal static class ArchiveVerification
{
    private const int MostProblems = 20;

    public static Task<AuditReport> RunAsync(PerunSettings settings, CancellationToken cancel)
    {
        using var connection = SqliteFile.OpenToRead(ReplayRun.PathOf(settings))
            ?? throw new CommandFailedException(ExitCode.Refused, $"Nothing was decided yet, so there is nothing to verify: start with ./perun run (the data folder is {settings.Paths.Data}).");
        if (!ArchiveReader.IsIn(connection)) throw new CommandFailedException(ExitCode.Refused, $"Nothing was decided yet by this version of Perun, so there is nothing to verify: start it with ./perun run (the data folder is {settings.Paths.Data}).");
        return Task.FromResult(Look(new ArchiveReader(connection), new JournalReader(connection), cancel));
    }

    internal static AuditReport Look(ArchiveReader archive, JournalReader journal, CancellationToken cancel)
    {
        var (rejudged, signals) = (0L, 0L);
        var problems = new List<string>();
        var chain = ArchiveAudit.Look(Followed());
        if (chain.Break is { } broken) problems.Insert(0, broken);
        else if (WhyNotTheEnd(archive, journal) is { } cut) problems.Add(cut);
        return new AuditReport(chain.Links, chain.Sealed, rejudged, signals, [.. problems.Take(MostProblems)]);

        IEnumerable<ArchiveLink> Followed()
        {
            foreach (var link in archive.Links())
            {
                cancel.ThrowIfCancellationRequested();
                yield return link;
                // What is asked for the next link has found this one to be as it was written.
                if (KeptDecision.FromJson(link.Kept) is not { } kept) continue;
                signals += kept.Signals.Count;
                if (problems.Count < MostProblems && WhyNotTheJournal(link, kept, journal) is { } difference) problems.Add(difference);
                if (kept.Decision.Outcome != OutcomeKind.Answered) continue;
                rejudged++;
                if (problems.Count < MostProblems && DecisionReplay.Difference(kept) is { } other) problems.Add($"note {link.Sequence}: {other}");
            }
        }
    }

    private static string? WhyNotTheJournal(ArchiveLink link, KeptDecision kept, JournalReader journal)
    {
        if (kept.Signals.Count == 0) return null;
        var last = journal.LastPosition();
        foreach (var signal in kept.Signals)
        {
            var block = journal.Blocks(signal.Position - 1, signal.Position).FirstOrDefault();
            if (block.Name != "signal") return $"note {link.Sequence} says that position {signal.Position} of the journal is its signal about {signal.Symbol}: {(signal.Position > last ? "the journal ends before" : $"there is \"{block.Name}\"")}";
        }
        return null;
    }

    /// The newest link is known beside the chain, too.
    private static string? WhyNotTheEnd(ArchiveReader archive, JournalReader journal)
    {
        var head = journal.Kept(DecisionArchivist.Head) is { } kept ? Encoding.UTF8.GetString(kept) : null;
        var last = archive.Last();
        if (head == (last is null ? null : $"{last.Sequence} {last.Hash}")) return null;
        return $"the chain ends with {(last is null ? "nothing" : $"note {last.Sequence}")}, and {head?.Split(' ')[0] ?? "none"} was the last that was written: its end was cut off";
    }
}

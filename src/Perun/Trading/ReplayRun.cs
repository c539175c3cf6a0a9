using System.Diagnostics;
using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Configuration;
using Perun.Daemon;
using Perun.Engine.Journal;

namespace Perun.Trading;

/// Feeds a stretch of the journal to a fresh engine and holds its answers against those that the journal has.
internal static class ReplayRun
{
    public static Task<ReplayReport> RunAsync(ReplayRequest request, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var path = PathOf(request.Settings);
        using var connection = SqliteFile.OpenToRead(path)
            ?? throw new CommandFailedException(ExitCode.Refused, "Nothing was traded yet, so there is nothing to replay: start with ./perun run.");
        var journal = new JournalReader(connection);
        var last = journal.LastPosition();
        var from = Math.Max(1, Position(request.From, journal, isEnd: false));
        var to = Math.Min(last, Position(request.To, journal, isEnd: true));
        if (from > to) throw new CommandFailedException(ExitCode.Refused, $"The journal has nothing from {request.From} to {request.To}; it goes from 1 to {last}.");
        return Task.FromResult(Replay(journal, from, to, cancel) with { Took = Stopwatch.GetElapsedTime(begun) });
    }

    public static string PathOf(PerunSettings settings) => Path.Combine(settings.Paths.Data, PerunDaemon.StoreFile);

    private static ReplayReport Replay(JournalReader journal, long from, long to, CancellationToken cancel)
    {
        var (events, commands) = (0L, 0L);
        using var before = Recovery.Restore(Nowhere.Instance, journal, from - 1);
        var mismatch = before.Difference;
        if (mismatch is null)
        {
            foreach (var block in journal.Blocks(from - 1, to))
            {
                cancel.ThrowIfCancellationRequested();
                events++;
                foreach (var answer in block.Answers)
                    if (answer.IsCommand) commands++;
                mismatch = Recovery.Again(before.Engine, block);
                if (mismatch is not null) break;
            }
            if (mismatch is null && before.Engine.Position != to) mismatch = new Mismatch(before.Engine.Position + 1, "nothing", $"position {to} should be there");
        }
        return new ReplayReport
        {
            From = from,
            To = to,
            Events = events,
            Commands = commands,
            IsEqual = mismatch is null,
            Took = default,
            Difference = mismatch is null ? null : new ReplayDifference(mismatch.Position, mismatch.Journalled, mismatch.Replayed),
        };
    }

    private static long Position(JournalPlace place, JournalReader journal, bool isEnd)
    {
        if (place.Position is { } position) return position;
        var at = journal.FirstPositionAt(place.Time!.Value);
        return isEnd && at > 1 ? at - 1 : at;
    }
}

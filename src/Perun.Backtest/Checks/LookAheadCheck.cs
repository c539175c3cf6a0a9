using Perun.Core.Bars;
using Perun.Core.Strategies;

namespace Perun.Backtest.Checks;

/// Does a decision know what comes later? History is ended right after a decision, and continued otherwise: all that was decided
/// up to there must stay. A cheat that keeps a copy of the data of its own is not seen here: it shows in `DateCheck` and in the
/// remarks of its file.
public static class LookAheadCheck
{
    public const int FewestBars = 2;

    public static LookAheadReport Run(Func<IStrategy> make, Bar[] bars, int cuts = 24, CancellationToken cancel = default) =>
        Run(history => Hearing.Of(make(), history, cancel), Hearing.Words, bars, cuts, cancel);

    /// For whole runs as well as for strategies.
    /// <param name="decide">One decision for each bar of a history, made at that bar's close. It gets an array of its own.</param>
    public static LookAheadReport Run<T>(Func<Bar[], T[]> decide, Func<T, string> words, Bar[] bars, int cuts = 24, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars.Length, FewestBars);
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        var said = decide([.. bars]);
        var places = Places(said, cuts);
        var ideas = said.Count(decision => !Same(decision, default));

        var culprit = Differs(bars, said, Attempt([.. bars]), bars.Length, LookAheadKind.Repeat, (place, was, now) =>
            $"It can't be repeated: on {place} it said {was}, and on the same bars a second time {now}. Does it use chance or a clock, or keep something in a static field?");
        foreach (var cut in places)
        {
            if (culprit is not null) break;
            cancel.ThrowIfCancellationRequested();
            culprit = Differs(bars, said, Attempt(Otherwise(bars, cut)), cut, LookAheadKind.Future, (place, was, now) =>
                $"It looks ahead: on {place} it said {was}, but {now} when only the bars after bar {cut:#,##0} are others.");
            culprit ??= Differs(bars, said, Attempt(bars[..cut]), cut, LookAheadKind.Future, (place, was, now) =>
                $"It looks ahead: on {place} it said {was}, but {now} when history ends with bar {cut:#,##0}.");
        }
        return new LookAheadReport(bars.Length, places.Length, ideas, culprit);

        // Whatever fails only where the future is missing needed it.
        (T[] Decisions, string? Failure) Attempt(Bar[] history)
        {
            try
            {
                return (decide(history), null);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                return ([], failure.Message);
            }
        }

        LookAheadFinding? Differs(Bar[] history, T[] expected, (T[] Decisions, string? Failure) found, int count, LookAheadKind kind, Func<string, string, string, string> sentence)
        {
            for (var i = 0; i < count; i++)
            {
                var isThere = i < found.Decisions.Length;
                if (isThere && Same(expected[i], found.Decisions[i])) continue;
                var was = words(expected[i]);
                var now = isThere ? words(found.Decisions[i]) : found.Failure is { } failure ? $"it fails ({failure})" : "nothing";
                // A failure has no bar of its own: it is the whole run that can't be without the future.
                var at = found.Failure is null ? i : count - 1;
                return new LookAheadFinding(kind, at + 1, history[at].Time, words(expected[at]), now, sentence($"bar {at + 1:#,##0} ({history[at].Time:yyyy-MM-dd HH:mm} UTC)", words(expected[at]), now));
            }
            return null;
        }
    }

    /// History is best ended right after decisions, where one more bar would have helped most; the rest lies evenly between.
    private static int[] Places<T>(T[] said, int cuts)
    {
        int[] decided = [.. Enumerable.Range(0, said.Length - 1).Where(i => !Same(said[i], default)).Select(i => i + 1)];
        var places = new SortedSet<int>();
        var ofDecisions = Math.Min(decided.Length, Math.Max(1, cuts * 3 / 4));
        for (var i = 0; i < ofDecisions; i++) places.Add(decided[(int)((long)i * decided.Length / ofDecisions)]);
        var rest = cuts - places.Count;
        for (var i = 1; i <= rest; i++) places.Add((int)Math.Max(1, (long)i * (said.Length - 1) / (rest + 1))); // One that is there already counts once.
        return [.. places];
    }

    /// The same up to the cut, and from there every move the other way.
    private static Bar[] Otherwise(Bar[] bars, int cut)
    {
        var history = bars.ToArray();
        var square = bars[cut - 1].Close * bars[cut - 1].Close;
        for (var i = cut; i < history.Length; i++)
        {
            var bar = history[i];
            if (bar.IsSane) history[i] = new Bar(bar.Time, square / bar.Open, square / bar.Low, square / bar.High, square / bar.Close, bar.Volume * 3 + 1);
        }
        return history;
    }

    private static bool Same<T>(T one, T? other) => EqualityComparer<T>.Default.Equals(one, other);
}

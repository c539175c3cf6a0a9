using Perun.Core.Bars;

namespace Perun.Backtest.Search.WalkForward;

/// A search that is judged only by what comes after it: parameters are chosen on one stretch of history and traded on the next,
/// again and again.
public sealed record WalkForwardPlan
{
    private const int MostFolds = 500;
    private const int LeastBars = 2;

    /// The search of each fold, over all of history.
    public required SearchPlan Search { get; init; }

    public required Stretch Train { get; init; }

    public required Stretch Test { get; init; }

    /// The end of each training stretch that is dropped: trades that began there would end in the test.
    public Stretch Purge { get; init; }

    /// How much further training keeps from the test: what indicators and markets remember.
    public Stretch Embargo { get; init; }

    /// Training begins with history and grows; else it moves along.
    public bool IsAnchored { get; init; }

    /// Throws a sentence for what can't be done.
    public void Check() => Folds();

    /// Where each fold trains and tests, as places in the bars.
    internal IReadOnlyList<FoldPlaces> Folds()
    {
        if (Search.Run.Markets.Count != 1) throw new SearchException("A walk-forward goes over one symbol at a time: give one with --symbols.");
        var bars = Search.Run.Markets[0].Bars;
        if (Train.Count == 0 || Test.Count == 0) throw new SearchException("Training and test need a length: give --train and --test, like 2y and 6mo.");
        var folds = new List<FoldPlaces>();
        var test = Embargo.After(bars, Train.After(bars, 0));
        while (test < bars.Length)
        {
            var end = Test.After(bars, test);
            // A rest shorter than a test would be judged by too little.
            if (end == bars.Length && folds.Count > 0 && IsShort(bars, test)) break;
            var to = Embargo.Before(bars, test);
            var from = IsAnchored || folds.Count == 0 ? 0 : Math.Max(0, Train.Before(bars, to));
            var kept = Purge.Before(bars, to);
            if (kept - from < LeastBars) throw new SearchException($"The purge of {Purge} leaves nothing of a training stretch of {Train}: make it shorter.");
            if (end - test < LeastBars) throw new SearchException($"A test of {Test} holds fewer than {LeastBars} bars: make it longer.");
            folds.Add(new FoldPlaces(from, kept, test, end));
            if (folds.Count > MostFolds) throw new SearchException($"That makes more than {MostFolds} folds: make --test longer.");
            test = end;
        }
        if (folds.Count == 0)
            throw new SearchException($"Training takes {Train}{(Embargo.Count > 0 ? $" and the embargo {Embargo}" : "")}, but history has only {bars.Length:#,##0} bars from {bars[0].Time:yyyy-MM-dd} to {bars[^1].Time:yyyy-MM-dd}: shorten --train, or bring more history.");
        return folds;
    }

    private bool IsShort(Bar[] bars, int test) => Test.Unit == StretchUnit.Bars
        ? bars.Length - test < Test.Count / 2
        : bars[^1].Time - bars[test].Time < (bars[test].Time - bars[Math.Max(0, Test.Before(bars, test))].Time) / 2;
}

/// Ends are outside.
internal readonly record struct FoldPlaces(int TrainFrom, int TrainTo, int TestFrom, int TestTo);

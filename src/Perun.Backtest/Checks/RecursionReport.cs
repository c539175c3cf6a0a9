namespace Perun.Backtest.Checks;

/// Where a strategy that began late disagrees with one that saw everything.
/// <param name="Bar">Counted from 1.</param>
public sealed record WarmUpDifference(int Bar, DateTime Time, string SaidWithEverything, string SaysNow);

/// <param name="WarmUp">Bars seen before the first that was compared.</param>
/// <param name="Different">Bars on which the ideas differ.</param>
public sealed record WarmUpTrial(int WarmUp, int Compared, int Different, WarmUpDifference? First);

/// <param name="Needed">The fewest bars of warm-up tried from which on all ideas agree; null where even the most were too few.</param>
/// <param name="Ideas">Ideas other than to hold on the bars compared. Without any, nothing has been shown.</param>
public sealed record RecursionReport(int? Needed, int Ideas, IReadOnlyList<WarmUpTrial> Trials)
{
    public string Sentence
    {
        get
        {
            if (Ideas == 0) return "Nothing was decided on the bars compared, so nothing is shown: take more bars or other parameters.";
            var culprit = Trials.LastOrDefault(trial => trial.First is not null);
            var example = culprit is { First: { } first }
                ? $" With {culprit.WarmUp:#,##0}, it says {first.SaysNow} on bar {first.Bar:#,##0} ({first.Time:yyyy-MM-dd HH:mm} UTC), and {first.SaidWithEverything} having seen everything."
                : "";
            return Needed is { } needed
                ? $"Its ideas agree after {needed:#,##0} bars of warm-up.{example}"
                : $"Its ideas depend on where history begins, even after {Trials[^1].WarmUp:#,##0} bars of warm-up: live it would trade otherwise than here.{example}";
        }
    }
}

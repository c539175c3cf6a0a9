using Perun.Backtest.History.Store;

namespace Perun.Backtest.History.Checking;

/// Reads every byte of a series against its checksums, and every bar against its calendar and its neighbours.
public static class Checker
{
    public static CheckReport Check(BarFile file)
    {
        var bars = file.Bars;
        var coverage = Coverage.Of(bars, file.Key.Timeframe, file.Hours);
        var oddities = new Oddities();
        oddities.Look(bars, file.Hours);
        return new CheckReport
        {
            Symbol = file.Key.Symbol,
            Timeframe = file.Key.Timeframe.ToString(),
            Hours = file.Hours,
            Source = file.Source,
            Bars = file.Count,
            First = file.Range?.First,
            Last = file.Range?.Last,
            Expected = coverage.Expected,
            Missing = coverage.Missing,
            Gaps = coverage.Gaps,
            LongestGaps = coverage.LongestGaps,
            Counts = oddities.Counts,
            Findings = oddities.Findings,
            Days = coverage.Days,
        };
    }
}

using Perun.Backtest.Search;

namespace Perun.Backtesting;

/// What `perun sweep` was asked for.
/// <param name="Run">Strategy, bars and assumptions of every set; what it sets stays as it is in all of them.</param>
/// <param name="Vary">Ranges as words, like fast=5:30:5; every declared range where there are none.</param>
/// <param name="Trials">How many sets a random or a sequential search tries.</param>
/// <param name="MustResume">Whether there must be something to go on with.</param>
public sealed record SweepRequest(
    BacktestRequest Run,
    IReadOnlyList<string> Vary,
    SearchMethod? Method,
    int Trials,
    Objective Objective,
    int Cores,
    bool MustResume,
    IProgress<SearchProgress>? Progress)
{
    /// Every combination where ranges are named; else a sample, because nobody waits for all of everything.
    public SearchMethod SearchMethod => Method ?? (Vary.Count > 0 ? SearchMethod.Grid : SearchMethod.Random);
}

/// <param name="Folder">With report.html, report.json, sets.csv and the winner's own report.</param>
public sealed record SweepAnswer(SearchResult Result, string Folder, TimeSpan Took, IReadOnlyList<string> Remarks);

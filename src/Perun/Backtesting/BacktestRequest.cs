using Perun.Backtest.Costs;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Configuration;
using Perun.Core.Bars;

namespace Perun.Backtesting;

/// What `perun backtest` was asked for.
/// <param name="Set">Parameters as words, like fast=12.</param>
/// <param name="To">Up to and without this moment.</param>
/// <param name="Out">The folder for the report; the data folder's `runs` where none is named.</param>
public sealed record BacktestRequest(
    PerunSettings Settings,
    string Strategy,
    IReadOnlyList<string> Set,
    IReadOnlyList<string> Symbols,
    Timeframe Timeframe,
    DateOnly? From,
    DateOnly? To,
    string? Benchmark,
    string? Out)
{
    public FillAssumptions Fills { get; init; } = FillAssumptions.Usual;

    /// The length of the finer bars that settle what happens inside a bar.
    public Timeframe? Detail { get; init; }

    public bool AllowsShort { get; init; }

    /// How runs are worked out; left to Perun where nothing is said.
    public RunWay? Way { get; init; }

    public bool ChecksLookAhead { get; init; }

    public bool ChecksRecursion { get; init; }

    /// A file of the user's own, and not the name of a built-in strategy.
    public bool IsOwnStrategy => Strategy.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    public string StrategyFile => Path.GetFullPath(Strategy, Settings.Paths.Home);

    /// What a run assumes, in words.
    public string Assumptions => string.Join("; ", [Fills.Words, .. AllowsShort ? (string[])["short allowed"] : [], .. Detail is { } detail ? (string[])[$"inside of bars by {detail}"] : []]);
}

/// <param name="Report">The folder with report.html, report.json, trades.csv and equity.csv.</param>
public sealed record BacktestAnswer(RunResult Run, ReportInput Input, IReadOnlyList<StatisticRow> Rows, string Report, TimeSpan Took)
{
    /// What in a strategy of the user's own no check can vouch for.
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// What the checks said that were asked for.
    public IReadOnlyList<StrategyVerdict> Checks { get; init; } = [];
}

using Perun.Backtest.Belief;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

/// What one parameter set came to: its numbers, or why it could not be run.
public sealed record SetOutcome(ParameterValues Values, SetNumbers? Numbers, string? Failure)
{
    /// What it is known by, wherever it is met again: fast=12 slow=26.
    public string Key { get; } = Values.ToString();
}

/// Enough to rank a set and to judge the search, and no curve: a search of any length keeps the same little of each.
public sealed record SetNumbers
{
    public required double End { get; init; }

    public required double? Return { get; init; }

    public required double? Cagr { get; init; }

    public required double? Sharpe { get; init; }

    public required double? Sortino { get; init; }

    public required double? Calmar { get; init; }

    public required double MaxDrawdown { get; init; }

    public required int Trades { get; init; }

    public required double? WinRate { get; init; }

    public required double? ProfitFactor { get; init; }

    public required double? Expectancy { get; init; }

    public required double? SystemQuality { get; init; }

    /// Null for a history too short to split.
    public required BlockTally? Blocks { get; init; }
}

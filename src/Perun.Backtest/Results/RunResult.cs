using Perun.Core.Bars;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Results;

/// What one strategy did on one stretch of history: the input of statistics, reports and comparisons.
public sealed record RunResult
{
    public required RunSpec Spec { get; init; }

    public required EquityCurve Equity { get; init; }

    /// In the order in which they closed.
    public required IReadOnlyList<RunTrade> Trades { get; init; }

    /// Bars that went through the engine.
    public required long Bars { get; init; }

    /// How often each rule of the risk gate refused, by its code.
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// Bars of which finer ones told what happened inside.
    public long SettledByDetail { get; init; }

    /// How often stop and target were both touched and nobody knows which came first: the stop was taken.
    public long Ambiguities { get; init; }

    /// How it was worked out.
    public RunWay Way { get; init; } = RunWay.Messages;

    /// Why it was worked out through messages alone where more was asked for, or what differed between two ways; null where nothing
    /// is to be said.
    public string? WayRemark { get; init; }
}

/// How a run is worked out. Every way gives the same result.
public enum RunWay
{
    /// The messages of live trading between engine and venue, one by one.
    Messages,

    /// The same rules for one account in whole numbers, without messages; where they don't reach, messages.
    Straight,

    /// One beside the other, compared. Messages have the last word.
    Both,
}

/// What was asked for. Two runs of one spec on the same bars give the same result, byte for byte.
public sealed record RunSpec
{
    public required string Strategy { get; init; }

    /// By name, in the order the strategy declares them.
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required Timeframe Timeframe { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required decimal StartCash { get; init; }

    /// What was assumed of fills and their costs, in words; none where nothing was said.
    public string? Assumptions { get; init; }
}

/// Account equity at the close of each bar of the run, column by column. Sampled where there are too many bars to keep.
/// <param name="Times">Ticks, UTC, rising.</param>
/// <param name="Exposure">The absolute value of all positions, in the account's currency.</param>
public sealed record EquityCurve(long[] Times, double[] Equity, double[] Exposure)
{
    public int Count => Times.Length;
}

/// One round trip, from flat to flat.
public sealed record RunTrade
{
    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    public required DateTime Opened { get; init; }

    public required DateTime Closed { get; init; }

    public required decimal Quantity { get; init; }

    public required decimal AverageEntry { get; init; }

    public required decimal AverageExit { get; init; }

    public required decimal Fees { get; init; }

    /// After fees.
    public required decimal Profit { get; init; }

    public required ExitReason Reason { get; init; }

    /// The furthest it was under water (zero or less) and above it, in the account's currency.
    public decimal WorstUnrealised { get; init; }

    public decimal BestUnrealised { get; init; }

    /// The position in the run of the proposal that opened it; zero where that was not kept.
    public long Decision { get; init; }

    /// The planned prices, for drawing brackets.
    public decimal? Stop { get; init; }

    public decimal? Target { get; init; }
}

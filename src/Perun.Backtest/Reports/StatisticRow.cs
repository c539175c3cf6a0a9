using Perun.Backtest.Belief;

namespace Perun.Backtest.Reports;

/// One statistic as a person reads it, on a page or in a terminal.
/// <param name="Explanation">What it means, in words that need no textbook.</param>
public sealed record StatisticRow(string Group, string Name, string Value, string Explanation, Tone Tone = Tone.Plain)
{
    /// The number behind the value, to compare by; null where there is none.
    public double? Amount { get; init; }
}

using Perun.Core.Instruments;

namespace Perun.Backtest.History.Checking;

/// Missing bars in a row, over nights and weekends too.
/// <param name="From">The first bar that is missing.</param>
/// <param name="To">The last one.</param>
public sealed record Gap(DateTime From, DateTime To, long Bars);

public enum Oddity
{
    /// A price that is zero, negative or no number.
    BadPrice,

    /// A high that is not the highest, a low that is not the lowest, a negative volume.
    Contradiction,

    /// Not later than the bar before.
    Repeated,

    /// While the market was closed.
    OutsideSession,

    /// A close far from the one before, measured by the usual step: a split, a slip of data, or a day to remember.
    Jump,

    /// A high or low far outside the bar's own open and close.
    Spike,
}

public sealed record Finding(Oddity Oddity, DateTime Time, string What);

/// How much of a session is there.
public readonly record struct DayCoverage(DateOnly Day, int Expected, int Present);

/// What `check` found in one series.
public sealed record CheckReport
{
    public required string Symbol { get; init; }

    public required string Timeframe { get; init; }

    public required TradingHours Hours { get; init; }

    public required string Source { get; init; }

    public required int Bars { get; init; }

    public required DateTime? First { get; init; }

    public required DateTime? Last { get; init; }

    /// Bars that the calendar expects between the first and the last.
    public required long Expected { get; init; }

    public required long Missing { get; init; }

    public required int Gaps { get; init; }

    /// The longest, longest first.
    public required IReadOnlyList<Gap> LongestGaps { get; init; }

    /// How many of each oddity.
    public required IReadOnlyDictionary<Oddity, long> Counts { get; init; }

    /// The first few of each.
    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<DayCoverage> Days { get; init; }

    /// Nothing that can't be history; gaps, jumps and spikes may be.
    public bool IsSound =>
        Counts.GetValueOrDefault(Oddity.BadPrice) + Counts.GetValueOrDefault(Oddity.Contradiction) + Counts.GetValueOrDefault(Oddity.Repeated)
        + Counts.GetValueOrDefault(Oddity.OutsideSession) == 0;
}

using Perun.Backtest.Reports;

namespace Perun.Backtest.Search;

/// What a search found, with how far to believe it.
public sealed record SearchResult
{
    public required SearchPlan Plan { get; init; }

    /// In the order in which they were proposed.
    public required IReadOnlyList<SetOutcome> Outcomes { get; init; }

    /// Those that could be run, the best first; of equals the one proposed first.
    public required IReadOnlyList<SetOutcome> Ranking { get; init; }

    /// Combinations of a grid that make no sense together.
    public required int Senseless { get; init; }

    /// Sets that an earlier, interrupted search had done.
    public required int Known { get; init; }

    public required int SharedCount { get; init; }

    /// Sets that took the straight path, shared or not.
    public required int StraightCount { get; init; }

    /// Why sets did not share work; null where they did, or where nothing was left to run.
    public required string? WhyNotShared { get; init; }

    /// Why sets did not take the straight path; null where they did, or where nothing was left to run.
    public required string? WhyNotStraight { get; init; }

    /// The best set, once more by messages, judged as the best of all that were tried.
    public required ReportInput Winner { get; init; }

    public required Neighbourhood? Neighbours { get; init; }

    public SetOutcome Best => Ranking[0];

    public IEnumerable<SetOutcome> Failed => Outcomes.Where(outcome => outcome.Failure is not null);

    public double? Score(SetOutcome outcome) => outcome.Numbers is { } numbers ? Plan.Objective.Of(numbers) : null;
}

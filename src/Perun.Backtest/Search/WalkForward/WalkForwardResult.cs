using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search.WalkForward;

/// One fold: what was chosen, what it showed where it was chosen, and what it did afterwards.
public sealed record Fold
{
    public required int Number { get; init; }

    public required DateTime TrainFrom { get; init; }

    public required DateTime TrainTo { get; init; }

    public required DateTime TestFrom { get; init; }

    public required DateTime TestTo { get; init; }

    public required ParameterValues Chosen { get; init; }

    public required int Tried { get; init; }

    public required SetNumbers Inside { get; init; }

    public required SetNumbers Outside { get; init; }
}

/// How steady the choice of one parameter was.
/// <param name="Changes">How often it differed from the fold before.</param>
/// <param name="Spread">The distance between the lowest and the highest choice, as a share of the whole range.</param>
public sealed record ParameterStability(string Name, double Lowest, double Median, double Highest, int Changes, double Spread);

public sealed record WalkForwardResult
{
    public required WalkForwardPlan Plan { get; init; }

    public required IReadOnlyList<Fold> Folds { get; init; }

    /// The test stretches one after the other, as one run that never saw what came next.
    public required ReportInput OutOfSample { get; init; }

    /// Null for fewer than two folds with a Sharpe ratio inside and outside.
    public required Decay? Decay { get; init; }

    public required IReadOnlyList<ParameterStability> Stability { get; init; }

    public RunResult Run => OutOfSample.Run;

    /// The yearly return outside over that inside, on average: the walk-forward efficiency.
    public double? Efficiency
    {
        get
        {
            var pairs = Folds.Where(fold => fold.Inside.Cagr is > 0 && fold.Outside.Cagr is not null).ToArray();
            return pairs.Length == 0 ? null : pairs.Average(fold => fold.Outside.Cagr!.Value) / pairs.Average(fold => fold.Inside.Cagr!.Value);
        }
    }
}

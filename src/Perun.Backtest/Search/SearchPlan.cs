using Perun.Backtest.Runs;
using Perun.Core.Instruments;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search;

public enum SearchMethod
{
    /// Every combination.
    Grid,

    /// So many combinations, drawn by lot.
    Random,

    /// One generation after the other, each drawn near what was good so far (a tree-structured Parzen estimator).
    Tpe,
}

/// Everything a search needs, ready in memory. The same plan gives the same result on any number of cores.
public sealed record SearchPlan
{
    /// More combinations than this are refused: nobody waits for them, and the best of them would be luck.
    public const int MostSets = 50_000;

    /// The run of any one set; its strategy and parameters are the search's to fill in.
    public required RunPlan Run { get; init; }

    public required SearchSpace Space { get; init; }

    public required TradingHours Hours { get; init; }

    public SearchMethod Method { get; init; }

    /// How many sets a random or a sequential search tries.
    public int Trials { get; init; } = 1000;

    public Objective Objective { get; init; } = Objective.Sharpe;

    public ulong Seed { get; init; } = 1;

    public int Cores { get; init; } = Environment.ProcessorCount;

    /// Whether sets may share work where that is known to change nothing.
    public bool MayShare { get; init; } = true;

    /// What the strategy is beside its name: for one of the user's own, what its file says.
    public string Identity { get; init; } = "";

    /// Bars that strategies see before the run's first, to warm up; none of them is traded.
    public ReadOnlyMemory<Core.Bars.Bar> WarmUp { get; init; }

    /// The run of one set through the full engine.
    public RunPlan RunOf(ParameterValues values) => Run with
    {
        Spec = Run.Spec with { Parameters = values.ByName() },
        Strategy = () => Warm(values),
    };

    private IStrategy Warm(ParameterValues values)
    {
        var strategy = Space.Strategy.Create(values);
        foreach (ref readonly var bar in WarmUp.Span) strategy.Next(bar);
        return strategy;
    }
}

/// How far a search is.
/// <param name="Known">Sets that an earlier, interrupted search had done.</param>
public readonly record struct SearchProgress(int Done, int Known, int Total);

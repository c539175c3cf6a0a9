using Perun.Backtest.Results;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Runs;

/// Everything a run needs, ready in memory. The same plan gives the same result.
public sealed record RunPlan
{
    public required RunSpec Spec { get; init; }

    public required IReadOnlyList<RunMarket> Markets { get; init; }

    public required Func<IStrategy> Strategy { get; init; }

    public EngineSettings Limits { get; init; } = new();

    public ExchangeRules Venue { get; init; } = new() { Latency = TimeSpan.Zero };

    public RunWay Way { get; init; } = RunWay.Straight;

    /// How many bars after its decision an order reaches the venue; with none it meets the next bar's open.
    public int LatencyBars { get; init; }
}

/// One instrument's history.
/// <param name="Bars">Of the run's timeframe, in the order of time.</param>
/// <param name="Detail">Finer bars of the same stretch, which settle what happens inside a bar; none to go by the bars alone.</param>
public sealed record RunMarket(Instrument Instrument, Bar[] Bars, Bar[]? Detail = null);

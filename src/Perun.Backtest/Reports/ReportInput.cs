using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;

namespace Perun.Backtest.Reports;

/// What a report is made from. The same input gives the same bytes.
public sealed record ReportInput(RunResult Run, RunStatistics Statistics, RunBelief Belief)
{
    /// By symbol, to draw trades on. Symbols without bars are not drawn.
    public IReadOnlyDictionary<string, Bar[]> Bars { get; init; } = new Dictionary<string, Bar[]>();

    public BenchmarkCurve? Benchmark { get; init; }

    /// What a model did, where one decided.
    public ModelRun? Model { get; init; }

    /// Shown in the title where a run has a name of its own.
    public string? Name { get; init; }
}

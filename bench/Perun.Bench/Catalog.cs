using Perun.Bench.Decisions;
using Perun.Bench.Engine;
using Perun.Bench.History;
using Perun.Bench.Indicators;
using Perun.Bench.Knowledge;
using Perun.Bench.Measuring;
using Perun.Bench.Memories;
using Perun.Bench.Search;
using Perun.Bench.Venues;
using Perun.Bench.Venues.Links;
using Perun.Bench.Venues.Reports;

namespace Perun.Bench;

/// Every benchmark. A new concept has a folder with its benchmarks, and a line here.
internal static class Catalog
{
    public static IReadOnlyList<Benchmark> All { get; } =
    [
        .. IndicatorBenchmarks.All(),
        .. EngineBenchmarks.All(),
        .. HistoryBenchmarks.All(),
        .. SweepBenchmarks.All(),
        .. KnowledgeBenchmarks.All(),
        .. MemoryBenchmarks.All(),
        .. DecisionBenchmarks.All(),
        .. AlpacaBenchmarks.All(),
        .. KrakenBenchmarks.All(),
        .. ReportBenchmarks.All(),
        .. LinkBenchmarks.All(),
    ];
}

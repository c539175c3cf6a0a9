using Perun.Engine;
using Perun.Engine.Events;
using Perun.Venues;

namespace Perun.Bench.Venues.Reports;

/// What a venue's news come to.
internal interface IReportedFloor : IDisposable
{
    /// No limit on trades and losses: a day of nothing but stopped trades is not to end.
    static readonly EngineSettings NoLimits = new()
    {
        MaxTradesPerDay = int.MaxValue,
        Cooldown = TimeSpan.Zero,
        MaxDailyLoss = default,
        MaxDrawdownPercent = 0,
        LossStreakLimit = 0,
        StopOutLimit = 0,
        SymbolLossLimit = 0,
    };

    EngineState State { get; }

    VenueMarketplace Market { get; }

    void Ask(OperatorRequest request);

    ValueTask AdvanceAsync(DateTime to, CancellationToken cancel);
}

using Perun.Core.Strategies;

namespace Perun.Backtest.Search.Tapes;

/// Whether sets of a search that takes the straight path may share what strategies say.
internal static class Sharing
{
    /// Null where they may.
    public static string? WhyNot(SearchPlan plan)
    {
        if (!plan.MayShare) return "it is switched off";
        if (!StrategyCatalog.All.Contains(plan.Space.Strategy)) return "nobody knows what a strategy of one's own remembers";
        return plan.WarmUp.IsEmpty ? null : "the strategies are warmed up";
    }
}

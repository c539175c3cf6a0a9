using Perun.Backtest.Results;

namespace Perun.Backtest.Reports;

/// One plain line on how a run was worked out.
public static class WayWords
{
    /// Whether two ways came to two results, which must never be.
    public static bool HasTwoResults(this RunResult run) => run is { Way: RunWay.Both, WayRemark: not null };

    public static string HowItWent(this RunResult run) => run switch
    {
        { Way: RunWay.Both, WayRemark: null } => "Two ways, one result: by the messages of live trading, and straight in whole numbers.",
        { Way: RunWay.Both, WayRemark: { } difference } => $"Two ways, two results: {difference}. What is shown is by messages, the way that trades live. Unless the strategy goes by chance, the clock or what other runs left behind, that is a mistake in Perun: please report it.",
        { Way: RunWay.Straight } => "Worked out straight, in whole numbers; --engine both holds it against the messages of live trading.",
        { WayRemark: { } why } => $"Worked out by the messages of live trading alone: {why}.",
        _ => "Worked out by the messages of live trading.",
    };
}

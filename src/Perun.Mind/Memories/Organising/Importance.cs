namespace Perun.Mind.Memories.Organising;

/// How much something is worth remembering, by rules: what cost or earned much, went wrong, or was learned.
public static class Importance
{
    public const double Lesson = 0.9;
    public const double Summary = 0.7;
    public const double Conversation = 0.5;
    public const double Analysis = 0.4;

    /// An analysis that proposes nothing.
    public const double Idle = 0.15;
    public const double Portfolio = 0.4;
    public const double Log = 0.2;
    public const double Market = 0.2;

    /// By what was won or lost, measured in what was risked; in shares of what was put in where nothing was planned.
    /// A gain or loss of three risks is as important as a trade gets.
    public static double OfTrade(decimal profit, decimal? risked, decimal entryValue)
    {
        var size = risked is > 0 ? (double)(profit / risked.Value) / 3
            : entryValue > 0 ? (double)(profit / entryValue) * 20
            : 0;
        return Math.Round(0.4 + 0.6 * Math.Min(1, Math.Abs(size)), 3);
    }

    /// A decision that led to orders counts more than one that was refused, and that more than doing nothing.
    public static double OfSignal(bool isAllowed, bool isRefused, double? confidence) =>
        Math.Round((isAllowed ? 0.4 : isRefused ? 0.25 : 0.1) + 0.1 * Math.Clamp(confidence ?? 0, 0, 1), 3);

    public static double OfError(bool isCritical) => isCritical ? 0.95 : 0.6;
}

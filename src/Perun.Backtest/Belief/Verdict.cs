using Perun.Backtest.Results;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Belief;

public enum Tone
{
    Good,
    Plain,
    Doubt,
    Bad,
}

/// One thing that a sceptic would want to be told.
public sealed record Finding(Tone Tone, string Text);

/// The answer in words: the short one first, then what it rests on.
public sealed record Verdict(Tone Tone, string Headline, string Sentence, IReadOnlyList<Finding> Findings)
{
    internal static readonly Verdict Unread = new(Tone.Plain, "", "", []);

    internal const int FewTrades = 30;

    public static Verdict On(RunResult run, RunStatistics statistics, RunBelief belief)
    {
        var findings = Sceptic.Of(run, statistics, belief);
        var (tone, headline, sentence) = Sum(statistics, belief);
        return new Verdict(tone, headline, sentence, findings);
    }

    private static (Tone Tone, string Headline, string Sentence) Sum(RunStatistics statistics, RunBelief belief)
    {
        if (statistics.Trades.Count == 0)
            return (Tone.Plain, "Nothing to judge", "It never closed a trade, so there is nothing to believe or doubt.");
        if (statistics.Returns.Profit <= 0)
            return (Tone.Bad, "It lost money", "History gives no reason to trade this, and statistics on a loss can't give one.");
        if (statistics.Trades.Count < FewTrades)
            return (Tone.Doubt, "Too few trades", $"{statistics.Trades.Count} round trips tell skill from luck about as well as {statistics.Trades.Count} tosses of a coin.");
        if (belief.DeflatedSharpe is not { } chance)
            return (Tone.Doubt, "Not measurable", "The returns are too few or too odd for their Sharpe ratio to be judged.");
        if (belief.Overfitting is { Probability: >= 0.5 } overfitting)
            return (Tone.Bad, "Probably overfitted", $"In {Share(overfitting.Probability)} of the splits of history the best variant of one half was no better than the middle on the other half.");
        return chance switch
        {
            < 0.5 => (Tone.Bad, "Probably luck", $"Luck alone explains this result better than skill does: {Share(chance)} chance of a real edge{Tries(belief)}."),
            < 0.95 => (Tone.Doubt, "Not proven", $"{Share(chance)} chance of a real edge{Tries(belief)}; 95 % is the least to ask for before risking money."),
            _ => (Tone.Good, "Holds up so far", $"{Share(chance)} chance of a real edge{Tries(belief)}, if the future is like this past."),
        };
    }

    private static string Tries(RunBelief belief) =>
        belief.Variants > 1 ? $", with all {belief.Variants:N0} tries counted" : ", if nothing else was tried before it";

    /// Never quite certain: what rounds to 0 or 100 is said to be beyond 1 or 99.
    internal static string Share(double share) => share switch
    {
        > 0 and < 0.005 => "under 1\u00a0%",
        > 0.995 and < 1 => "over 99\u00a0%",
        _ => $"{share * 100:0}\u00a0%",
    };
}

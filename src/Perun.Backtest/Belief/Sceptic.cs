using Perun.Backtest.Results;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Belief;

/// What the verdict rests on, a sentence each, in the order in which a sceptic asks.
internal static class Sceptic
{
    private const int FewBest = 5;

    public static List<Finding> Of(RunResult run, RunStatistics statistics, RunBelief belief) =>
        [.. new[]
        {
            Tries(statistics, belief), Alone(belief), Overfit(belief), Spread(statistics, belief), Record(statistics, belief),
            Trades(statistics), BestFew(run, statistics), Ways(belief), Costs(statistics),
        }.OfType<Finding>()];

    private static string Number(double value) => value.ToString("0.0#").Replace('-', '\u2212');

    private static Finding? Tries(RunStatistics statistics, RunBelief belief)
    {
        if (statistics.Returns.Sharpe is not { } sharpe || belief.DeflatedSharpe is not { } chance) return null;
        if (belief.Variants < 2)
            return new Finding(Tone.Plain, "This is judged as the only variant ever tried. Every other one that was looked at makes it less believable: say how many there were.");
        var text = $"With {belief.Variants:N0} variants tried, a Sharpe of {Number(belief.SharpeOfLuck)} is what luck alone gives the best of them; this one shows {Number(sharpe)}. "
            + $"The chance that its true Sharpe is above zero is {Verdict.Share(chance)} (deflated Sharpe ratio).";
        return new Finding(chance >= 0.95 ? Tone.Good : chance >= 0.5 ? Tone.Doubt : Tone.Bad, text);
    }

    private static Finding? Alone(RunBelief belief) =>
        belief.ProbabilisticSharpe is { } chance
            ? new Finding(chance >= 0.95 ? Tone.Good : chance >= 0.5 ? Tone.Doubt : Tone.Bad,
                $"Looked at alone, given its length and how far its days are from a bell curve, the chance of a true Sharpe above zero is {Verdict.Share(chance)} (probabilistic Sharpe ratio).")
            : null;

    private static Finding? Overfit(RunBelief belief) =>
        belief.Overfitting is not { } found ? null : new Finding(
            found.Probability < 0.2 ? Tone.Good : found.Probability < 0.5 ? Tone.Doubt : Tone.Bad,
            $"The probability of overfitting is {Verdict.Share(found.Probability)}: so often, of {found.Splits:N0} ways to split history, the winner of one half fell to the middle or below on the other. "
            + (found.Decay is { } decay ? $"A Sharpe of {Number(decay.MeanInside)} where it was chosen became {Number(decay.MeanOutside)} where it was not." : ""));

    private static Finding? Spread(RunStatistics statistics, RunBelief belief) =>
        belief.Redrawn is not { Sharpe: { } band } redrawn || statistics.Returns.Sharpe is not { } sharpe ? null : new Finding(
            band.Low > 0 ? Tone.Good : Tone.Doubt,
            $"In {redrawn.Paths:N0} histories redrawn from these days, nine of ten Sharpe ratios lie between {Number(band.Low)} and {Number(band.High)} (seen: {Number(sharpe)}), and {Verdict.Share(redrawn.ChanceOfLoss)} end with a loss.");

    private static Finding? Record(RunStatistics statistics, RunBelief belief)
    {
        var days = statistics.Sampling.Days;
        if (belief.DaysNeeded is not { } needed)
            return belief.DeflatedSharpe is null ? null
                : new Finding(Tone.Bad, "No length of record like this one would be enough: it does not beat what luck gives.");
        var years = needed / statistics.Sampling.PeriodsPerYear;
        return needed <= days
            ? new Finding(Tone.Good, $"{Math.Ceiling(needed):N0} days of such a record are enough for 95 % confidence, and there are {days:N0}.")
            : new Finding(Tone.Doubt, $"It takes {Math.Ceiling(needed):N0} days ({years:0.#} years) of such a record for 95 % confidence, and there are {days:N0}.");
    }

    private static Finding? Trades(RunStatistics statistics) =>
        statistics.Trades.Count is var count && count < Verdict.FewTrades
            ? new Finding(Tone.Bad, $"Only {count} round trips: one good or bad trade more would change every number here.")
            : null;

    private static Finding? BestFew(RunResult run, RunStatistics statistics)
    {
        if (run.Trades.Count < 2 * FewBest || statistics.Returns.Profit <= 0) return null;
        var best = (double)run.Trades.Select(trade => trade.Profit).OrderDescending().Take(FewBest).Sum();
        var total = (double)run.Trades.Sum(trade => trade.Profit);
        if (total <= 0) return null;
        return best >= total
            ? new Finding(Tone.Bad, $"Without its {FewBest} best trades of {run.Trades.Count:N0} it would have lost money.")
            : new Finding(best > total / 2 ? Tone.Doubt : Tone.Good, $"Its {FewBest} best trades of {run.Trades.Count:N0} made {Verdict.Share(best / total)} of the profit.");
    }

    private static Finding? Ways(RunBelief belief) =>
        belief.TradeOrder is not { } order ? null : new Finding(
            order.RankOfActual < 0.25 ? Tone.Doubt : Tone.Plain,
            $"The same trades in another order fall deeper in {Verdict.Share(1 - order.RankOfActual)} of {order.Paths:N0} shuffles: between closed trades the fall was {order.Actual * 100:0.#} %, "
            + $"one order in twenty exceeds {order.MaxDrawdown.High * 100:0.#} %. Plan for that one.");

    private static Finding? Costs(RunStatistics statistics) =>
        statistics.Activity.FeesOfGrossProfit is { } share and > 0.25
            ? new Finding(share > 0.5 ? Tone.Bad : Tone.Doubt, $"Fees take {Verdict.Share(share)} of what the trades make before them: a little more slippage than assumed, and nothing is left.")
            : null;
}

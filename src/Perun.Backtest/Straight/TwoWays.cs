using System.Globalization;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using static System.FormattableString;

namespace Perun.Backtest.Straight;

/// One run both ways at the same time, held against one another.
internal static class TwoWays
{
    /// A millionth, in which curves are kept; books that sum many digits may round the last of them otherwise.
    private const double CurveStep = 1.01e-6;

    /// What messages came to, with a word on any difference.
    public static RunResult Run(RunPlan plan, Action<long>? progress, CancellationToken cancel)
    {
        RunResult? straight = null;
        string? why = null;
        Exception? failure = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var thread = new Thread(() =>
        {
            try
            {
                straight = StraightPath.TryRun(plan, null, stop.Token, out why);
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
        })
        { IsBackground = true, Name = "straight path" };
        thread.Start();
        RunResult messages;
        try
        {
            messages = BacktestRunner.ByMessages(plan, progress, cancel);
        }
        catch
        {
            stop.Cancel();
            throw;
        }
        thread.Join();
        if (failure is not null) return messages with { Way = RunWay.Both, WayRemark = $"the straight path failed where messages did not: {failure.Message}" };
        if (straight is null) return messages with { WayRemark = why };
        return messages with { Way = RunWay.Both, WayRemark = Difference(messages, straight) };
    }

    /// The first thing in which two runs of one plan differ; null where they are the same.
    public static string? Difference(RunResult messages, RunResult straight)
    {
        for (var i = 0; i < Math.Min(messages.Trades.Count, straight.Trades.Count); i++)
            if (messages.Trades[i] != straight.Trades[i]) return Invariant($"round trip {i + 1} is {Words(messages.Trades[i])} by messages and {Words(straight.Trades[i])} without");
        if (messages.Trades.Count != straight.Trades.Count) return Invariant($"{messages.Trades.Count} round trips by messages and {straight.Trades.Count} without");
        if (Refusals(messages) is var refused && refused != Refusals(straight)) return $"messages refused {refused}, the straight path {Refusals(straight)}";
        if (messages.Bars != straight.Bars || messages.Ambiguities != straight.Ambiguities || messages.SettledByDetail != straight.SettledByDetail)
            return Invariant($"{messages.Bars} bars, {messages.Ambiguities} in doubt, by messages, {straight.Bars} and {straight.Ambiguities} without");
        var (left, right) = (messages.Equity, straight.Equity);
        if (!left.Times.AsSpan().SequenceEqual(right.Times)) return Invariant($"the curve has other moments: {left.Count} by messages and {right.Count} without");
        return FirstApart("equity", left.Times, left.Equity, right.Equity) ?? FirstApart("exposure", left.Times, left.Exposure, right.Exposure);
    }

    private static string? FirstApart(string what, long[] times, double[] left, double[] right)
    {
        for (var i = 0; i < left.Length; i++)
            if (left[i] != right[i] && !(Math.Abs(left[i] - right[i]) <= CurveStep + Math.Abs(left[i]) * 1e-15))
                return Invariant($"{what} at {new DateTime(times[i]):yyyy-MM-dd HH:mm} is {left[i]} by messages and {right[i]} without");
        return null;
    }

    private static string Refusals(RunResult run) => run.Refusals.Count == 0 ? "nothing" : string.Join(", ", run.Refusals.Select(refusal => Invariant($"{refusal.Key} {refusal.Value}")));

    private static string Words(RunTrade trade) => string.Create(CultureInfo.InvariantCulture,
        $"{trade.Quantity} from {trade.Opened:yyyy-MM-dd HH:mm} at {trade.AverageEntry} to {trade.Closed:yyyy-MM-dd HH:mm} at {trade.AverageExit} ({trade.Reason}, fees {trade.Fees}, profit {trade.Profit}, stop {trade.Stop}, target {trade.Target}, from {trade.WorstUnrealised} to {trade.BestUnrealised})");
}

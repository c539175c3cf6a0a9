using System.Diagnostics;
using Perun.Backtest.Reports;
using Perun.Backtest.Search;
using Perun.Backtest.Search.WalkForward;
using Perun.Commands;
using Perun.Core.Strategies;

namespace Perun.Backtesting;

/// What `perun walkforward` was asked for: the search of each fold, and where folds begin and end.
/// <param name="Progress">Told the fold, how many there are, and how far its search is.</param>
public sealed record WalkForwardRequest(SweepRequest Sweep, Stretch Train, Stretch Test, Stretch Purge, Stretch Embargo, bool IsAnchored, Action<int, int, SearchProgress>? Progress);

/// <param name="Folder">With report.html, report.json, folds.csv and the report of the record out of sample.</param>
public sealed record WalkForwardAnswer(WalkForwardResult Result, string Folder, TimeSpan Took, IReadOnlyList<string> Remarks);

/// From stored history and ranges of parameters to a record that nobody could have chosen by looking at it.
internal static class WalkForwardAction
{
    public static async Task<WalkForwardAnswer> RunAsync(WalkForwardRequest request, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var (answer, remarks) = await BacktestAction.WithStrategyAsync(request.Sweep.Run, (strategy, stop) => Run(request, strategy, begun, stop), cancel);
        return answer with { Remarks = [.. remarks, .. answer.Remarks] };
    }

    private static WalkForwardAnswer Run(WalkForwardRequest request, StrategyDefinition strategy, long begun, CancellationToken cancel)
    {
        var remarks = new List<string>();
        try
        {
            var plan = new WalkForwardPlan
            {
                Search = SweepAction.PlanOf(request.Sweep, strategy, remarks),
                Train = request.Train,
                Test = request.Test,
                Purge = request.Purge,
                Embargo = request.Embargo,
                IsAnchored = request.IsAnchored,
            };
            plan.Check();
            var folder = SweepAction.FolderOf(request.Sweep, plan.Search.Run.Spec, "walkforwards");
            var hasBegunAnew = false;
            var result = WalkForwardRun.Run(plan, folder, request.Progress, cancel, () => hasBegunAnew = true);
            if (hasBegunAnew) remarks.Add("What an earlier walk had done here was done on other stretches, limits or costs, or with another version of the strategy, so folds began anew.");
            Write(folder, result);
            return new WalkForwardAnswer(result, folder, Stopwatch.GetElapsedTime(begun), remarks);
        }
        catch (SearchException trouble)
        {
            throw new CommandFailedException(ExitCode.Refused, trouble.Message);
        }
    }

    private static void Write(string folder, WalkForwardResult result)
    {
        using (var html = File.Create(Path.Combine(folder, "report.html"))) WalkForwardPage.Write(html, result);
        using (var json = File.Create(Path.Combine(folder, "report.json"))) WalkForwardJson.Write(json, result);
        using (var folds = File.CreateText(Path.Combine(folder, "folds.csv"))) WalkForwardJson.WriteFolds(folds, result);
        BacktestAction.WriteReport(Path.Combine(folder, "out-of-sample"), result.OutOfSample);
    }
}

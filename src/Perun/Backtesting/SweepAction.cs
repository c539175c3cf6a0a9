using System.Diagnostics;
using System.Security.Cryptography;
using Perun.Backtest.History.Store;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Search;
using Perun.Commands;
using Perun.Core.Strategies;

namespace Perun.Backtesting;

/// From stored history and ranges of parameters to a ranking and a verdict.
internal static class SweepAction
{
    public static async Task<SweepAnswer> RunAsync(SweepRequest request, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var (answer, remarks) = await BacktestAction.WithStrategyAsync(request.Run, (strategy, stop) => Run(request, strategy, begun, stop), cancel);
        return answer with { Remarks = [.. remarks, .. answer.Remarks] };
    }

    /// What a search needs, ready in memory.
    internal static SearchPlan PlanOf(SweepRequest request, StrategyDefinition strategy, List<string> remarks)
    {
        var (space, problems) = SearchSpace.Of(strategy, request.Run.Set, request.Vary);
        if (space is null) throw CommandFailedException.Usage(string.Join('\n', problems));
        var store = BarStore.In(request.Run.Settings.Paths.Data);
        var run = BacktestAction.PlanOf(request.Run, strategy, strategy.Default, store, remarks);
        return new SearchPlan
        {
            Run = run,
            Space = space,
            Hours = BacktestAction.HoursOf(run.Markets),
            Method = request.SearchMethod,
            Trials = request.Trials,
            Objective = request.Objective,
            Seed = request.Run.Settings.World.Seed,
            Cores = request.Cores,
            Identity = request.Run.IsOwnStrategy ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(request.Run.StrategyFile))) : "",
        };
    }

    /// The same question on the same bars has the same folder, so that asking again goes on where it stopped.
    internal static string FolderOf(SweepRequest request, RunSpec spec, string kind)
    {
        var name = $"{spec.Strategy}-{string.Join('-', spec.Symbols)}-{spec.Timeframe}-{spec.From:yyyyMMdd}-{spec.To:yyyyMMdd}";
        var folder = request.Run.Out ?? Path.Combine(request.Run.Settings.Paths.Data, kind, BacktestAction.FileName(name) + BacktestAction.Mark(spec));
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static SweepAnswer Run(SweepRequest request, StrategyDefinition strategy, long begun, CancellationToken cancel)
    {
        var remarks = new List<string>();
        var plan = PlanOf(request, strategy, remarks);
        var folder = FolderOf(request, plan.Run.Spec, "sweeps");
        var journal = Path.Combine(folder, "sets.jsonl");
        if (request.MustResume && !File.Exists(journal)) throw new CommandFailedException(ExitCode.Refused, $"There is nothing to go on with in {folder}: leave --resume out to begin.");
        try
        {
            var result = ParameterSearch.Run(plan, journal, request.Progress, cancel, Anew);
            Write(folder, result);
            return new SweepAnswer(result, folder, Stopwatch.GetElapsedTime(begun), remarks);
        }
        catch (SearchException trouble)
        {
            throw new CommandFailedException(ExitCode.Refused, trouble.Message);
        }

        void Anew()
        {
            if (request.MustResume) throw new CommandFailedException(ExitCode.Refused, $"What {journal} has was done on other bars, limits or costs, or with another version of the strategy: leave --resume out to begin anew, or ask as you did then.");
            remarks.Add("What an earlier sweep had done here was done on other bars, limits or costs, or with another version of the strategy, so this one began anew.");
        }
    }

    private static void Write(string folder, SearchResult result)
    {
        using (var html = File.Create(Path.Combine(folder, "report.html"))) SweepPage.Write(html, result);
        using (var json = File.Create(Path.Combine(folder, "report.json"))) SweepJson.Write(json, result);
        using (var sets = File.CreateText(Path.Combine(folder, "sets.csv"))) SearchExport.Sets(sets, result.Plan.Space, result.Ranking.Concat(result.Failed));
        BacktestAction.WriteReport(Path.Combine(folder, "winner"), result.Winner);
    }
}

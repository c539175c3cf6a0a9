using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;

namespace Perun.Backtest.Search.WalkForward;

/// Chooses on each training stretch, trades the choice on the test behind it, and joins the tests to one record.
public static class WalkForwardRun
{
    /// <param name="folder">Where each fold keeps what it has done, so that an interrupted walk goes on; null to keep nothing.</param>
    /// <param name="progress">Of the searches, with the fold's number and how many there are.</param>
    public static WalkForwardResult Run(WalkForwardPlan plan, string? folder, Action<int, int, SearchProgress>? progress, CancellationToken cancel, Action? anew = null)
    {
        var places = plan.Folds();
        var (bars, cash) = (plan.Search.Run.Markets[0].Bars, plan.Search.Run.Spec.StartCash);
        var (folds, runs) = (new List<Fold>(), new List<RunResult>());
        foreach (var place in places)
        {
            cancel.ThrowIfCancellationRequested();
            var number = folds.Count + 1;
            var training = On(plan.Search, bars[place.TrainFrom..place.TrainTo], plan.Search.Run.Spec.StartCash);
            var report = progress is null ? null : new FoldProgress(at => progress(number, places.Count, at));
            var ranking = ParameterSearch.Rank(training, folder is null ? null : Path.Combine(folder, $"fold-{number:000}.jsonl"), report, cancel, anew);
            var test = On(plan.Search, bars[place.TestFrom..place.TestTo], cash) with { WarmUp = bars.AsMemory(place.TrainFrom, place.TestFrom - place.TrainFrom) };
            var run = BacktestRunner.Run(test.RunOf(ranking[0].Values), null, cancel);
            runs.Add(run);
            cash = Money(run, cash);
            folds.Add(new Fold
            {
                Number = number,
                TrainFrom = bars[place.TrainFrom].Time,
                TrainTo = bars[place.TrainTo - 1].Time,
                TestFrom = bars[place.TestFrom].Time,
                TestTo = bars[place.TestTo - 1].Time,
                Chosen = ranking[0].Values,
                Tried = ranking.Count,
                Inside = ranking[0].Numbers!,
                Outside = new Scorer(test.Run.Spec, plan.Search.Hours).Of(run),
            });
        }
        return Judge(plan, folds, Join(plan, runs, places[0].TestFrom), bars[places[0].TestFrom..]);
    }

    private static SearchPlan On(SearchPlan search, Bar[] bars, decimal cash) => search with
    {
        Run = search.Run with
        {
            Spec = search.Run.Spec with { From = bars[0].Time, To = bars[^1].Time, StartCash = cash },
            Markets = [search.Run.Markets[0] with { Bars = bars }],
        },
    };

    /// What the next fold begins with: all of it, open positions at their last price.
    private static decimal Money(RunResult run, decimal before) =>
        run.Equity.Count == 0 ? before : Math.Max(0, Math.Round((decimal)run.Equity.Equity[^1], 2));

    private static RunResult Join(WalkForwardPlan plan, List<RunResult> runs, int first)
    {
        var spec = plan.Search.Run.Spec;
        return new RunResult
        {
            Spec = spec with { Parameters = new Dictionary<string, double>(), From = plan.Search.Run.Markets[0].Bars[first].Time },
            Equity = new EquityCurve(
                [.. runs.SelectMany(run => run.Equity.Times)], [.. runs.SelectMany(run => run.Equity.Equity)], [.. runs.SelectMany(run => run.Equity.Exposure)]),
            Trades = [.. runs.SelectMany(run => run.Trades)],
            Bars = runs.Sum(run => run.Bars),
            Refusals = new SortedDictionary<string, long>(
                runs.SelectMany(run => run.Refusals).GroupBy(refusal => refusal.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(refusal => refusal.Value), StringComparer.Ordinal), StringComparer.Ordinal),
            Way = runs.TrueForAll(run => run.Way == runs[0].Way) ? runs[0].Way : RunWay.Messages,
            WayRemark = runs.Select(run => run.WayRemark).FirstOrDefault(remark => remark is not null),
        };
    }

    private static WalkForwardResult Judge(WalkForwardPlan plan, List<Fold> folds, RunResult run, Bar[] bars)
    {
        var symbol = plan.Search.Run.Markets[0].Instrument.Symbol;
        var benchmark = new BenchmarkCurve(symbol, [.. bars.Select(bar => bar.Time.Ticks)], [.. bars.Select(bar => bar.Close)]);
        var statistics = RunStatistics.Of(run, new StatisticsOptions(plan.Search.Hours, benchmark));
        // Nothing was chosen by these numbers, so they are one try, whatever was tried inside the folds.
        var belief = RunBelief.Of(run, statistics, new BeliefOptions(plan.Search.Hours) { Seed = plan.Search.Seed });
        var pairs = folds.Where(fold => fold.Inside.Sharpe is not null && fold.Outside.Sharpe is not null).ToArray();
        return new WalkForwardResult
        {
            Plan = plan,
            Folds = folds,
            OutOfSample = new ReportInput(run, statistics, belief) { Name = $"{run.Spec.Strategy}, walk-forward", Bars = new Dictionary<string, Bar[]> { [symbol] = bars }, Benchmark = benchmark },
            Decay = Decay.Of([.. pairs.Select(fold => fold.Inside.Sharpe!.Value)], [.. pairs.Select(fold => fold.Outside.Sharpe!.Value)]),
            Stability = [.. plan.Search.Space.Ranges.Where(range => range.Count > 1).Select(range => StabilityOf(range, folds))],
        };
    }

    private static ParameterStability StabilityOf(SearchRange range, List<Fold> folds)
    {
        var name = range.Parameter.Name;
        double[] chosen = [.. folds.Select(fold => fold.Chosen[name])];
        var changes = Enumerable.Range(1, chosen.Length - 1).Count(i => chosen[i] != chosen[i - 1]);
        var width = range.At(range.Count - 1) - range.At(0);
        return new ParameterStability(name, chosen.Min(), Quantile.Of(chosen, 0.5)!.Value, chosen.Max(), changes, width > 0 ? (chosen.Max() - chosen.Min()) / width : 0);
    }

    private sealed class FoldProgress(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}

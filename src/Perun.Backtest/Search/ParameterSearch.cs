using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Search.Methods;
using Perun.Backtest.Search.Tapes;
using Perun.Backtest.Statistics;

namespace Perun.Backtest.Search;

/// Tries parameter sets, ranks them, and says how much of the best one is the search's own doing.
public static class ParameterSearch
{
    /// Beyond this the cross-validation takes a sample of the variants.
    private const int MostCompared = 1000;

    /// <param name="journal">The file in which finished sets are kept, so that an interrupted search goes on; null to keep none.</param>
    /// <param name="anew">Told when that file belonged to another search, and all begins anew.</param>
    public static SearchResult Run(SearchPlan plan, string? journal, IProgress<SearchProgress>? progress, CancellationToken cancel, Action? anew = null)
    {
        var print = Fingerprint.Of(plan);
        using var kept = journal is null ? null : SearchJournal.Open(journal, print);
        if (kept is { HasBegunAnew: true }) anew?.Invoke();
        var tried = Try(plan, kept, progress, cancel, out var runner, out var senseless, out var known);
        if (runner.HasDisagreed) return ByMessages();
        SetOutcome[] ranking = [.. Ranked(tried, plan.Objective)];
        if (ranking.Length == 0) throw new SearchException($"Every set failed; the first said: {tried[0].Failure}");
        var winner = BacktestRunner.Run(plan.RunOf(ranking[0].Values) with { Way = RunWay.Messages }, null, cancel);
        if (!StraightSets.Agree(new Scorer(plan.Run.Spec, plan.Hours).Of(winner), ranking[0].Numbers!))
        {
            if (runner.StraightCount == 0) throw new SearchException($"Two runs of {ranking[0].Key} differ, so no number of this search can be trusted: does the strategy use chance, the clock, or what other runs left behind?");
            return ByMessages();
        }
        kept?.Close(print, tried);
        var statistics = RunStatistics.Of(winner, new StatisticsOptions(plan.Hours, Benchmark(plan)));
        var belief = RunBelief.Of(winner, statistics, BeliefIn(plan, tried, ranking));
        return new SearchResult
        {
            Plan = plan,
            Outcomes = tried,
            Ranking = ranking,
            Senseless = senseless,
            Known = known,
            SharedCount = runner.SharedCount,
            StraightCount = runner.StraightCount,
            WhyNotShared = runner.WhyNotShared,
            WhyNotStraight = runner.WhyNotStraight,
            Winner = new ReportInput(winner, statistics, belief) { Bars = plan.Run.Markets.ToDictionary(market => market.Instrument.Symbol, market => market.Bars, StringComparer.Ordinal), Benchmark = Benchmark(plan) },
            Neighbours = Neighbourhood.Of(plan, ranking),
        };

        SearchResult ByMessages()
        {
            kept?.Dispose();
            return Run(WithoutStraight(plan), journal, progress, cancel);
        }
    }

    /// The same search as far as its best set, without a word on it.
    internal static IReadOnlyList<SetOutcome> Rank(SearchPlan plan, string? journal, IProgress<SearchProgress>? progress, CancellationToken cancel, Action? anew = null)
    {
        var print = Fingerprint.Of(plan);
        using var kept = journal is null ? null : SearchJournal.Open(journal, print);
        if (kept is { HasBegunAnew: true }) anew?.Invoke();
        var tried = Try(plan, kept, progress, cancel, out var runner, out _, out _);
        if (runner.HasDisagreed)
        {
            kept?.Dispose();
            return Rank(WithoutStraight(plan), journal, progress, cancel);
        }
        kept?.Close(print, tried);
        SetOutcome[] ranking = [.. Ranked(tried, plan.Objective)];
        return ranking.Length > 0 ? ranking : throw new SearchException($"Every set failed; the first said: {tried[0].Failure}");
    }

    private static SearchPlan WithoutStraight(SearchPlan plan) => plan with { Run = plan.Run with { Way = RunWay.Messages } };

    private static List<SetOutcome> Try(
        SearchPlan plan, SearchJournal? kept, IProgress<SearchProgress>? progress, CancellationToken cancel, out SetRunner runner, out int senseless, out int known)
    {
        var proposer = Proposers.Of(plan, out senseless);
        runner = new SetRunner(plan, cancel);
        var tried = new List<SetOutcome>();
        known = 0;
        while (proposer.Next(tried) is { Count: > 0 } batch)
        {
            var outcomes = new SetOutcome[batch.Count];
            var open = new List<int>();
            for (var i = 0; i < outcomes.Length; i++)
            {
                if (kept?.Find(batch[i]) is { } outcome) outcomes[i] = outcome;
                else open.Add(i);
            }
            known += batch.Count - open.Count;
            var (done, found) = (tried.Count + batch.Count - open.Count, known);
            progress?.Report(new SearchProgress(done, found, proposer.Total));
            runner.Run([.. open.Select(place => batch[place])], (place, outcome) =>
            {
                outcomes[open[place]] = outcome;
                kept?.Keep(outcome);
                progress?.Report(new SearchProgress(++done, found, proposer.Total));
            });
            if (runner.HasDisagreed) break;
            tried.AddRange(outcomes);
        }
        return tried;
    }

    private static IEnumerable<SetOutcome> Ranked(List<SetOutcome> tried, Objective objective) =>
        tried.Where(outcome => outcome.Numbers is not null).OrderByDescending(outcome => objective.Of(outcome.Numbers!) ?? double.NegativeInfinity);

    private static BeliefOptions BeliefIn(SearchPlan plan, List<SetOutcome> tried, SetOutcome[] ranking)
    {
        double[] sharpes = [.. tried.Select(outcome => outcome.Numbers?.Sharpe).OfType<double>()];
        var deviation = Moments.Deviation(sharpes);
        return new BeliefOptions(plan.Hours)
        {
            Seed = plan.Seed,
            Variants = ranking.Length,
            VarianceOfSharpes = deviation * deviation,
            Overfitting = Overfitting.Of([.. Compared(tried, ranking[0])], DailyCurve.DaysPerYear(plan.Hours)),
        };
    }

    /// The winner, and of the others as many as can be compared in reasonable time, evenly spread.
    private static IEnumerable<BlockTally> Compared(List<SetOutcome> tried, SetOutcome winner)
    {
        var others = tried.Where(outcome => outcome != winner && outcome.Numbers?.Blocks is not null).ToArray();
        var every = Math.Max(1, (others.Length + MostCompared - 1) / MostCompared);
        if (winner.Numbers!.Blocks is { } first) yield return first;
        for (var i = 0; i < others.Length; i += every) yield return others[i].Numbers!.Blocks!;
    }

    private static BenchmarkCurve Benchmark(SearchPlan plan)
    {
        var market = plan.Run.Markets[0];
        return new BenchmarkCurve(market.Instrument.Symbol, [.. market.Bars.Select(bar => bar.Time.Ticks)], [.. market.Bars.Select(bar => bar.Close)]);
    }
}

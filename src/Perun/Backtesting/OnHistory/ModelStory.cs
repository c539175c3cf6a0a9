using Perun.Backtest.Results;
using Perun.Mind.Models;

namespace Perun.Backtesting.OnHistory;

/// What a walk came to, as its report tells it: nothing in it depends on who was asked now and what came from the record.
internal static class ModelStory
{
    public static ModelRun Of(Work work, ModelBacktestRequest request, Walk walk)
    {
        var (mind, log) = (walk.Mind, WithOutcomes(walk.Mind.Book.Decisions, walk.Run.Trades));
        var symbols = log.SelectMany(decision => decision.Symbols.Select(about => (decision, about))).ToList();
        var sum = mind.Audit.Sum;
        var spec = work.Frame.Plan.Spec;
        return new ModelRun
        {
            Model = mind.Prompts.For(ModelTask.TradingAnalysis).Model ?? work.Model,
            Prompts = mind.Book.Prompts,
            Every = ModelBacktest.Words(work.Every),
            IsMasked = request.IsMasked,
            Decisions = log.Count,
            Answered = log.Count(decision => decision.Failure is null),
            ByRules = mind.Book.Records.Count(decision => decision.Outcome == OutcomeKind.BudgetSpent),
            InputTokens = log.Sum(decision => decision.InputTokens),
            OutputTokens = log.Sum(decision => decision.OutputTokens),
            CostUsd = log.Any(decision => decision.OutputTokens > 0 && decision.CostUsd is null) ? null : log.Sum(decision => decision.CostUsd ?? 0),
            Actions = Counted(symbols.Select(one => one.about.Action)),
            Holds = Counted(symbols.Where(one => one.about.Action == "hold").Select(one => WhyHeld(one.decision, one.about))),
            News = work.Frame.News.Items.Count(item => item.Received >= spec.From),
            NewsDelay = ModelBacktest.Words(request.NewsDelay),
            Evidence = new EvidenceProof(sum.Decisions, sum.Items, [.. sum.Classes.Select(one => new EvidenceAges(one.Name, one.Items, one.Youngest.TotalSeconds))]),
            Log = log,
        };
    }

    private static List<RunDecision> WithOutcomes(IReadOnlyList<RunDecision> decisions, IReadOnlyList<RunTrade> trades)
    {
        var opened = trades.GroupBy(trade => trade.Decision).ToDictionary(group => group.Key, group => DecisionOutcome.Of(group.First()));
        return [.. decisions.Select(decision => !decision.Symbols.Any(about => about.Position is { } position && opened.ContainsKey(position)) ? decision : decision with
        {
            Symbols = [.. decision.Symbols.Select(about => about.Position is { } position && opened.TryGetValue(position, out var outcome) ? about with { Outcome = outcome } : about)],
        })];
    }

    private static string WhyHeld(RunDecision decision, DecidedSymbol about) => about.Checked switch
    {
        "accepted" => "the model held",
        "no answer" => decision.Outcome == "answered" ? "the answer could not be read" : $"no answer: {decision.Outcome}",
        var refused => $"refused: {refused}",
    };

    private static SortedDictionary<string, int> Counted(IEnumerable<string> words)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in words) counts[word] = counts.GetValueOrDefault(word) + 1;
        return counts;
    }
}

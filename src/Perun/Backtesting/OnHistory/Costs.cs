using Perun.Adapters.Models;
using Perun.Commands;
using Perun.Mind.Models;
using Perun.Minds;

namespace Perun.Backtesting.OnHistory;

/// From a rehearsal to what a run will cost, and whether it may.
internal static class Costs
{
    /// With fewer answers on record, what an answer usually takes is estimated.
    private const int FewAnswers = 5;
    private const int TokensASymbol = 70;

    public static CostStatement Of(Work work, Walk rehearsal)
    {
        var records = rehearsal.Mind.Book.Records;
        var asked = records.Where(decision => decision.Outcome != OutcomeKind.NotAsked).ToList();
        var missing = asked.Where(DecisionBook.IsMissing).ToList();
        var prompt = rehearsal.Mind.Prompts.For(ModelTask.TradingAnalysis);
        var model = prompt.Model ?? work.Model;
        var frame = rehearsal.Mind.Count(prompt.System) + rehearsal.Mind.Count(prompt.Request);
        var input = missing.Sum(decision => (long)frame + rehearsal.Mind.Count(decision.Note) + 25 * decision.Asked.Count);
        var answers = rehearsal.Mind.Book.Decisions.Where(decision => decision.OutputTokens > 0).ToList();
        var output = answers.Count >= FewAnswers
            ? (long)(missing.Count * answers.Average(decision => decision.OutputTokens))
            : missing.Sum(decision => (long)TokensASymbol * decision.Asked.Count + 20);
        var most = (long)missing.Count * (prompt.MostAnswerTokens ?? 2000);
        var price = ModelOffice.Prices(work.Frame.Settings.Paths.Home).Prices.PriceOf(model);
        var first = records.Select((decision, i) => (decision, i)).FirstOrDefault(one => missing.Count > 0 && ReferenceEquals(one.decision, missing[0])).i;
        return new CostStatement
        {
            Model = model,
            Decisions = asked.Count,
            Recorded = asked.Count - missing.Count,
            InputTokens = input,
            OutputTokens = Math.Min(output, most),
            MostOutputTokens = most,
            LikelyUsd = price?.CostOf(new TokenUse(input, Math.Min(output, most))),
            MostUsd = price?.CostOf(new TokenUse(input, most)),
            FirstMissing = missing.Count > 0 ? rehearsal.Mind.Book.Decisions[first].At : null,
        };
    }

    public static string Missing(CostStatement cost) =>
        $"The record lacks {cost.ToAsk:#,##0} of {cost.Decisions:#,##0} decisions, the first at {cost.FirstMissing:yyyy-MM-dd HH:mm} UTC, and only the record may be asked: run once without --replay-only (and without LLM_REPLAY=only). {cost.Sentence}";

    /// <exception cref="CommandFailedException">It can't be asked, or costs more than it may.</exception>
    public static void Check(Work work, ModelBacktestRequest request, CostStatement cost)
    {
        var models = work.Frame.Settings.Models;
        using (var directory = new ModelDirectory(models.Access, work.Frame.Clock))
            if (directory.WhyNot(cost.Model) is { } why)
                throw new CommandFailedException(ExitCode.Refused, $"{why}. The record lacks {cost.ToAsk:#,##0} of {cost.Decisions:#,##0} decisions, so that it has to be asked.");
        if (request.MostUsd is { } most)
        {
            if (cost.LikelyUsd is not { } likely) throw new CommandFailedException(ExitCode.Refused, $"--max-cost {most} can't be kept: {cost.Sentence} Add {cost.Model} to prices.json, or leave --max-cost out.");
            if (likely > most) throw new CommandFailedException(ExitCode.Refused, $"That would cost more than --max-cost {most}: {cost.Sentence} Ask less often (--every), take fewer days, or allow more.");
        }
        var budget = new Mind.Models.Spend.DailyBudget(models.BudgetTokens, models.BudgetUsd, work.Frame.Spending, work.Frame.Clock);
        if (models.BudgetUsd is { } usd && cost.LikelyUsd is { } price && price > usd - budget.Spent.Usd)
            throw new CommandFailedException(ExitCode.Refused, $"That is more than today's budget has left (${Math.Max(0, usd - budget.Spent.Usd):0.##} of LLM_DAILY_BUDGET_USD={usd}): {cost.Sentence} Take fewer days, ask less often (--every), or raise the budget.");
        if (models.BudgetTokens is { } tokens && cost.InputTokens + cost.OutputTokens > tokens - budget.Spent.Tokens)
            throw new CommandFailedException(ExitCode.Refused, $"That is more than today's budget has left ({Math.Max(0, tokens - budget.Spent.Tokens):#,##0} of LLM_DAILY_BUDGET_TOKENS={tokens}): {cost.Sentence} Take fewer days, ask less often (--every), or raise the budget.");
    }
}

/// Ends a run before it costs more than it may. What was answered stays on record.
internal sealed class SpendingGuard(decimal? most, HistoryMind mind)
{
    public void Check()
    {
        var spent = mind.Record.Spending;
        if (most is not { } limit || spent is not { CostUsd: { } usd, Calls: > 0 }) return;
        // The next one may cost what they cost on average.
        if (usd + usd / spent.Calls <= limit) return;
        throw new CommandFailedException(ExitCode.Refused, $"Stopped: one more answer would cost more than --max-cost {limit}. {spent.Sentence} What was answered is on record: the same command with a higher limit goes on from there and pays for nothing twice.");
    }
}

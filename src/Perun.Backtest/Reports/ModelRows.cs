using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// What a model did in a run, line by line.
public static class ModelRows
{
    public static IReadOnlyList<StatisticRow> Of(ModelRun model) =>
    [
        new("Model", "Model", model.Model, $"Asked every {model.Every}{(model.IsMasked ? ", behind a mask: symbols, names, dates and price levels were hidden" : "")}."),
        .. model.Prompts.Select(prompt => new StatisticRow("Model", "Prompt", prompt.Name, $"Version {RunPrompt.Short(prompt.Hash)}{(model.Prompts.Count > 1 ? ": it was edited while the run went on" : "")}.", model.Prompts.Count > 1 ? Tone.Doubt : Tone.Plain)),
        new("Model", "Decisions", Count(model.Decisions), $"{Count(model.Answered)} with a usable answer.", model.Answered < model.Decisions ? Tone.Doubt : Tone.Plain) { Amount = model.Decisions },
        .. model.ByRules > 0
            ? (StatisticRow[])[new("Model", "Decided by the rules", Count(model.ByRules), "A day's budget was spent: what the run shows is not the model alone.", Tone.Bad) { Amount = model.ByRules }] : [],
        .. model.Actions.Select(action => new StatisticRow("Model", $"Said {action.Key}", Count(action.Value), "Of single symbols, before the engine judged.") { Amount = action.Value }),
        .. model.Holds.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(why => new StatisticRow("Model", "Held", Count(why.Value), Sentence(why.Key)) { Amount = why.Value }),
        new("Model", "Tokens", $"{Count(model.InputTokens)} in, {Count(model.OutputTokens)} out", "Of all answers, when they were given."),
        new("Model", "Cost", model.CostUsd is { } usd ? $"${usd:0.00##}" : "not known", model.CostUsd is null ? "prices.json has no price for it." : "What the answers cost when they were given; from the record they are free.") { Amount = (double?)model.CostUsd },
        new("Model", "News", Count(model.News), $"Pieces that became known within the run, {model.NewsDelay} after they arrived.", model.News == 0 ? Tone.Doubt : Tone.Plain) { Amount = model.News },
        new("Model", "Evidence", Count(model.Evidence.Items), $"{model.Evidence.Sentence}.", Tone.Good) { Amount = model.Evidence.Items },
    ];

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";
}

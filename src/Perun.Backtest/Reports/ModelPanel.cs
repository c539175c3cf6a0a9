using Perun.Backtest.Results;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// What a model did, near the top of its report: the numbers are in the table of statistics, too.
internal static class ModelPanel
{
    public static void Write(Markup page, ModelRun model)
    {
        page.Raw("<section class=\"panel\" id=\"model\">").Heading("The model", $"{model.Model}, asked every {model.Every}{(model.IsMasked ? ", behind a mask" : "")}.").Raw("<div class=\"prose\"><p>")
            .Text($"{Count(model.Decisions)} decisions, {Count(model.Answered)} with a usable answer. Prompt {string.Join(", ", model.Prompts)}. ")
            .Text($"{Count(model.InputTokens)} tokens in and {Count(model.OutputTokens)} out, {(model.CostUsd is { } usd ? $"${usd:0.00##} when they were asked for" : "at a cost that is not known: prices.json has no price")}. ")
            .Text($"{Count(model.News)} pieces of news became known, each {model.NewsDelay} after it arrived.").Raw("</p>");
        if (model.ByRules > 0) page.Element("p", $"{Count(model.ByRules)} of them were left to the rules, because a day's budget was spent: this is not the model alone.", "loss");
        page.Raw("<p class=\"chips\">");
        foreach (var (action, count) in model.Actions) page.Raw("<span>").Text(action).Raw(" <b>").Text(Count(count)).Raw("</b></span>");
        foreach (var (why, count) in model.Holds.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)) page.Raw("<span>held: ").Text(why).Raw(" <b>").Text(Count(count)).Raw("</b></span>");
        page.Raw("</p>").Element("p", $"Audited: {model.Evidence.Sentence}.", "gain")
            .Raw("<p><a class=\"decisions\" href=\"decisions.html\">Every decision with its note, its answer and what came of it</a>. In the table of trades the last column leads to the decision that opened each.</p></div></section>\n");
    }
}

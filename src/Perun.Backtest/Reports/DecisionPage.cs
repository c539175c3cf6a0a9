using System.Text;
using Perun.Backtest.Results;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// Every decision of a model's run: what it saw, what it said, what the checks and the engine made of that. A page without any script; the
/// words in it are others' and stay text.
public static class DecisionPage
{
    /// More would be no page any more; decisions.jsonl has them all.
    public const int MostShown = 1000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, ModelRun model)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var shown = Chosen(model.Log);
        PageFrame.Begin(page, $"Decisions of {model.Model} · Perun backtest", "");
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>backtest</span></div></div>\n<div class=\"lead\"><h1>").Text($"Decisions of {model.Model}").Raw("</h1><p class=\"facts\">");
        foreach (var fact in (string[])[$"{Count(model.Decisions)} decisions", $"prompt {string.Join(", ", model.Prompts)}", $"asked every {model.Every}", .. model.IsMasked ? (string[])["notes and answers as the model saw them, behind the mask"] : []])
            page.Element("span", fact);
        page.Raw("</p></div>\n<main>\n");
        if (shown.Count < model.Log.Count) page.Raw("<section class=\"panel\"><div class=\"prose\">").Element("p", $"{Count(shown.Count)} of {Count(model.Log.Count)} are shown, first of all those that traded: decisions.jsonl has every one.").Raw("</div></section>\n");
        page.Raw("<section class=\"panel told\">\n");
        foreach (var prompt in model.Prompts) page.Raw("<details><summary>").Text($"What it was told: prompt {prompt}").Raw("</summary><pre>").Text($"{prompt.System}\n\n===\n\n{prompt.Request}").Raw("</pre></details>\n");
        foreach (var decision in shown) Write(page, decision);
        page.Raw("</section>\n</main>\n</body>\n</html>\n");
        page.Flush();
    }

    private static void Write(Markup page, RunDecision decision)
    {
        page.Raw("<details><summary><b>").Text($"{decision.Number}").Raw("</b> <span>").Text($"{decision.At:yyyy-MM-dd HH:mm}").Raw("</span> ").Element("span", Summary(decision), Tone(decision)).Raw($"</summary><div id=\"d{decision.Number}\">");
        if (decision.Failure is { } failure) page.Element("p", failure, "warn");
        page.Raw("<table class=\"list\"><tbody>");
        foreach (var about in decision.Symbols)
        {
            page.Raw("<tr>").Element("th", about.Symbol, "name").Element("td", $"{about.Action}{(about.Confidence is { } sure ? $" {sure:0.00}" : "")}").Raw("<td class=\"word\">")
                .Text(about.Rationale).Element("small", string.Join("; ", Remarks(about))).Raw("</td></tr>");
        }
        page.Raw("</tbody></table>");
        Text("The note it saw", decision.Note);
        Text("Its answer, word for word", decision.Answer);
        if (decision.Evidence.Count > 0)
        {
            page.Raw("<details><summary>").Text($"{Count(decision.Evidence.Count)} pieces of evidence, each with when it could be known").Raw("</summary><table class=\"list\"><tbody>");
            foreach (var told in decision.Evidence)
                page.Raw("<tr>").Element("th", told.Key, "name").Element("td", told.Source, "name").Element("td", $"{told.Available:yyyy-MM-dd HH:mm:ss}").Raw("</tr>");
            page.Raw("</tbody></table></details>");
        }
        page.Element("p", $"{decision.Model}, prompt {decision.Prompt} version {RunPrompt.Short(decision.PromptHash)}, request {RunPrompt.Short(decision.RequestHash)}: {Count(decision.InputTokens)} tokens in, {Count(decision.OutputTokens)} out{(decision.CostUsd is { } usd ? $", ${usd:0.####}" : "")}.", "small")
            .Raw("</div></details>\n");

        void Text(string title, string text)
        {
            if (text.Length > 0) page.Raw("<details open><summary>").Text(title).Raw("</summary><pre>").Text(text).Raw("</pre></details>");
        }
    }

    private static IEnumerable<string> Remarks(DecidedSymbol about)
    {
        if (about.Checked != "accepted") yield return $"{about.Checked}: {about.Why}";
        foreach (var flag in about.Flags) yield return $"flagged: {flag}";
        if (about.Verdict is { } verdict) yield return $"the engine: {verdict}{(about.VerdictWhy is { Length: > 0 } why && about.Action != "hold" ? $", {why}" : "")}";
        if (about.Outcome is { } outcome) yield return $"what came of it: {Profit((double)outcome.Profit)} after fees, from {outcome.Opened:yyyy-MM-dd HH:mm} to {outcome.Closed:yyyy-MM-dd HH:mm}, left by {outcome.Reason}";
    }

    private static string Summary(RunDecision decision)
    {
        var acting = decision.Symbols.Where(about => about.Action != "hold").Select(about => $"{about.Action} {about.Symbol}").ToList();
        return acting.Count > 0 ? string.Join(", ", acting) : decision.Failure is not null ? $"held: {decision.Outcome}" : "held";
    }

    private static string Tone(RunDecision decision) => decision.Failure is not null ? "warn" : decision.Symbols.Any(about => about.Action != "hold") ? "acted" : "held";

    private static List<RunDecision> Chosen(IReadOnlyList<RunDecision> log) => log.Count <= MostShown
        ? [.. log]
        : [.. log.OrderByDescending(decision => decision.Symbols.Count(about => about.Action != "hold")).ThenBy(decision => decision.Number).Take(MostShown).OrderBy(decision => decision.Number)];
}

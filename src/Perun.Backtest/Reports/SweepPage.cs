using System.Text;
using Perun.Backtest.Search;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// A sweep as one HTML file: the verdict beside the winner, the ranking, a heat map over any two parameters, and how steady the
/// result is along each.
public static class SweepPage
{
    private const int Listed = 50;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, SearchResult result)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        PageFrame.Begin(page, $"{result.Plan.Space.Strategy.Name} · Perun sweep", PageFrame.SearchScript);
        Top(page, result);
        page.Raw("<main>\n");
        Tiles(page, result);
        HtmlReport.VerdictPanel(page, result.Winner.Belief.Verdict);
        Maps(page, result);
        Ranking(page, result);
        Failures(page, result);
        page.Raw("</main>\n");
        Foot(page, result);
        PageFrame.End(page, stream, data => SweepData.Write(data, result), PageFrame.SearchScript);
    }

    private static void Top(Markup page, SearchResult result)
    {
        var (plan, spec) = (result.Plan, result.Winner.Run.Spec);
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>sweep</span></div><button id=\"theme\" type=\"button\" hidden>Theme</button></div>\n<div class=\"lead\"><h1>")
            .Text(spec.Strategy).Raw("</h1><p class=\"facts\">");
        string[] facts =
        [
            string.Join(", ", spec.Symbols), $"{spec.Timeframe} bars", $"{Day(spec.From)} to {Day(spec.To)}", $"{Count(result.Outcomes.Count)} sets tried",
            $"{MethodWords(plan)}", $"ranked by {plan.Objective.Title}",
        ];
        foreach (var fact in facts) page.Element("span", fact);
        page.Raw("</p><p class=\"chips\">");
        foreach (var range in plan.Space.Ranges) page.Raw("<span>").Text(range.Parameter.Name).Raw(" <b>").Text(range.Words).Raw("</b></span>");
        page.Raw("</p></div>\n");
    }

    private static void Tiles(Markup page, SearchResult result)
    {
        var (best, belief) = (result.Best.Numbers!, result.Winner.Belief);
        page.Raw("<dl class=\"tiles\">");
        Tile($"Best {result.Plan.Objective.Title}", Ratio(result.Score(result.Best)), Values(result, result.Best));
        Tile("Its total return", Change(best.Return), $"{Change(best.Cagr)} a year");
        Tile("Its drawdown", Percent(best.MaxDrawdown), $"{Count(best.Trades)} round trips");
        Tile("Sharpe of luck", Ratio(belief.SharpeOfLuck), $"the best of {Count(belief.Variants)} worthless sets; the best here has {Ratio(best.Sharpe)}");
        Tile("Overfitting", Share(belief.Overfitting?.Probability), belief.Overfitting?.Decay is { } decay ? $"Sharpe {Ratio(decay.MeanInside)} where chosen, {Ratio(decay.MeanOutside)} after" : "too little history to split");
        Tile("Its neighbours", result.Neighbours is { } near ? Ratio(near.Median) : None, result.Neighbours is { } all ? $"in the middle of {Count(all.Count)}; {Ratio(all.Worst)} to {Ratio(all.Best)}" : "none were tried");
        page.Raw("</dl>\n");

        void Tile(string name, string value, string note) =>
            page.Raw("<div>").Element("dt", name).Element("dd", value, "value").Element("dd", note, "note").Raw("</div>");
    }

    private static void Maps(Markup page, SearchResult result)
    {
        var ranges = result.Plan.Space.Ranges.Where(range => range.Count > 1).ToArray();
        if (ranges.Length > 1)
        {
            page.Raw("<section class=\"panel\">").Heading("Heat map", $"{result.Plan.Objective.Title} over two parameters. A broad, even patch is worth more than a bright dot.")
                .Raw("<div class=\"tools\"><select id=\"across\" aria-label=\"Parameter across\"></select><select id=\"down\" aria-label=\"Parameter down\"></select>")
                .Raw("<select id=\"fold\" aria-label=\"Of the sets in a cell\"><option value=\"median\">median of the others</option><option value=\"best\">best of the others</option><option value=\"mean\">mean of the others</option></select><span class=\"key\" id=\"map-key\"></span></div>")
                .Raw("<div id=\"map\" class=\"chart\"></div></section>\n");
        }
        page.Raw("<section class=\"panel\">").Heading("Along each parameter", $"{result.Plan.Objective.Title} of all sets with a value: the line is the median, shaded the middle half, dots the best, the mark the winner. A plateau can be trusted more than a peak.")
            .Raw("<div class=\"small-charts\" id=\"along\"></div></section>\n");
        page.Raw("<div class=\"grid\"><section class=\"panel\">").Heading("All sets", $"How many sets have which {result.Plan.Objective.Title}. The line is the winner.").Raw("<div id=\"spread\" class=\"chart\"></div></section>\n");
        if (result.Winner.Belief.Overfitting is not null)
            page.Raw("<section class=\"panel\">").Heading("Chosen here, traded there", "Sharpe of the best set of one half of history, and what it did on the other half.").Raw("<div id=\"splits\" class=\"chart\"></div></section>\n");
        page.Raw("</div>\n");
    }

    private static void Ranking(Markup page, SearchResult result)
    {
        var ranges = result.Plan.Space.Ranges;
        var shown = Math.Min(Listed, result.Ranking.Count);
        page.Raw("<section class=\"panel\">").Heading("Ranking", $"The best {Count(shown)} of {Count(result.Ranking.Count)}; all are in sets.csv. The winner's own report is in the folder winner.")
            .Raw("<div class=\"wide tall\"><table class=\"list rank\"><thead><tr><th>#</th>");
        foreach (var range in ranges) page.Element("th", range.Parameter.Name);
        foreach (var title in (string[])["Sharpe", "Return", "Drawdown", "Calmar", "Sortino", "Trades", "Won", "Profit factor", "SQN", "Expectancy"]) page.Element("th", title);
        page.Raw("</tr></thead><tbody>");
        for (var i = 0; i < shown; i++)
        {
            var (outcome, numbers) = (result.Ranking[i], result.Ranking[i].Numbers!);
            page.Raw("<tr>").Element("td", Count(i + 1));
            foreach (var range in ranges) page.Element("td", Parameter(outcome.Values[range.Parameter.Name]), "value");
            string[] cells =
            [
                Ratio(numbers.Sharpe), Change(numbers.Return), Percent(numbers.MaxDrawdown), Ratio(numbers.Calmar), Ratio(numbers.Sortino), Count(numbers.Trades),
                Percent(numbers.WinRate), Ratio(numbers.ProfitFactor), Ratio(numbers.SystemQuality), Profit(numbers.Expectancy),
            ];
            foreach (var cell in cells) page.Element("td", cell);
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div></section>\n");
    }

    private static void Failures(Markup page, SearchResult result)
    {
        var failed = result.Failed.Take(Listed).ToArray();
        if (failed.Length == 0) return;
        page.Raw("<section class=\"panel\">").Heading("Sets that failed", "They are in no ranking; the others went on.").Raw("<div class=\"wide tall\"><table class=\"list\"><tbody>");
        foreach (var outcome in failed) page.Raw("<tr>").Element("th", outcome.Key).Element("td", outcome.Failure, "name").Raw("</tr>");
        page.Raw("</tbody></table></div></section>\n");
    }

    private static void Foot(Markup page, SearchResult result)
    {
        page.Raw("<footer><p>").Text(result.Winner.Statistics.Sampling.Words).Text($" Seed {result.Plan.Seed}. ");
        if (result.Senseless > 0) page.Text($"{Count(result.Senseless)} combinations make no sense together and were left out. ");
        page.Text("The best of many looks better than it is: that is what the verdict counts in.")
            .Raw("</p></footer>\n<noscript><p class=\"noscript\">Charts are drawn by a script, which is switched off here.</p></noscript>\n");
    }

    private static string MethodWords(SearchPlan plan) => plan.Method switch
    {
        SearchMethod.Grid => "every combination",
        SearchMethod.Random => "sets by lot",
        _ => "a search that learns (TPE)",
    };

    private static string Values(SearchResult result, SetOutcome outcome) =>
        string.Join(" ", result.Plan.Space.Ranges.Select(range => $"{range.Parameter.Name} {Parameter(outcome.Values[range.Parameter.Name])}"));
}

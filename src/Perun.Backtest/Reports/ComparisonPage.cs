using System.Text;
using System.Text.Json;

namespace Perun.Backtest.Reports;

/// Several runs on one page that stands alone: their curves over each other, their numbers side by side.
public static class ComparisonPage
{
    private const int CurveColumns = 1000;

    public static void Write(Stream stream, IReadOnlyList<ReportInput> runs)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var names = ComparisonRows.Names(runs);
        PageFrame.Begin(page, $"{string.Join(" and ", names)} · Perun comparison");
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>comparison</span></div><button id=\"theme\" type=\"button\" hidden>Theme</button></div>\n<div class=\"lead\"><h1>")
            .Text(string.Join(" against ", names)).Raw("</h1></div><main>\n");
        foreach (var warning in Warnings(runs)) page.Raw("<p class=\"panel empty warn\">").Text(warning).Raw("</p>");
        page.Raw("<section class=\"panel\">").Heading("Growth", "Each account against its own start. Below: the fall from the last high.")
            .Raw("<div class=\"tools\"><span id=\"equity-key\" class=\"key\"></span><button id=\"log\" type=\"button\" aria-pressed=\"false\">Log scale</button></div><div id=\"equity\" class=\"chart\"></div><div id=\"drawdown\" class=\"chart\"></div></section>\n");
        Table(page, names, ComparisonRows.Of(runs));
        if (runs.Count == 2) Trades(page, names, ComparedTrades.Of(runs[0].Run.Trades, runs[1].Run.Trades));
        page.Raw("</main>\n<footer><p>").Text("Green is the better of what can be called better. Looking at many runs and keeping the best makes the best look better than it is.").Raw("</p></footer>\n");
        PageFrame.End(page, stream, data => Data(data, names, runs));
    }

    /// What makes a comparison unfair, in words.
    public static IReadOnlyList<string> Warnings(IReadOnlyList<ReportInput> runs)
    {
        var warnings = new List<string>();
        if (runs.Select(run => (run.Run.Spec.From, run.Run.Spec.To)).Distinct().Count() > 1)
            warnings.Add("These runs cover different periods: what looks better may have had better times.");
        if (runs.Select(run => run.Statistics.Sampling.PeriodsPerYear).Distinct().Count() > 1)
            warnings.Add("These runs count different days in a year (252 and 365): their volatilities and Sharpe ratios are not of one kind.");
        if (runs.Select(run => run.Run.Spec.StartCash).Distinct().Count() > 1)
            warnings.Add("These runs began with different amounts: compare returns, not money.");
        return warnings;
    }

    private static void Table(Markup page, IReadOnlyList<string> names, IReadOnlyList<ComparisonRow> rows)
    {
        page.Raw("<section class=\"panel\">").Heading("Side by side", "The same statistics, measured the same way.")
            .Raw("<div class=\"wide\"><table class=\"list compare\"><thead><tr><th></th>");
        foreach (var name in names) page.Element("th", name, "name");
        if (names.Count == 2) page.Element("th", "Difference", "name");
        page.Raw("</tr></thead><tbody>");
        foreach (var group in rows.GroupBy(row => row.Group))
        {
            page.Raw($"<tr class=\"group\"><th colspan=\"{names.Count + (names.Count == 2 ? 2 : 1)}\">").Text(group.Key).Raw("</th></tr>");
            foreach (var row in group)
            {
                page.Raw("<tr><th scope=\"row\">").Text(row.Name).Element("small", row.Explanation).Raw("</th>");
                for (var i = 0; i < row.Values.Count; i++) page.Element("td", row.Values[i], row.Best == i ? "best" : "words");
                if (names.Count == 2) page.Element("td", row.Difference, "words");
                page.Raw("</tr>");
            }
        }
        page.Raw("</tbody></table></div></section>\n");
    }

    private static void Trades(Markup page, IReadOnlyList<string> names, ComparedTrades trades)
    {
        page.Raw("<section class=\"panel\">").Heading("Trades", "The same are those of one symbol and side that were opened at the same time.")
            .Raw("<div class=\"wide\"><table class=\"list compare\"><thead><tr><th></th><th>Trades</th>");
        foreach (var name in names) page.Element("th", $"Profit of {name}", "name");
        page.Raw("</tr></thead><tbody><tr><th scope=\"row\">In both</th>").Element("td", Count(trades.Both.Count))
            .Element("td", Figures.Profit((double)trades.Both.Sum(pair => pair.First.Profit))).Element("td", Figures.Profit((double)trades.Both.Sum(pair => pair.Second.Profit)));
        page.Raw("</tr><tr>").Element("th", $"Only in {names[0]}").Element("td", Count(trades.OnlyFirst.Count)).Element("td", Figures.Profit((double)trades.OnlyFirst.Sum(trade => trade.Profit))).Raw("<td></td></tr><tr>")
            .Element("th", $"Only in {names[1]}").Element("td", Count(trades.OnlySecond.Count)).Raw("<td></td>").Element("td", Figures.Profit((double)trades.OnlySecond.Sum(trade => trade.Profit)));
        page.Raw("</tr></tbody></table></div></section>\n");

        static string Count(int number) => Figures.Count(number);
    }

    private static void Data(Stream stream, IReadOnlyList<string> names, IReadOnlyList<ReportInput> runs)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("runs");
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i].Run;
            json.WriteStartObject();
            json.WriteString("name", names[i]);
            var start = (double)run.Spec.StartCash;
            double[] growth = [.. run.Equity.Equity.Select(value => value / start)];
            PageData.Curve(json, "curve", ThinnedCurve.Of(run.Equity.Times, growth, CurveColumns), 5);
            PageData.Curve(json, "drawdown", ThinnedCurve.Of(run.Equity.Times, PageData.UnderWater(run), CurveColumns), 5);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

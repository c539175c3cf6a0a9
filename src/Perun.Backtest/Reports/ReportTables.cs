using System.Globalization;
using Perun.Backtest.Belief;
using Perun.Backtest.Statistics;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// The tables of the report. They are text in the page itself, so they are there without a script and on paper.
internal static class ReportTables
{
    public static void Write(Markup page, ReportInput input)
    {
        Statistics(page, [.. StatisticRows.Of(input.Statistics), .. StatisticRows.Of(input.Run), .. StatisticRows.Of(input.Belief), .. input.Model is { } model ? ModelRows.Of(model) : []]);
        Groups(page, input.Statistics.Breakdown);
        page.Raw("<div class=\"grid\">");
        WorstDrawdowns(page, input.Statistics.Drawdown.Worst);
        Refusals(page, input.Run.Refusals);
        page.Raw("</div>\n");
        Trades(page, input.Run.Trades.Count);
    }

    public static void Months(Markup page, IReadOnlyList<MonthResult> months)
    {
        if (months.Count == 0) return;
        page.Raw("<section class=\"panel\">").Heading("Month by month", "Return of the account in percent. Darker is more.").Raw("<div class=\"wide\"><table class=\"heat\"><thead><tr><th></th>");
        foreach (var name in CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.Take(12)) page.Element("th", name);
        page.Raw("<th>Year</th></tr></thead><tbody>");
        foreach (var year in months.GroupBy(month => month.Year))
        {
            page.Raw("<tr>").Element("th", year.Key.ToString());
            for (var number = 1; number <= 12; number++) Cell(year.FirstOrDefault(month => month.Month == number)?.Return, 0.08, "");
            Cell(year.Aggregate(1.0, (growth, month) => growth * (1 + month.Return)) - 1, 0.3, " year");
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div></section>\n");

        void Cell(double? change, double full, string extra)
        {
            if (change is not { } value)
            {
                page.Raw("<td></td>");
                return;
            }
            var strength = (int)Math.Round(Math.Min(1, Math.Abs(value) / full) * 70);
            var tone = value < 0 ? "down" : "up";
            page.Raw($"<td class=\"{tone}{extra}\" style=\"--s:{strength}%\">").Text((value * 100).ToString("0.0").Replace('-', '\u2212')).Raw("</td>");
        }
    }

    private static void Statistics(Markup page, IReadOnlyList<StatisticRow> rows)
    {
        page.Raw("<section class=\"panel\">").Heading("All statistics", "Each with what it means.").Raw("<div class=\"stats\">");
        foreach (var group in rows.GroupBy(row => row.Group))
        {
            page.Raw("<table><caption>").Text(group.Key).Raw("</caption><tbody>");
            foreach (var row in group)
            {
                page.Raw("<tr><th scope=\"row\">").Text(row.Name).Element("small", row.Explanation).Raw("</th>")
                    .Element("td", row.Value, ToneClass(row.Tone)).Raw("</tr>");
            }
            page.Raw("</tbody></table>");
        }
        page.Raw("</div></section>\n");
    }

    private static void Groups(Markup page, Breakdown breakdown)
    {
        (string Title, string Note, IReadOnlyList<TradeGroup> Groups)[] parts =
        [
            ("By symbol", "What each brought.", breakdown.Symbols), ("By way out", "Why positions were left.", breakdown.Reasons),
            ("By side", "Long and short.", breakdown.Sides), ("By weekday", "Of the entry, in the market's zone.", breakdown.Weekdays),
            ("By hour", "Of the entry, in the market's zone.", breakdown.Hours),
        ];
        page.Raw("<div class=\"grid broad\">");
        foreach (var (title, note, groups) in parts.Where(part => part.Groups.Count > 0))
        {
            page.Raw("<section class=\"panel\">").Heading(title, note)
                .Raw("<div class=\"wide tall\"><table class=\"list bars\"><thead><tr><th></th><th>Profit</th><th>Trades</th><th>Won</th><th>Factor</th><th>Each</th></tr></thead><tbody>");
            var most = groups.Max(group => Math.Abs(group.Profit));
            foreach (var group in groups)
            {
                var width = most > 0 ? (int)Math.Round(Math.Abs(group.Profit) / most * 100) : 0;
                page.Raw("<tr>").Element("th", group.Name, "name")
                    .Raw($"<td class=\"{(group.Profit < 0 ? "loss" : "gain")} bar\" style=\"--w:{width}%\">").Text(Profit(group.Profit)).Raw("</td>")
                    .Element("td", Count(group.Trades)).Element("td", Percent(group.WinRate is { } won ? Math.Round(won, 3) : null))
                    .Element("td", Ratio(group.ProfitFactor)).Element("td", Profit(group.Expectancy)).Raw("</tr>");
            }
            page.Raw("</tbody></table></div></section>\n");
        }
        page.Raw("</div>\n");
    }

    private static void WorstDrawdowns(Markup page, IReadOnlyList<Drawdown> worst)
    {
        if (worst.Count == 0) return;
        page.Raw("<section class=\"panel\">").Heading("Worst drawdowns", "From a high to the return there.")
            .Raw("<div class=\"wide\"><table class=\"list\"><thead><tr><th>Depth</th><th>Money</th><th>From</th><th>Lowest</th><th>Back</th><th>Length</th></tr></thead><tbody>");
        foreach (var drawdown in worst)
        {
            page.Raw("<tr>").Element("td", Percent(drawdown.Depth), "loss").Element("td", Money(drawdown.Money)).Element("td", Day(drawdown.Peak))
                .Element("td", Day(drawdown.Trough)).Element("td", drawdown.Recovered is { } back ? Day(back) : "not yet").Element("td", Length(drawdown.Length)).Raw("</tr>");
        }
        page.Raw("</tbody></table></div></section>\n");
    }

    private static void Refusals(Markup page, IReadOnlyDictionary<string, long> refusals)
    {
        page.Raw("<section class=\"panel\">").Heading("Refused by the risk gate", "Orders that a rule did not let through.");
        if (refusals.Count == 0)
        {
            page.Raw("<p class=\"empty\">Nothing was refused.</p></section>\n");
            return;
        }
        page.Raw("<table class=\"list\"><thead><tr><th>Rule</th><th>Refusals</th></tr></thead><tbody>");
        foreach (var (rule, count) in refusals.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            page.Raw("<tr>").Element("th", rule, "name").Element("td", Count(count)).Raw("</tr>");
        page.Raw("</tbody></table></section>\n");
    }

    private static void Trades(Markup page, int count)
    {
        if (count == 0) return;
        var note = count <= ShownTrades.Most
            ? "Click a column to sort, a row to see it on the chart."
            : $"{Count(ShownTrades.Most)} of {Count(count)}: the best, the worst and an even choice of the rest. The CSV export has all.";
        page.Raw("<section class=\"panel\" id=\"trades\">").Heading("Trades", note)
            .Raw("<div class=\"tools\"><input id=\"find\" type=\"search\" placeholder=\"Symbol, date or way out\" aria-label=\"Filter trades\"><select id=\"outcome\" aria-label=\"Outcome\"><option value=\"\">won and lost</option><option value=\"1\">won</option><option value=\"-1\">lost</option></select><select id=\"side\" aria-label=\"Side\"><option value=\"\">long and short</option><option value=\"1\">long</option><option value=\"-1\">short</option></select><span id=\"count\" class=\"key\"></span></div><div class=\"wide\"><table id=\"trade-table\" class=\"list\"></table></div><div class=\"tools\"><button id=\"more\" type=\"button\">Show more</button></div></section>\n");
    }

    private static string? ToneClass(Tone tone) => tone switch { Tone.Good => "gain", Tone.Bad => "loss", Tone.Doubt => "warn", _ => null };
}

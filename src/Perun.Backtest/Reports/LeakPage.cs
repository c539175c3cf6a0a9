using System.Text;
using Perun.Backtest.Belief;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// A leak test as one page without any script.
public static class LeakPage
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, NameTest test, ReportInput shown, ReportInput hidden)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var (spec, model) = (shown.Run.Spec, shown.Model!);
        PageFrame.Begin(page, $"Leak test of {model.Model} · Perun backtest", "");
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>leak test</span></div></div>\n<div class=\"lead\"><h1>").Text($"Does {model.Model} remember?").Raw("</h1><p class=\"facts\">");
        foreach (var fact in (string[])[string.Join(", ", spec.Symbols), $"{spec.Timeframe} bars", $"{Day(spec.From)} to {Day(spec.To)}", $"asked every {model.Every}", $"{Count(test.Moments)} moments"]) page.Element("span", fact);
        page.Raw("</p></div>\n<main>\n");
        HtmlReport.VerdictPanel(page, test.Verdict);
        page.Raw("<section class=\"panel\">").Heading("Side by side", "The same bars, news and limits; on the right with symbols, names, dates and price levels hidden.")
            .Raw("<div class=\"wide\"><table class=\"list\"><thead><tr><th></th><th>Names shown</th><th>Names hidden</th></tr></thead><tbody>");
        Row("Return", Change(shown.Statistics.Returns.Total), Change(hidden.Statistics.Returns.Total));
        Row("Sharpe", Ratio(shown.Statistics.Returns.Sharpe), Ratio(hidden.Statistics.Returns.Sharpe));
        Row("Max drawdown", Percent(shown.Statistics.Drawdown.MaxDepth), Percent(hidden.Statistics.Drawdown.MaxDepth));
        Row("Round trips", Count(shown.Run.Trades.Count), Count(hidden.Run.Trades.Count));
        Row("Decisions answered", $"{Count(shown.Model!.Answered)} of {Count(shown.Model.Decisions)}", $"{Count(hidden.Model!.Answered)} of {Count(hidden.Model.Decisions)}");
        Row("Right about the direction", Percent(test.HitRateShown), Percent(test.HitRateHidden));
        Row("Views earned, before costs", Change(test.EarnedShown), Change(test.EarnedHidden));
        page.Raw("</tbody></table></div></section>\n<section class=\"panel\">").Heading("How it was tested", "By tossing for which side is which.").Raw("<div class=\"prose\">")
            .Element("p", "A view is buy, sell or hold of one instrument at one moment; it earns what the price does until it is asked again, with the sign of what it said. If names and dates helped nothing, which of the two sides earned more at a moment would be as good as tossed for: the chance is how often tosses come to a difference as large.")
            .Element("p", $"Tossed {Count(NameTest.Draws)} times; in {Verdict.Share(test.Chance)} of cases the difference was at least {Change(test.Difference)}. Up to 5 in 100 counts as a sign of memory. A model that takes part of its answers from chance differs from itself, too: that is what the tosses allow for.")
            .Raw("</div></section>\n</main>\n</body>\n</html>\n");
        page.Flush();

        void Row(string name, string one, string other) => page.Raw("<tr>").Element("th", name, "name").Element("td", one).Element("td", other).Raw("</tr>");
    }
}

using System.Globalization;
using System.Text;

namespace Perun.Backtest.Reports.Differences;

/// What was traded against the same period traded again, on one page that stands alone.
public static class DifferencePage
{
    public static void Write(Stream stream, DifferenceReport report)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var period = $"{Time(report.From)} to {Time(report.To)} UTC";
        PageFrame.Begin(page, $"Live against backtest, {period} · Perun");
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>live against backtest</span></div><button id=\"theme\" type=\"button\" hidden>Theme</button></div>\n<div class=\"lead\"><h1>")
            .Text($"Live {Profit(report.LiveResult)}, backtest {Profit(report.BacktestResult)}").Raw("</h1><p>")
            .Text($"{report.Strategy} on {string.Join(", ", report.Symbols)}, {period}. {report.LiveTrades} trades live, {report.BacktestTrades} in the backtest, {report.Pairs} of them the same.").Raw("</p></div><main>\n");
        foreach (var note in report.Notes) page.Raw("<p class=\"panel empty warn\">").Text(note).Raw("</p>");
        Causes(page, report);
        Trades(page, report);
        page.Raw("</main>\n<footer><p>").Text("Every amount is live less backtest, in the account's currency; the causes sum to the difference. perun why tells the story of a live decision.").Raw("</p></footer>\n");
        PageFrame.End(page, stream, data => data.Write("{}"u8));
    }

    private static void Causes(Markup page, DifferenceReport report)
    {
        page.Raw("<section class=\"panel\">").Heading("Where the difference comes from", "Below zero it cost money live; above, live was luckier.")
            .Raw("<div class=\"wide\"><table class=\"list compare\"><thead><tr><th>Cause</th><th>Times</th><th>Live less backtest</th></tr></thead><tbody>");
        foreach (var sum in report.Causes) page.Raw("<tr>").Element("th", sum.Cause.Words()).Element("td", sum.Count.ToString(CultureInfo.InvariantCulture)).Element("td", Profit(sum.Cost)).Raw("</tr>");
        page.Raw("<tr class=\"group\">").Element("th", "Difference").Raw("<td></td>").Element("td", Profit(report.Difference)).Raw("</tr></tbody></table></div></section>\n");
    }

    private static void Trades(Markup page, DifferenceReport report)
    {
        page.Raw("<section class=\"panel\">").Heading("Trade by trade", "Each live trade beside its double, in the order in which they were opened.")
            .Raw("<div class=\"wide\"><table class=\"list compare\"><thead><tr><th>Trade</th><th>Live</th><th>Backtest</th><th>Difference</th><th class=\"why\">Why</th></tr></thead><tbody>");
        foreach (var trade in report.Trades)
        {
            var opened = (trade.Live ?? trade.Backtest)!.Opened;
            page.Raw("<tr><th scope=\"row\">").Text($"{trade.Symbol} {(trade.Side == Core.Orders.Side.Buy ? "long" : "short")}")
                .Element("small", $"{Time(opened)}{(trade.Live?.Decision is { } decision ? $", decision {decision}" : "")}").Raw("</th>")
                .Element("td", Words(trade.Live), "words").Element("td", Words(trade.Backtest), "words").Element("td", Profit(trade.Difference)).Raw("<td class=\"why\">");
            foreach (var part in trade.Parts) page.Raw("<div>").Text($"{Profit(part.Cost)} {part.Cause.Words()}: {part.Text}").Raw("</div>");
            page.Raw("</td></tr>");
        }
        page.Raw("</tbody></table></div></section>\n");
    }

    private static string Words(TradeSide? side) => side is null ? "no such trade"
        : string.Create(CultureInfo.InvariantCulture, $"{Profit(side.Profit)}: {side.Quantity:0.########} at {side.Entry:0.########}, {(side.Closed is { } closed ? $"left {Time(closed)} at" : "worth")} {side.Exit:0.########} ({side.ExitReason})");

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Profit(decimal amount) => Figures.Profit((double)amount);
}

using Perun.Backtesting.OnHistory;
using Perun.Commands.Output;

namespace Perun.Commands;

/// A leak test for a person at a terminal.
internal static class LeakWords
{
    public static void Print(IPrinter printer, LeakAnswer answer)
    {
        var (document, verdict) = (answer.Document, answer.Test.Verdict);
        printer.Line(Words.Strong($"{document.Model} on {string.Join(", ", document.Symbols)}"), $" {document.From:yyyy-MM-dd} to {document.To:yyyy-MM-dd}, asked every {document.Every}, names shown and hidden");
        printer.Line();
        var grid = new Grid(Grid.Left(""), Grid.Right("shown"), Grid.Right("hidden"));
        grid.Add("Return", Percent(document.Shown.Return), Percent(document.Hidden.Return));
        grid.Add("Round trips", $"{document.Shown.Trades}", $"{document.Hidden.Trades}");
        grid.Add("Decisions answered", $"{document.Shown.Answered} of {document.Shown.Decisions}", $"{document.Hidden.Answered} of {document.Hidden.Decisions}");
        grid.Add("Right about the direction", Rate(document.HitRateShown), Rate(document.HitRateHidden));
        grid.Add("Views earned, before costs", Percent(document.EarnedShown), Percent(document.EarnedHidden));
        printer.Print(grid);
        printer.Line();
        printer.Line(document.IsSuspect ? Words.Bad(verdict.Headline) : Words.Strong(verdict.Headline));
        printer.Paragraph(verdict.Sentence, "");
        foreach (var finding in verdict.Findings) printer.Item(finding.Text);
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Folder, "report.html")}; the runs: {document.Shown.Run} and {document.Hidden.Run}"));
    }

    private static Words Percent(double? fraction) => fraction is { } known ? Show.ProfitPercent((decimal)Math.Round(known * 100, 4)) : "";

    private static string Rate(double? rate) => rate is { } known ? Show.Percent((decimal)(known * 100)) : "";
}

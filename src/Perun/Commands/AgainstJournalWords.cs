using Perun.Backtest.Reports.Differences;
using Perun.Backtesting.AgainstJournal;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;

namespace Perun.Commands;

/// `perun backtest --against-journal`: the period as typed, and what came of it as a person reads it.
internal static class AgainstJournalWords
{
    public static async Task<ExitCode> RunAsync(CommandScope scope, PerunSettings settings, string? strategy, string? from, string? to, string? output, bool isJson, CancellationToken cancel)
    {
        if (strategy is not null) throw CommandFailedException.Usage($"--against-journal trades again what was traded, with the analyst of the journal: leave {Inputs.Brief(strategy)} away.");
        var (begin, end) = (Inputs.From(from), to is null ? DateTime.MaxValue : Inputs.From(to));
        if (begin >= end) throw CommandFailedException.Usage($"The period would end ({to}) before it begins ({from}): give the earlier one as --from; --to is the first moment after the period.");
        var answer = await scope.Actions.AgainstJournal!(new AgainstJournalRequest(settings, begin, end, output), cancel);
        var reply = scope.Reply(isJson);
        foreach (var note in answer.Report.Notes) reply.Remark(note);
        if (reply.IsJson) reply.Document(answer.Report, DifferenceJson.Default.DifferenceReport);
        else Print(reply.Printer, answer);
        return ExitCode.Done;
    }

    private static void Print(IPrinter printer, AgainstJournalAnswer answer)
    {
        var report = answer.Report;
        printer.Line(Words.Strong($"{report.Strategy} on {string.Join(", ", report.Symbols)}"), $" {Show.Time(report.From)} to {Show.Time(report.To)} UTC");
        printer.Line("Live ", Show.Profit(report.LiveResult), $" in {Show.Count(report.LiveTrades, "trade")}, backtest ", Show.Profit(report.BacktestResult), $" in {Show.Count(report.BacktestTrades, "trade")}; {Show.Count(report.Pairs, "pair")}.");
        printer.Heading("Where the difference comes from");
        var sums = new Grid(Grid.Left("Cause"), Grid.Right("Times"), Grid.Right("Live less backtest"));
        foreach (var sum in report.Causes) sums.Add(sum.Cause.Words(), $"{sum.Count}", Show.Profit(Math.Round(sum.Cost, 2)));
        sums.Add(Words.Strong("difference"), "", Show.Profit(Math.Round(report.Difference, 2)));
        printer.Print(sums);
        printer.Heading("Trade by trade");
        var trades = new Grid(Grid.Left("Opened"), Grid.Left("Trade"), Grid.Right("Live"), Grid.Right("Backtest"), Grid.Right("Difference"), Grid.Left("Why"));
        foreach (var trade in report.Trades) Add(trades, trade);
        printer.Print(trades);
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Folder, "report.html")}"));
    }

    /// The dearest reason; the report has all of them.
    private static void Add(Grid grid, TradeDifference trade)
    {
        var main = trade.Parts.MaxBy(part => Math.Abs(part.Cost));
        var more = trade.Parts.Count > 1 ? $" (and {trade.Parts.Count - 1} more)" : "";
        grid.Add(Show.Time((trade.Live ?? trade.Backtest)!.Opened), $"{trade.Symbol} {(trade.Side == Core.Orders.Side.Buy ? "long" : "short")}", Side(trade.Live), Side(trade.Backtest),
            Show.Profit(Math.Round(trade.Difference, 2)), main is null ? Words.Quiet("alike") : $"{main.Cause.Words()}: {main.Text}{more}");
    }

    private static Words Side(TradeSide? side) => side is null ? Words.Quiet("none") : Show.Profit(Math.Round(side.Profit, 2));
}

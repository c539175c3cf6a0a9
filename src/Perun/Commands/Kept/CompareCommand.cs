using System.CommandLine;
using Perun.Backtest.Keeping;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Kept;

internal static class CompareCommand
{
    private const int MostTrades = 10;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var first = RunWords.Argument(scope, common, "run", "A run's name, or as much of it as only one has; perun runs lists them");
        var second = RunWords.Argument(scope, common, "other", "The run to hold against it");
        var output = new Option<string?>("--out") { Description = "The file for the page", HelpName = "file" };
        command.Add(first);
        command.Add(second);
        command.Add(output);
        return new Verb(command, (parse, _) => RunWords.RunAsync(() => Run(parse)), new Example("perun compare sma-atr-AAPL macd-12-26", "two runs side by side, and a page with both curves"));

        ExitCode Run(ParseResult parse)
        {
            var shelf = RunWords.Shelf(scope, common, parse);
            ReportInput[] runs = [.. new[] { first, second }.Select(argument => RunShelf.Load(shelf.Find(parse.GetRequiredValue(argument))))];
            var rows = ComparisonRows.Of(runs);
            var trades = ComparedTrades.Of(runs[0].Run.Trades, runs[1].Run.Trades);
            var page = Path.GetFullPath(parse.GetValue(output) ?? Path.Combine(Path.GetDirectoryName(shelf.Folder)!, "comparisons", $"{runs[0].Name}-against-{runs[1].Name}.html"));
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            using (var stream = File.Create(page)) ComparisonPage.Write(stream, runs);
            var reply = scope.Reply(common.IsJson(parse));
            string[] names = [.. runs.Select(run => run.Name!)];
            foreach (var warning in ComparisonPage.Warnings(runs)) reply.Remark(warning);
            if (reply.IsJson) reply.Document(Document(names, rows, trades, page), CommandJson.Default.ComparisonDocument);
            else Print(reply.Printer, names, rows, trades, page);
            return ExitCode.Done;
        }
    }

    private static ComparisonDocument Document(IReadOnlyList<string> names, IReadOnlyList<ComparisonRow> rows, ComparedTrades trades, string page) => new(
        names, [.. rows.Select(row => new ComparedStatistic(row.Group, row.Name, row.Values, row.Difference, row.Best is { } best ? names[best] : null))],
        trades.Both.Count, [.. trades.OnlyFirst.Select(ComparedTrade.Of)], [.. trades.OnlySecond.Select(ComparedTrade.Of)], page);

    private static void Print(IPrinter printer, IReadOnlyList<string> names, IReadOnlyList<ComparisonRow> rows, ComparedTrades trades, string page)
    {
        printer.Line("A: ", Words.Strong(names[0]));
        printer.Line("B: ", Words.Strong(names[1]));
        foreach (var group in rows.GroupBy(row => row.Group))
        {
            printer.Heading(group.Key);
            var grid = new Grid(Grid.Left(""), Grid.Right("A"), Grid.Right("B"), Grid.Right("B less A"));
            foreach (var row in group) grid.Add(row.Name, Value(row, 0), Value(row, 1), Words.Quiet(row.Difference ?? ""));
            printer.Print(grid);
        }
        printer.Heading("Trades");
        var counts = new Grid(Grid.Left(""), Grid.Right("trades"), Grid.Right("A's profit"), Grid.Right("B's profit"));
        counts.Add("in both", $"{trades.Both.Count}", Show.Profit(trades.Both.Sum(pair => pair.First.Profit)), Show.Profit(trades.Both.Sum(pair => pair.Second.Profit)));
        counts.Add("only in A", $"{trades.OnlyFirst.Count}", Show.Profit(trades.OnlyFirst.Sum(trade => trade.Profit)), "");
        counts.Add("only in B", $"{trades.OnlySecond.Count}", "", Show.Profit(trades.OnlySecond.Sum(trade => trade.Profit)));
        printer.Print(counts);
        Only(printer, "A", trades.OnlyFirst);
        Only(printer, "B", trades.OnlySecond);
        printer.Line(Words.Quiet($"The page: {page}"));
    }

    private static void Only(IPrinter printer, string name, IReadOnlyList<RunTrade> trades)
    {
        if (trades.Count == 0) return;
        printer.Heading(trades.Count > MostTrades ? $"Only in {name}, the {MostTrades} that count most of {trades.Count}" : $"Only in {name}");
        var grid = new Grid(Grid.Left("opened"), Grid.Left("closed").Extra(), Grid.Left("trade"), Grid.Right("profit"));
        foreach (var trade in trades.OrderByDescending(trade => Math.Abs(trade.Profit)).Take(MostTrades))
            grid.Add(Show.Time(trade.Opened), Show.Time(trade.Closed), $"{trade.Symbol} {ComparedTrade.Of(trade).Side}", Show.Profit(trade.Profit));
        printer.Print(grid);
    }

    private static Words Value(ComparisonRow row, int run) => row.Best == run ? Words.Good(row.Values[run]) : row.Values[run];
}

/// <param name="OnlyFirst">Trades that the second run lacks.</param>
internal sealed record ComparisonDocument(
    IReadOnlyList<string> Runs, IReadOnlyList<ComparedStatistic> Statistics, int TradesInBoth, IReadOnlyList<ComparedTrade> OnlyFirst, IReadOnlyList<ComparedTrade> OnlySecond, string Page);

/// <param name="Difference">The second less the first.</param>
/// <param name="Best">The better run's name, where one can be called better.</param>
internal sealed record ComparedStatistic(string Group, string Name, IReadOnlyList<string> Values, string? Difference, string? Best);

internal sealed record ComparedTrade(string Symbol, string Side, DateTime Opened, DateTime Closed, decimal Profit)
{
    public static ComparedTrade Of(RunTrade trade) => new(trade.Symbol, trade.Side == Core.Orders.Side.Buy ? "long" : "short", trade.Opened, trade.Closed, trade.Profit);
}

using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class TradesCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var list = new ListOptions().AddTo(command, scope);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun trades", "the last 20"),
            new Example("perun trades --symbol AAPL --json", "those of one market, for a script"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            _ = list.Limit(parse);
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var trades = await source.Facts.TradesAsync(await list.QueryAsync(parse, source, cancel), cancel);
            if (reply.IsJson) reply.Document(trades, FactsJson.Default.IReadOnlyListTradeFact);
            else if (trades.Count == 0) reply.Printer.Line("No trades are closed yet.");
            else Print(reply.Printer, trades);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, IReadOnlyList<TradeFact> trades)
    {
        var grid = new Grid(
            Grid.Left("closed (UTC)"), Grid.Left("symbol"), Grid.Left("side").Extra(), Grid.Right("quantity"), Grid.Right("entry"), Grid.Right("exit"),
            Grid.Right("fees").Extra(), Grid.Right("profit"), Grid.Left("left by").Extra(), Grid.Left("held").Extra(), Grid.Right("decision"));
        foreach (var trade in trades)
        {
            grid.Add(
                Words.Quiet(Show.Time(trade.Closed)), Words.Strong(trade.Symbol), trade.Side, Show.Quantity(trade.Quantity),
                Show.Average(trade.AverageEntry), Show.Average(trade.AverageExit), Show.Money(trade.Fees), Show.Profit(trade.Profit),
                trade.Reason, Show.Span(trade.Closed - trade.Opened), $"{trade.Decision}");
        }
        printer.Print(grid);
        var won = trades.Count(trade => trade.Profit > 0);
        printer.Line(Words.Quiet($"{Show.Count(trades.Count, "trade")}, {won} won, together "), Show.Profit(trades.Sum(trade => trade.Profit)), Words.Quiet(" after fees"));
    }
}

using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class OrdersCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var all = new Option<bool>("--all") { Description = "Also orders that are over, newest first" };
        command.Add(all);
        var list = new ListOptions().AddTo(command, scope);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun orders", "orders that work now"),
            new Example("perun orders --all --symbol BTC/USD --limit 50", "the last 50 of one market"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            _ = list.Limit(parse);
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var query = await list.QueryAsync(parse, source, cancel) with { OpenOnly = !parse.GetValue(all) };
            var orders = await source.Facts.OrdersAsync(query, cancel);
            if (reply.IsJson) reply.Document(orders, FactsJson.Default.IReadOnlyListOrderFact);
            else if (orders.Count == 0) reply.Printer.Line(query.OpenOnly ? "No orders work. perun orders --all shows those that are over." : "No orders.");
            else reply.Printer.Print(GridOf(orders));
            return ExitCode.Done;
        }
    }

    public static Grid GridOf(IReadOnlyList<OrderFact> orders)
    {
        var grid = new Grid(
            Grid.Left("order"), Grid.Left("intended (UTC)").Extra(), Grid.Left("symbol"), Grid.Left("side"), Grid.Left("type").Extra(), Grid.Left("purpose"),
            Grid.Right("quantity"), Grid.Right("filled").Extra(), Grid.Right("average").Extra(), Grid.Right("limit"), Grid.Right("stop"), Grid.Left("status"));
        foreach (var order in orders)
        {
            grid.Add(
                order.Id, Words.Quiet(Show.Time(order.IntendedAt)), Words.Strong(order.Symbol), order.Side, order.Type, order.Purpose,
                Show.Quantity(order.Quantity), Show.Quantity(order.Filled), Show.Average(order.AveragePrice), Show.Price(order.LimitPrice),
                Show.Price(order.StopPrice), StatusOf(order));
        }
        return grid;
    }

    private static Words StatusOf(OrderFact order) => order.Status switch
    {
        "Rejected" or "Unknown" => Words.Bad(order.Status),
        "Filled" => Words.Good(order.Status),
        _ => order.Status,
    };
}

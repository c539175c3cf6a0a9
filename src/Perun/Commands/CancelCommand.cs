using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Syntax;
using Perun.Core.Orders;
using Perun.Facts;

namespace Perun.Commands;

internal static class CancelCommand
{
    private const int MostNamed = 8;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var order = new Argument<string>("order") { Description = "An order's id from perun orders, like 1042.0" };
        command.Add(order);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync, new Example("perun cancel 1042.0", "cancel that order"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var typed = parse.GetRequiredValue(order).Trim();
            if (!OrderId.TryParse(typed, out var id))
                throw CommandFailedException.Usage($"\"{Inputs.Brief(typed)}\" is not an order's id: give one like 1042.0 from perun orders.");
            var reply = scope.Reply(common.IsJson(parse));
            using var daemon = await FactsAccess.DaemonAsync(scope, common.Settings(parse), name, cancel);
            var open = (await daemon.OverviewAsync(cancel)).Orders;
            if (!open.Any(fact => fact.Id == id.ToString())) throw new CommandFailedException(ExitCode.Refused, Unknown(open, id));
            return OperatorWords.Tell(reply, await daemon.AskAsync(new OperatorWish(name, Order: id.ToString()), cancel));
        }
    }

    private static string Unknown(IReadOnlyList<OrderFact> open, OrderId id)
    {
        var hint = open.Count switch
        {
            0 => "no orders work",
            <= MostNamed => $"those that work are {string.Join(", ", open.Select(order => $"{order.Id} ({order.Symbol})"))}",
            _ => "perun orders lists those that work",
        };
        return $"No order {id} works: {hint}.";
    }
}

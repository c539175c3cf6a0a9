using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class PositionsCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync, new Example("perun positions", "what is held, with stops and targets"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var positions = (await source.Facts.OverviewAsync(cancel)).Positions;
            if (reply.IsJson) reply.Document(positions, CommandJson.Default.IReadOnlyListPositionFact);
            else if (positions.Count == 0) reply.Printer.Line("No positions.");
            else reply.Printer.Print(GridOf(positions));
            return ExitCode.Done;
        }
    }

    public static Grid GridOf(IReadOnlyList<PositionFact> positions)
    {
        var grid = new Grid(
            Grid.Left("symbol"), Grid.Right("quantity"), Grid.Right("entry").Extra(), Grid.Right("price"), Grid.Right("value").Extra(),
            Grid.Right("profit"), Grid.Right("%").Extra(), Grid.Right("stop"), Grid.Right("target").Extra(), Grid.Left("protection"), Grid.Right("decision").Extra());
        foreach (var position in positions)
        {
            grid.Add(
                Words.Strong(position.Symbol), Show.Quantity(position.Quantity), Show.Average(position.AverageEntry), Show.Price(position.Mark),
                Show.Money(position.MarketValue), Show.Profit(position.Unrealised), Show.ProfitPercent(position.UnrealisedPercent),
                Show.Price(position.Stop), Show.Price(position.Target), Protection(position), $"{position.Decision}");
        }
        return grid;
    }

    private static Words Protection(PositionFact position) => position switch
    {
        { IsBeingLeft: true } => Words.Warning("being left"),
        { IsProtected: false, ProtectedQuantity: 0 } => Words.Bad("NONE"),
        { IsProtected: false } => Words.Bad($"only {Show.Quantity(position.ProtectedQuantity)} by {position.Protection}"),
        _ => Words.Good($"by {position.Protection}"),
    };
}

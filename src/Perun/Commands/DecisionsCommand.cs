using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class DecisionsCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var list = new ListOptions().AddTo(command, scope);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun decisions", "the last 20"),
            new Example("perun decisions -n 100 --symbol TSLA", "more, of one market"),
            new Example("perun why <decision>", "everything about one of them"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            _ = list.Limit(parse);
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var decisions = await source.Facts.DecisionsAsync(await list.QueryAsync(parse, source, cancel), cancel);
            if (reply.IsJson) reply.Document(decisions, FactsJson.Default.IReadOnlyListDecisionFact);
            else if (decisions.Count == 0) reply.Printer.Line("Nothing was decided yet.");
            else reply.Printer.Print(GridOf(decisions));
            return ExitCode.Done;
        }
    }

    private static Grid GridOf(IReadOnlyList<DecisionFact> decisions)
    {
        var grid = new Grid(
            Grid.Right("decision"), Grid.Left("time (UTC)"), Grid.Left("symbol"), Grid.Left("action"), Grid.Left("by").Extra(), Grid.Right("conf.").Extra(),
            Grid.Left("verdict"), Grid.Right("quantity").Extra(), Grid.Right("price").Extra(), Grid.Right("outcome").Extra(), Grid.Left("why"));
        foreach (var decision in decisions)
        {
            grid.Add(
                $"{decision.Id}", Words.Quiet(Show.Time(decision.At)), Words.Strong(decision.Symbol), decision.Action, decision.By,
                Show.Confidence(decision.Confidence), VerdictOf(decision), decision.Quantity == 0 ? "" : Show.Quantity(decision.Quantity),
                decision.Price == 0 ? "" : Show.Price(decision.Price), decision.Outcome is { } outcome ? Show.Profit(outcome) : "", WhyOf(decision));
        }
        return grid;
    }

    public static Words VerdictOf(DecisionFact decision) => decision.Verdict switch
    {
        "Allowed" => Words.Good(decision.Verdict),
        "Resized" => Words.Warning(decision.Verdict),
        "Refused" => Words.Bad(decision.Verdict),
        _ => Words.Quiet(decision.Verdict),
    };

    /// A refusal's reason matters more than what was said for the trade.
    private static string WhyOf(DecisionFact decision) => decision.Verdict == "Allowed"
        ? decision.Rationale
        : decision.Text.Length > 0 ? decision.Text : decision.Reason;
}

using System.CommandLine;
using Perun.Commands.Access;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class ContextCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var budget = new Option<string?>("--budget") { Description = "The most tokens of the note (as CONTEXT_BUDGET_TOKENS says when not given)", HelpName = "tokens" };
        var all = new Option<bool>("--all") { Description = "Also what no lane came to look at" };
        command.Add(budget);
        command.Add(all);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun context show", "the note that a decision would see now, and why each item is in it or not"),
            new Example("perun context show --budget 400", "what would be told in less room"),
            new Example("perun context show --all --json", "everything known, with scores, for a script"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var most = parse.GetValue(budget) is { } typed ? Inputs.Whole(typed, "The budget", ContextQuery.LeastBudget, ContextQuery.MostBudget, 0) : (int?)null;
            var reply = scope.Reply(common.IsJson(parse));
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var context = await source.Facts.ContextAsync(new ContextQuery(most, parse.GetValue(all)), cancel)
                ?? throw new CommandFailedException(ExitCode.Refused, "Nothing is known yet: knowledge is gathered while Perun runs; start it with ./perun run.");
            if (!source.IsDaemon) reply.Remark("Perun does not run: this is what it knew when it stopped.");
            if (reply.IsJson) reply.Document(context, FactsJson.Default.ContextFact);
            else Print(reply.Printer, context);
            return context.Failure is null ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static void Print(IPrinter printer, ContextFact context)
    {
        if (context.Failure is { } failure) printer.Line(Words.Bad("There is no note, and whoever decides has to hold: "), failure);
        else printer.Line(Words.Strong($"{context.Tokens} of {context.Budget} tokens"), Words.Quiet($" ({context.Counter}), for {string.Join(", ", context.Focus)}, as of {Show.Time(context.AsOf)} UTC"));
        printer.Line();
        foreach (var line in context.Note.Split('\n')) printer.Paragraph(Tidy.OneLine(line), "  ");

        printer.Heading("Lanes");
        printer.Print(LanesOf(context));
        printer.Line(Words.Quiet($"Sources: {string.Join(", ", context.Sources.Where(source => source.Why is null).Select(source => source.Name))}."));
        foreach (var off in context.Sources.Where(source => source.Why is not null).GroupBy(source => source.Why!)) printer.Paragraph($"Not asked: {string.Join(", ", off.Select(source => source.Name))} ({off.Key}).", "", Tone.Quiet);
        foreach (var source in context.Sources.Where(source => source.LastError is not null || source.StaleSince is not null))
            printer.Item($"{source.Name}: {(source.StaleSince is { } since ? $"stale since {Show.Time(since)} UTC" : "failed")}{(source.LastError is { } error ? $", {error}" : "")}");

        printer.Heading("What became of each item");
        foreach (var item in context.Items)
        {
            printer.Line(item.IsInNote ? Words.Good("  + ") : Words.Quiet("  - "), Words.Strong(Tidy.OneLine(item.Key)), $"  {item.Lane ?? "no lane"}, {item.Fate}, score {item.Parts}");
            printer.Paragraph(item.Why, "      ", Tone.Quiet);
            printer.Paragraph(Tidy.OneLine(item.Text), "      ");
        }
    }

    private static Grid LanesOf(ContextFact context)
    {
        var grid = new Grid(Grid.Left("lane"), Grid.Left("status"), Grid.Right("selected"), Grid.Right("told"), Grid.Right("tokens"), Grid.Left("fresh"));
        foreach (var lane in context.Lanes)
        {
            grid.Add(Words.Strong(lane.Id), lane.MustSurface ? $"{lane.Status}, must surface" : lane.Status, $"{lane.Selected}", $"{lane.Told}", $"{lane.Tokens}",
                lane.Stale is { } since ? Words.Warning($"stale since {Show.Time(since)}") : Words.Quiet("yes"));
        }
        return grid;
    }
}

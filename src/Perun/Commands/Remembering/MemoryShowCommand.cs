using System.CommandLine;
using System.Globalization;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;

namespace Perun.Commands.Remembering;

/// A memory with those that are linked to it.
internal sealed record ShownDocument(MemoryDocument Memory, IReadOnlyList<string> LinkedFrom);

internal static class MemoryShowCommand
{
    private const int MostLinking = 20;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var id = new Argument<string>("memory") { Description = "Its id from perun memory search, or as much of it as only one has" };
        command.Add(id);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("perun memory search --kind trade", "find an id"),
            new Example("perun memory show trade-1234", "everything that is remembered of it"));

        ExitCode Run(ParseResult parse)
        {
            using var store = MemoryScope.Read(MemoryScope.Settings(scope, common, parse));
            var memory = MemoryScope.Find(store, parse.GetRequiredValue(id));
            var linking = store.LinkingTo(memory.Id, MostLinking);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(new ShownDocument(MemoryDocument.Of(memory), [.. linking.Select(other => other.Id)]), CommandJson.Default.ShownDocument);
            else Print(reply.Printer, memory, linking, to => store.Find(to)?.Text);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, Memory memory, IReadOnlyList<Memory> linking, Func<string, string?> textOf)
    {
        printer.Line(Words.Strong(memory.Id), Words.Quiet($"  {memory.Kind.Word()}, {Show.Time(memory.At)} UTC, from {memory.Source}"));
        printer.Line(memory.Text);
        var grid = new Grid(Grid.Left(""), Grid.Left("")) { HasTitles = false };
        grid.Add(Words.Quiet("importance"), memory.Importance.ToString("0.00", CultureInfo.InvariantCulture));
        if (memory.Symbols.Count > 0) grid.Add(Words.Quiet("symbols"), string.Join(", ", memory.Symbols));
        if (memory.Tags.Count > 0) grid.Add(Words.Quiet("tags"), string.Join(", ", memory.Tags));
        if (memory.Decision is { } decision) grid.Add(Words.Quiet("decision"), $"{decision}  (perun why {decision})");
        if (memory.Situation is { } stood) grid.Add(Words.Quiet("situation"), stood.Regime.Replace('-', ' '));
        if (memory.Body != "{}") grid.Add(Words.Quiet("particulars"), memory.Body);
        foreach (var link in memory.Links) grid.Add(Words.Quiet(link.Relation), $"{link.To}  {textOf(link.To) ?? "(let go)"}");
        foreach (var other in linking) grid.Add(Words.Quiet("linked from"), $"{other.Id}  {other.Text}");
        printer.Print(grid);
    }
}

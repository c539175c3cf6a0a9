using System.CommandLine;
using System.Globalization;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;

namespace Perun.Commands.Remembering;

/// A memory that was found, with what it scored.
internal sealed record FoundDocument(double? Score, double? Relevance, double? Recency, MemoryDocument Memory);

internal static class MemorySearchCommand
{
    private const int Usual = 20;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var words = new Argument<string[]>("words") { Description = "What to look for; the newest when nothing is given", Arity = ArgumentArity.ZeroOrMore };
        var (kind, symbol) = (MemoryScope.KindOption(), MemoryScope.SymbolOption(scope));
        var tag = new Option<string?>("--tag") { Description = "Only what has this tag", HelpName = "tag" };
        var from = new Option<string?>("--from") { Description = "The first date or time, UTC", HelpName = "time" };
        var to = new Option<string?>("--to") { Description = "The last date, or the time to end before, UTC", HelpName = "time" };
        var limit = new Option<string?>("--limit", "-n") { Description = $"How many at most, 1 to {ListOptions.Most} ({Usual} when not given)", HelpName = "number" };
        command.Add(words);
        foreach (var option in (Option[])[kind, symbol, tag, from, to, limit]) command.Add(option);
        return new Verb(command, (parse, _) => MemoryScope.RunAsync(() => Run(parse)),
            new Example("perun memory search gap stop AAPL", "the best that has these words"),
            new Example("perun memory search --kind lesson", "the newest lessons"),
            new Example("perun memory search --symbol BTC/USD --tag loss --json", "losses of one market, for a script"));

        ExitCode Run(ParseResult parse)
        {
            var most = Inputs.Whole(parse.GetValue(limit), "The limit", 1, ListOptions.Most, Usual);
            IReadOnlyList<MemoryKind> kinds = parse.GetValue(kind) is { } typed ? [MemoryScope.Kind(typed)] : [];
            var (first, end) = (Inputs.From(parse.GetValue(from)), Inputs.To(parse.GetValue(to)));
            var wanted = parse.GetValue(tag) is { } word ? MemoryScope.Tag(word) : null;
            using var store = MemoryScope.Read(MemoryScope.Settings(scope, common, parse));
            var filter = new MemoryFilter(MemoryScope.Symbol(store, parse.GetValue(symbol)), wanted, first, end == DateTime.MaxValue ? end : end.AddTicks(-1), kinds);
            var text = string.Join(' ', parse.GetValue(words) ?? []);
            var found = Find(store, text, filter, most);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(found, CommandJson.Default.IReadOnlyListFoundDocument);
            else if (found.Count == 0) reply.Printer.Line(text.Length > 0 ? $"Nothing is remembered that has \"{Inputs.Brief(text)}\" in it." : "Nothing of that kind is remembered.");
            else Print(reply.Printer, found);
            return ExitCode.Done;
        }
    }

    /// All words first; where nothing has them all, any of them.
    private static IReadOnlyList<FoundDocument> Find(SqliteMemoryStore store, string text, MemoryFilter filter, int most)
    {
        if (text.Length == 0) return [.. store.Newest(filter, most).Select(memory => new FoundDocument(null, null, null, MemoryDocument.Of(memory)))];
        if (WordQuery.From(text) is not { } query) return [];
        var recall = new Recall(store);
        var now = MemoryScope.Now(store);
        var found = recall.Search(query with { IsLastBegun = true }, filter, now, most);
        if (found.Count == 0) found = recall.Search(query with { IsAny = true }, filter, now, most);
        return [.. found.Select(one => new FoundDocument(Math.Round(one.Score, 4), Math.Round(one.Relevance, 4), Math.Round(one.Recency, 4), MemoryDocument.Of(one.Memory)))];
    }

    private static void Print(IPrinter printer, IReadOnlyList<FoundDocument> found)
    {
        var grid = new Grid(Grid.Left("memory"), Grid.Left("time (UTC)"), Grid.Right("score").Extra(), Grid.Right("importance").Extra(), Grid.Left("what"));
        foreach (var one in found)
            grid.Add(Words.Strong(one.Memory.Id!), Words.Quiet(Show.Time(one.Memory.At)), one.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                one.Memory.Importance!.Value.ToString("0.00", CultureInfo.InvariantCulture), one.Memory.Text!);
        printer.Print(grid);
    }
}

using System.CommandLine;
using System.Globalization;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Recalling;
using Perun.Minds;

namespace Perun.Commands.Remembering;

/// A memory that was found, with what it scored.
/// <param name="Alike">How many more say the same but for their numbers, and score less.</param>
internal sealed record FoundDocument(double? Score, double? Relevance, double? Recency, MemoryDocument Memory, int Alike = 0);

internal static class MemorySearchCommand
{
    private const int Usual = 20;

    /// To hold for one reason is remembered at every pass: so many are looked through for those that differ.
    private const int MostLookedThrough = 1_000;

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
        var byWords = new Option<bool>("--by-words") { Description = "By words alone: the model of EMBEDDING_MODEL is not asked what they mean" };
        command.Add(words);
        foreach (var option in (Option[])[kind, symbol, tag, from, to, limit, byWords]) command.Add(option);
        return new Verb(command, RunAsync,
            new Example("perun memory search gap stop AAPL", "the best that has these words; with EMBEDDING_MODEL also what means the same"),
            new Example("perun memory search --kind lesson", "the newest lessons"),
            new Example("perun memory search --symbol BTC/USD --tag loss --json", "losses of one market, for a script"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var most = Inputs.Whole(parse.GetValue(limit), "The limit", 1, ListOptions.Most, Usual);
            IReadOnlyList<MemoryKind> kinds = parse.GetValue(kind) is { } typed ? [MemoryScope.Kind(typed)] : [];
            var (first, end) = (Inputs.From(parse.GetValue(from)), Inputs.To(parse.GetValue(to)));
            var wanted = parse.GetValue(tag) is { } word ? MemoryScope.Tag(word) : null;
            var settings = MemoryScope.Settings(scope, common, parse);
            using var store = MemoryScope.Read(settings);
            var filter = new MemoryFilter(MemoryScope.Symbol(store, parse.GetValue(symbol)), wanted, first, end == DateTime.MaxValue ? end : end.AddTicks(-1), kinds);
            var text = string.Join(' ', parse.GetValue(words) ?? []);
            var reply = scope.Reply(common.IsJson(parse));
            var query = WordQuery.From(text);
            var (meaning, why) = query is null || parse.GetValue(byWords) ? (null, null) : await SearchMeaning.OfAsync(text, store, MemoryScope.PathOf(settings), settings, TimeProvider.System, cancel);
            if (why is not null) reply.Remark($"Found by words alone: {why.TrimEnd('.')}.");
            var found = text.Length == 0 ? Newest(store, filter, most) : query is null ? [] : Find(store, query, filter, most, meaning);
            if (reply.IsJson) reply.Document(found, CommandJson.Default.IReadOnlyListFoundDocument);
            else if (found.Count == 0) reply.Printer.Line(text.Length > 0 ? $"Nothing is remembered that has \"{Inputs.Brief(text)}\" in it{(meaning is null ? "" : ", or means much the same")}." : "Nothing of that kind is remembered.");
            else Print(reply.Printer, found);
            return ExitCode.Done;
        }
    }

    private static IReadOnlyList<FoundDocument> Newest(SqliteMemoryStore store, MemoryFilter filter, int most) =>
        [.. store.Newest(filter, most).Select(memory => new FoundDocument(null, null, null, MemoryDocument.Of(memory)))];

    /// All words first; where nothing has them all, any of them.
    private static IReadOnlyList<FoundDocument> Find(SqliteMemoryStore store, WordQuery query, MemoryFilter filter, int most, Meaning? meaning)
    {
        var all = query with { IsLastBegun = true };
        var words = store.Match(all, filter, 1).Count > 0 ? all : query with { IsAny = true };
        return
        [
            .. new Recall(store).Search(words, filter, MemoryScope.Now(store), MostLookedThrough, meaning)
                .GroupBy(one => (one.Memory.Kind, Said: string.Concat(one.Memory.Text.Where(letter => !char.IsDigit(letter))))).Take(most)
                .Select(alike => (Best: alike.First(), More: alike.Count() - 1))
                .Select(one => new FoundDocument(Math.Round(one.Best.Score, 4), Math.Round(one.Best.Relevance, 4), Math.Round(one.Best.Recency, 4), MemoryDocument.Of(one.Best.Memory), one.More)),
        ];
    }

    private static void Print(IPrinter printer, IReadOnlyList<FoundDocument> found)
    {
        var grid = new Grid(Grid.Left("memory"), Grid.Left("time (UTC)"), Grid.Right("score").Extra(), Grid.Right("importance").Extra(), Grid.Left("what"));
        foreach (var one in found)
            grid.Add(Words.Strong(one.Memory.Id!), Words.Quiet(Show.Time(one.Memory.At)), one.Score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
                one.Memory.Importance!.Value.ToString("0.00", CultureInfo.InvariantCulture), $"{one.Memory.Text}{(one.Alike > 0 ? $" (and {one.Alike} more like it)" : "")}");
        printer.Print(grid);
    }
}

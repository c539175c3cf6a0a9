using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Mind.Memories;
using Perun.Mind.Models;

namespace Perun.Commands.Remembering;

internal sealed record MemoryStatsDocument(
    long Count, long Protected, long OrganisedByModel, IReadOnlyDictionary<string, long> Embedded, DateTime? Oldest, DateTime? Newest, long JournalPosition, IReadOnlyDictionary<string, long> Kinds, IReadOnlyDictionary<string, long> Symbols, string? Files);

internal static class MemoryStatsCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("perun memory stats", "how much is remembered, of what, and since when"));

        ExitCode Run(ParseResult parse)
        {
            var settings = MemoryScope.Settings(scope, common, parse);
            using var store = MemoryScope.Read(settings);
            var stats = store.Stats();
            var reached = store.Reached(MemoryCursors.Journal);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson)
                reply.Document(new MemoryStatsDocument(stats.Count, stats.Protected, stats.Organised, stats.Embedded.ToDictionary(one => one.Model, one => one.Count, StringComparer.Ordinal), stats.Oldest, stats.Newest, reached,
                    stats.Kinds.ToDictionary(kind => kind.Kind.Word(), kind => kind.Count, StringComparer.Ordinal),
                    stats.Symbols.ToDictionary(symbol => symbol.Symbol, symbol => symbol.Count, StringComparer.Ordinal), settings.Memory.Folder), CommandJson.Default.MemoryStatsDocument);
            else Print(reply.Printer, stats, reached, settings);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, MemoryStats stats, long reached, PerunSettings settings)
    {
        var folder = settings.Memory.Folder;
        printer.Line(Words.Strong(Show.Count(stats.Count, "memory", "memories")), stats.Oldest is null ? "" : $" from {Show.Time(stats.Oldest)} to {Show.Time(stats.Newest)} UTC; {stats.Protected} of them are never pruned.");
        printer.Line(Words.Quiet($"The journal is remembered up to position {reached}; {(folder is null ? "no files are written (MEMDIR_PATH)" : $"files are in {folder}")}."));
        var model = settings.Models.Models.GetValueOrDefault(ModelTask.MemoryOrganisation);
        printer.Line(Words.Quiet($"All are organised by rules, {stats.Organised:#,0} also by a model ({model ?? "none is set: MEMORY_ORGANIZATION_LLM_MODEL"})."));
        printer.Line(Words.Quiet(stats.Embedded.Count == 0
            ? $"None has a vector ({(settings.Models.Embedding is { } embedding ? $"{embedding} makes them while Perun runs" : "no model makes them: EMBEDDING_MODEL")})."
            : $"{string.Join(", ", stats.Embedded.Select(one => $"{one.Count:#,0} have a vector by {one.Model}"))}."));
        Print(printer, "kind", stats.Kinds.Select(kind => (kind.Kind.Word(), kind.Count)));
        Print(printer, "symbol", stats.Symbols);
    }

    private static void Print(IPrinter printer, string title, IEnumerable<(string Name, long Count)> rows)
    {
        var grid = new Grid(Grid.Left(title), Grid.Right("memories"));
        foreach (var (word, count) in rows) grid.Add(word, $"{count:#,0}");
        if (grid.Rows.Count > 0) printer.Print(grid);
    }
}

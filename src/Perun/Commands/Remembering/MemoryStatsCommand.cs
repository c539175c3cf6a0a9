using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;

namespace Perun.Commands.Remembering;

internal sealed record MemoryStatsDocument(
    long Count, long Protected, DateTime? Oldest, DateTime? Newest, long JournalPosition, IReadOnlyDictionary<string, long> Kinds, IReadOnlyDictionary<string, long> Symbols, string? Files);

internal static class MemoryStatsCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, (parse, _) => MemoryScope.RunAsync(() => Run(parse)),
            new Example("perun memory stats", "how much is remembered, of what, and since when"));

        ExitCode Run(ParseResult parse)
        {
            var settings = MemoryScope.Settings(scope, common, parse);
            using var store = MemoryScope.Read(settings);
            var stats = store.Stats();
            var reached = store.Reached(MemoryCursors.Journal);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson)
                reply.Document(new MemoryStatsDocument(stats.Count, stats.Protected, stats.Oldest, stats.Newest, reached,
                    stats.Kinds.ToDictionary(kind => kind.Kind.Word(), kind => kind.Count, StringComparer.Ordinal),
                    stats.Symbols.ToDictionary(symbol => symbol.Symbol, symbol => symbol.Count, StringComparer.Ordinal), settings.Memory.Folder), CommandJson.Default.MemoryStatsDocument);
            else Print(reply.Printer, stats, reached, settings.Memory.Folder);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, MemoryStats stats, long reached, string? folder)
    {
        printer.Line(Words.Strong(Show.Count(stats.Count, "memory", "memories")), stats.Oldest is null ? "" : $" from {Show.Time(stats.Oldest)} to {Show.Time(stats.Newest)} UTC; {stats.Protected} of them are never pruned.");
        printer.Line(Words.Quiet($"The journal is remembered up to position {reached}; {(folder is null ? "no files are written (MEMDIR_PATH)" : $"files are in {folder}")}."));
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

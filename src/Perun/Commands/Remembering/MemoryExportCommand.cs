using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;

namespace Perun.Commands.Remembering;

internal sealed record MemoryExportDocument(long Memories, int Files, string Folder);

internal static class MemoryExportCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var output = new Option<string?>("--out", "-o") { Description = "The folder to write to (MEMDIR_PATH when not given)", HelpName = "folder" };
        var (kind, symbol) = (MemoryScope.KindOption(), MemoryScope.SymbolOption(scope));
        foreach (var option in (Option[])[output, kind, symbol]) command.Add(option);
        return new Verb(command, (parse, cancel) => Task.FromResult(Run(parse, cancel)),
            new Example("perun memory export --out memories", "everything, a folder a kind and a file a day"),
            new Example("perun memory export --kind lesson --out lessons", "lessons only"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            IReadOnlyList<MemoryKind> kinds = parse.GetValue(kind) is { } typed ? [MemoryScope.Kind(typed)] : [];
            var settings = MemoryScope.Settings(scope, common, parse);
            var target = parse.GetValue(output) is { } given ? Path.GetFullPath(given) : settings.Memory.Folder
                ?? throw CommandFailedException.Usage("Give the folder to write to with --out, or set MEMDIR_PATH.");
            using var store = MemoryScope.Read(settings);
            var folder = new MemoryFolder(target);
            var (memories, files) = (0L, 0);
            var reply = scope.Reply(common.IsJson(parse));
            foreach (var (key, day) in Days(store.All(new MemoryFilter(MemoryScope.Symbol(store, parse.GetValue(symbol)), Kinds: kinds))))
            {
                cancel.ThrowIfCancellationRequested();
                if (folder.Write(key.Kind, key.Day, day) is { } trouble) reply.Remark(trouble);
                (memories, files) = (memories + day.Count, files + 1);
            }
            if (reply.IsJson) reply.Document(new MemoryExportDocument(memories, files, target), CommandJson.Default.MemoryExportDocument);
            else reply.Printer.Line(Words.Good("Done: "), $"{Show.Count(memories, "memory", "memories")} in {Show.Count(files, "file")} under {target}.");
            return ExitCode.Done;
        }
    }

    /// They come kind by kind and oldest first, so a day is whole when the next begins.
    private static IEnumerable<((MemoryKind Kind, DateOnly Day) Key, List<Memory> Memories)> Days(IEnumerable<Memory> memories)
    {
        var (day, key) = (new List<Memory>(), default((MemoryKind Kind, DateOnly Day)));
        foreach (var memory in memories)
        {
            var next = (memory.Kind, DateOnly.FromDateTime(memory.At));
            if (day.Count > 0 && next != key)
            {
                yield return (key, day);
                day = [];
            }
            key = next;
            day.Add(memory);
        }
        if (day.Count > 0) yield return (key, day);
    }
}

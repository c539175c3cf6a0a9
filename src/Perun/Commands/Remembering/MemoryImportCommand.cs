using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Remembering;

internal sealed record MemoryImportDocument(int Files, int New, int Changed, int Same, IReadOnlyList<string> Troubles);

internal static class MemoryImportCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var paths = new Argument<string[]>("paths") { Description = "Files or folders of memories (MEMDIR_PATH when not given)", Arity = ArgumentArity.ZeroOrMore };
        command.Add(paths);
        return new Verb(command, (parse, cancel) => Task.FromResult(Run(parse, cancel)),
            new Example("perun memory import memories", "what perun memory export wrote; twice is once"),
            new Example("perun memory import lesson/2026/2026-01-05.json", "one file"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var settings = MemoryScope.Settings(scope, common, parse);
            string[] given = parse.GetValue(paths) is { Length: > 0 } typed ? typed : settings.Memory.Folder is { } folder ? [folder]
                : throw CommandFailedException.Usage("Give files or folders of memories, or set MEMDIR_PATH.");
            string[] files = [.. given.Select(Path.GetFullPath).SelectMany(Files)];
            using var store = MemoryScope.Fill(settings);
            var imported = MemoryImport.Run(store, files, cancel);
            var reply = scope.Reply(common.IsJson(parse));
            foreach (var trouble in imported.Troubles) reply.Remark(trouble);
            var (added, changed, same) = imported.Taken;
            if (reply.IsJson) reply.Document(new MemoryImportDocument(imported.Files, added, changed, same, imported.Troubles), CommandJson.Default.MemoryImportDocument);
            else reply.Printer.Line(imported.Troubles.Count == 0 ? Words.Good("Done: ") : Words.Warning("Not all: "),
                $"{Show.Count(imported.Files, "file")} taken; {added} new, {changed} changed, {same} known already.");
            return imported.Troubles.Count == 0 ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static IEnumerable<string> Files(string path)
    {
        if (Directory.Exists(path)) return MemoryFolder.Files(path);
        return File.Exists(path) ? [path] : throw new CommandFailedException(ExitCode.Refused, $"There is no file or folder {path}: perun memory export writes one.");
    }
}

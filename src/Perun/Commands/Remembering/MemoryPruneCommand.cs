using System.CommandLine;
using Perun.Adapters.Memories;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Remembering;

/// <param name="Kept">Old enough to go, and needed by the audit.</param>
internal sealed record PruneDocument(bool Done, int Gone, long Left, long Kept, IReadOnlyDictionary<string, int> Kinds);

internal static class MemoryPruneCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var age = new Option<string?>("--max-age-days") { Description = "Let go what is older (MEMDIR_PRUNE_MAX_AGE_DAYS)", HelpName = "days" };
        var count = new Option<string?>("--max-count") { Description = "Let go what is beyond this many (MEMDIR_PRUNE_MAX_COUNT)", HelpName = "number" };
        var yes = new Option<bool>("--yes") { Description = "Do it: there is no way back. Without it, only what would go is said" };
        foreach (var option in (Option[])[age, count, yes]) command.Add(option);
        return new Verb(command, (parse, cancel) => Task.FromResult(Run(parse, cancel)),
            new Example("perun memory prune", "what would go by the settings; nothing is changed"),
            new Example("perun memory prune --max-age-days 365 --yes", "let go what is older than a year, except what the audit needs"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var settings = MemoryScope.Settings(scope, common, parse);
            var days = parse.GetValue(age) is { } typedAge ? TimeSpan.FromDays(Inputs.Whole(typedAge, "The age", 1, 36_500, 1)) : settings.Memory.MaxAge;
            long? most = parse.GetValue(count) is { } typedCount ? Inputs.Whole(typedCount, "The count", 1, 100_000_000, 1) : settings.Memory.MaxCount;
            if (days is null && most is null) throw CommandFailedException.Usage("Neither an age nor a count is set: give --max-age-days or --max-count, or set MEMDIR_PRUNE_MAX_AGE_DAYS or MEMDIR_PRUNE_MAX_COUNT.");
            var isDone = parse.GetValue(yes);
            using var store = MemoryScope.Change(settings);
            var now = MemoryScope.Now(store);
            var pruned = store.Prune(new PruneRule(now, days is { } span ? Before(now, span) : null, most, IsTrial: !isDone), cancel);
            var reply = scope.Reply(common.IsJson(parse));
            if (isDone) MemoryScope.Follow(reply, settings, store, [], pruned.Gone);
            var kinds = pruned.Gone.GroupBy(memory => memory.Kind).OrderBy(group => group.Key).ToDictionary(group => Perun.Mind.Memories.MemoryKinds.Word(group.Key), group => group.Count(), StringComparer.Ordinal);
            if (reply.IsJson) reply.Document(new PruneDocument(isDone, pruned.Gone.Count, pruned.Left, pruned.Kept, kinds), CommandJson.Default.PruneDocument);
            else Print(reply.Printer, pruned, kinds, isDone);
            return ExitCode.Done;
        }
    }

    private static DateTime Before(DateTime now, TimeSpan span) => now - DateTime.UnixEpoch < span ? DateTime.UnixEpoch : now - span;

    private static void Print(IPrinter printer, Pruned pruned, Dictionary<string, int> kinds, bool isDone)
    {
        var of = kinds.Count == 0 ? "" : $" ({string.Join(", ", kinds.Select(kind => $"{kind.Value} {kind.Key}"))})";
        printer.Line(Words.Strong($"{Show.Count(pruned.Gone.Count, "memory", "memories")} {(isDone ? "let go" : "would go")}"), $"{of}, {Show.Count(pruned.Left, "is", "are")} left.");
        if (pruned.Kept > 0) printer.Line($"{Show.Count(pruned.Kept, "memory stays", "memories stay")} that the audit needs or somebody marked to be kept.");
        if (!isDone && pruned.Gone.Count > 0) printer.Line(Words.Quiet("Nothing was changed: say --yes to let them go."));
    }
}

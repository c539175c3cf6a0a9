using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Mind.Memories;

namespace Perun.Commands.Remembering;

internal static class MemoryTagCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var id = new Argument<string>("memory") { Description = "Its id, or as much of it as only one has" };
        var tags = new Argument<string[]>("tags") { Description = "Tags to add; keep is never pruned, a lesson that is retired is recalled no more", Arity = ArgumentArity.ZeroOrMore };
        tags.CompletionSources.Add(MemoryTags.Keep, MemoryTags.Retired);
        var remove = new Option<string[]>("--remove") { Description = "A tag to take away", HelpName = "tag", AllowMultipleArgumentsPerToken = false };
        command.Add(id);
        command.Add(tags);
        command.Add(remove);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("perun memory tag trade-1234 keep earnings", "never let it go, and find it by a word of yours"),
            new Example("perun memory tag lesson-aapl-long-rising-calm retired", "a lesson that no longer holds"),
            new Example("perun memory tag trade-1234 --remove keep", "take a tag away"));

        ExitCode Run(ParseResult parse)
        {
            string[] add = [.. (parse.GetValue(tags) ?? []).Select(MemoryScope.Tag)];
            string[] drop = [.. (parse.GetValue(remove) ?? []).Select(MemoryScope.Tag)];
            if (add.Length + drop.Length == 0) throw CommandFailedException.Usage("Give tags to add, or --remove with one to take away.");
            var settings = MemoryScope.Settings(scope, common, parse);
            using var store = MemoryScope.Change(settings);
            var memory = MemoryScope.Find(store, parse.GetRequiredValue(id));
            if (drop.FirstOrDefault(tag => !memory.Tags.Contains(tag, StringComparer.Ordinal)) is { } missing)
                throw new CommandFailedException(ExitCode.Refused, $"{memory.Id} has no tag {missing}: {Nearest.Question(missing, memory.Tags) ?? (memory.Tags.Count > 0 ? $"it has {string.Join(", ", memory.Tags)}." : "it has none.")}");
            string[] now = [.. memory.Tags.Except(drop, StringComparer.Ordinal).Concat(add).Distinct(StringComparer.Ordinal)];
            if (now.Length > MemoryDoor.MostTags) throw new CommandFailedException(ExitCode.Refused, $"{memory.Id} would have {now.Length} tags, and {MemoryDoor.MostTags} are allowed: take some away with --remove.");
            memory = memory with { Tags = now };
            store.Add([memory]);
            var reply = scope.Reply(common.IsJson(parse));
            MemoryScope.Follow(reply, settings, store, [memory], []);
            if (reply.IsJson) reply.Document(MemoryDocument.Of(memory), MemoryJson.Default.MemoryDocument);
            else reply.Printer.Line(Words.Good("Done: "), $"{memory.Id} {(now.Length == 0 ? "has no tags" : $"is tagged {string.Join(", ", now)}")}.");
            return ExitCode.Done;
        }
    }
}

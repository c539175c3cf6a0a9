using System.CommandLine;
using System.Globalization;
using Perun.Commands.Access;
using Perun.Commands.Kept;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands;

internal static class WhyCommand
{
    private const string Last = "last";
    private const int MostNamed = 5;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var decision = new Argument<string>("decision") { Description = "A decision's number from perun decisions, or last", Arity = ArgumentArity.ExactlyOne };
        decision.CompletionSources.Add(_ => [Last]);
        var run = new Option<string?>("--run") { Description = "A kept run of a model, by its name or the beginning of it: its decision, not the journal's", HelpName = "run" };
        command.Add(decision);
        command.Add(run);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun why 1042", "why decision 1042 was made, and what came of it"),
            new Example("perun why last", "the newest decision"),
            new Example("perun why 17 --run model-gpt", "what a model saw and said on history, and what came of it"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var typed = parse.GetRequiredValue(decision);
            var asked = NumberOf(typed);
            var reply = scope.Reply(common.IsJson(parse));
            if (parse.GetValue(run) is { } kept) return RunDecisionWords.Tell(RunWords.Shelf(scope, common, parse), kept, asked, reply);
            using var source = await FactsAccess.OpenAsync(scope, common.Settings(parse), reply, cancel);
            var id = asked ?? await NewestAsync(source.Facts, cancel);
            var story = await source.Facts.WhyAsync(id, cancel)
                ?? throw new CommandFailedException(ExitCode.Refused, await UnknownAsync(source.Facts, id, cancel));
            if (reply.IsJson) reply.Document(story, FactsJson.Default.Explanation);
            else WhyStory.Print(reply.Printer, story);
            return ExitCode.Done;
        }
    }

    /// Null for the newest.
    private static long? NumberOf(string typed)
    {
        if (typed.Equals(Last, StringComparison.OrdinalIgnoreCase)) return null;
        if (long.TryParse(typed.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0) return id;
        throw CommandFailedException.Usage($"\"{Inputs.Brief(typed)}\" is not a decision: give its number from perun decisions, or last.");
    }

    private static async Task<long> NewestAsync(IFacts facts, CancellationToken cancel)
    {
        var newest = await facts.DecisionsAsync(new FactQuery(1), cancel);
        return newest.Count > 0 ? newest[0].Id : throw new CommandFailedException(ExitCode.Refused, "Nothing was decided yet.");
    }

    private static async Task<string> UnknownAsync(IFacts facts, long id, CancellationToken cancel)
    {
        var newest = await facts.DecisionsAsync(new FactQuery(MostNamed), cancel);
        var hint = newest.Count > 0
            ? $"the newest are {string.Join(", ", newest.Select(decision => decision.Id))}; perun decisions lists more."
            : "nothing was decided yet.";
        return $"There is no decision {id}: {hint}";
    }
}

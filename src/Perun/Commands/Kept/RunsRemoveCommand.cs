using System.CommandLine;
using Perun.Backtest.Keeping;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Kept;

internal static class RunsRemoveCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var typed = RunWords.Argument(scope, common, "run", "The run's name, or as much of it as only one has");
        var yes = new Option<bool>("--yes") { Description = "Do it: there is no way back but to run it again" };
        command.Add(typed);
        command.Add(yes);
        return new Verb(command, (parse, _) => RunWords.RunAsync(() => Run(parse)), new Example("perun runs remove macd-12-26 --yes", "take one away"));

        ExitCode Run(ParseResult parse)
        {
            var run = RunWords.Shelf(scope, common, parse).Find(parse.GetRequiredValue(typed));
            if (!parse.GetValue(yes)) throw CommandFailedException.Usage($"The run {run.Name} would be gone for good: say so with --yes.");
            RunShelf.Remove(run);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(new RunDocument { Name = run.Name, Folder = run.Folder, Made = run.Made }, CommandJson.Default.RunDocument);
            else reply.Printer.Line($"The run {run.Name} is gone.");
            return ExitCode.Done;
        }
    }
}

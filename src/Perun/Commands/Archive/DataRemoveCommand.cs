using System.CommandLine;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataRemoveCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var symbol = HistoryScope.Symbol(scope, common);
        var timeframe = HistoryScope.TimeframeOption();
        var yes = new Option<bool>("--yes") { Description = "Do it: there is no way back" };
        command.Add(symbol);
        command.Add(timeframe);
        command.Add(yes);
        return new Verb(command, (parse, _) => HistoryScope.RunAsync(() => Run(parse)),
            new Example("perun data remove AAPL --timeframe 1d --yes", "the daily bars of one symbol"));

        ExitCode Run(ParseResult parse)
        {
            var store = HistoryScope.Store(scope, common, parse);
            var key = HistoryScope.Find(store, parse.GetRequiredValue(symbol), parse.GetValue(timeframe));
            if (!parse.GetValue(yes)) throw CommandFailedException.Usage($"The bars of {key} would be gone for good: say so with --yes.");
            store.Remove(key);
            HistoryScope.Tell(scope.Reply(common.IsJson(parse)), [new ChangeDocument(key.Symbol, key.Timeframe.ToString(), 0, null, null, $"the bars of {key} are gone.")]);
            return ExitCode.Done;
        }
    }
}

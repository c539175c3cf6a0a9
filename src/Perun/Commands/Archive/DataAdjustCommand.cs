using System.CommandLine;
using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataAdjustCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var symbol = HistoryScope.Symbol(scope, common);
        var factors = new Argument<string>("factors") { Description = "A LEAN factor file: date,priceFactor,splitFactor,referencePrice" };
        var timeframe = HistoryScope.TimeframeOption();
        var target = new Option<string?>("--as") { Description = "Store the result under this symbol and leave the raw bars; in their place when not given", HelpName = "symbol" };
        command.Add(symbol);
        command.Add(factors);
        command.Add(timeframe);
        command.Add(target);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data adjust AAPL factor_files/aapl.csv", "in place"),
            new Example("perun data adjust AAPL factor_files/aapl.csv --as AAPL.ADJ", "raw and adjusted side by side"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var store = HistoryScope.Store(scope, common, parse);
            var from = HistoryScope.Find(store, parse.GetRequiredValue(symbol), parse.GetValue(timeframe));
            var to = parse.GetValue(target) is { } other ? new SeriesKey(other, from.Timeframe) : from;
            var file = FactorFile.Read(Path.GetFullPath(parse.GetRequiredValue(factors)));
            var change = Adjuster.Run(store, from, to, file, cancel);
            HistoryScope.Tell(scope.Reply(common.IsJson(parse)), [HistoryScope.Document(change, $"{Show.Count(change.After, "bar")} of {to} adjusted by {Show.Count(file.Factors.Count, "factor")}.")]);
            return ExitCode.Done;
        }
    }
}

using System.CommandLine;
using Perun.Backtest.History.Reshaping;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataResampleCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var symbol = HistoryScope.Symbol(scope, common);
        var to = new Argument<string>("length") { Description = "The length to make, like 5m, 1h or 1d" };
        var timeframe = HistoryScope.TimeframeOption("The length to make them of; the shortest there is when not given");
        command.Add(symbol);
        command.Add(to);
        command.Add(timeframe);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data resample BTC/USD 1h", "hours of the shortest bars there are"),
            new Example("perun data resample AAPL 1d --timeframe 5m", "days of bars of five minutes"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var store = HistoryScope.Store(scope, common, parse);
            var target = HistoryScope.Length(parse.GetRequiredValue(to));
            var typed = parse.GetRequiredValue(symbol);
            var known = HistoryScope.FindSymbol(store, typed);
            var shortest = store.Keys().First(key => key.Symbol == known).Timeframe;
            var from = HistoryScope.Find(store, known, parse.GetValue(timeframe) ?? shortest.ToString());
            var change = Resampler.Run(store, from, target, out var refused, cancel);
            var reply = scope.Reply(common.IsJson(parse));
            HistoryScope.Tell(reply, [HistoryScope.Document(change, $"{Show.Count(change.After, "bar")} of {change.Key}, made of those of {from.Timeframe}.")]);
            if (refused.Total > 0)
                reply.Remark($"{Show.Count(refused.Total, "bar")} left out: {refused.OutsideSession:#,##0} outside sessions, {refused.Unusable:#,##0} that can't be right, {refused.Late + refused.Repeated:#,##0} out of order.");
            return ExitCode.Done;
        }
    }
}

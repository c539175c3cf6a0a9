using System.CommandLine;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.News;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;

namespace Perun.Commands.Archive;

internal static class DataGenerateCommand
{
    private const string FirstDay = "2026-01-05";

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var days = new Option<string?>("--days") { Description = $"How many days, 1 to {SimulateCommand.MostDays} (30 when not given)", HelpName = "number" };
        var from = new Option<string?>("--from") { Description = $"The first day, {FirstDay} when not given", HelpName = "date" };
        command.Add(days);
        command.Add(from);
        var options = new SettingOptions([KnownSettings.Seed, KnownSettings.Symbols]).AddTo(command);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data generate --days 365 --seed 7 --symbols AAPL,BTC/USD", "a year of minutes of world 7"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var store = HistoryScope.Store(scope, common, parse);
            var length = Inputs.Whole(parse.GetValue(days), "The number of days", 1, SimulateCommand.MostDays, 30);
            var start = (Inputs.Date(parse.GetValue(from) ?? FirstDay) ?? default).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            var (settings, _) = SettingsOfCommand.Load(scope, options.Read(parse));
            var progress = new Counter(scope.Terminal, $"of {length} days");
            var changes = Generator.Run(store, settings.Analysis.Symbols, settings.World.Seed, start, length, progress, cancel, NewsArchive.In(SettingsOfCommand.DataFolder(scope, common.Settings(parse))));
            progress.End();
            HistoryScope.Tell(scope.Reply(common.IsJson(parse)), [.. changes.Select(change => HistoryScope.Document(change, $"{Show.Count(change.After, "bar")} of {change.Key} of world {settings.World.Seed}."))]);
            return ExitCode.Done;
        }
    }
}

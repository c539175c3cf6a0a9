using System.CommandLine;
using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataListCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        return new Verb(command, (parse, _) => HistoryScope.RunAsync(() => Run(parse)), new Example("perun data list", "symbols, lengths, ranges and sources"));

        ExitCode Run(ParseResult parse)
        {
            var series = HistoryScope.Store(scope, common, parse).List();
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(series, CommandJson.Default.IReadOnlyListStoredSeries);
            else if (series.Count == 0) reply.Printer.Line("There are no bars yet: perun data import brings some, perun data generate makes some.");
            else reply.Printer.Print(GridOf(series));
            if (!reply.IsJson) PrintNews(reply.Printer, NewsArchive.In(SettingsOfCommand.DataFolder(scope, common.Settings(parse))));
            foreach (var damaged in series.Where(one => one.Trouble is not null)) reply.Remark(damaged.Trouble!);
            return series.Any(one => one.Trouble is not null) ? ExitCode.Refused : ExitCode.Done;
        }
    }

    private static void PrintNews(IPrinter printer, NewsArchive archive)
    {
        if (archive.Months is not { Count: > 0 } months) return;
        printer.Line();
        printer.Line(Words.Strong("News: "), $"{Show.Count(months.Sum(month => (long)month.Count), "piece")}, known from {Show.Time(months.Min(month => month.FirstKnown))} to {Show.Time(months.Max(month => month.LastKnown))} UTC");
    }

    private static Grid GridOf(IReadOnlyList<StoredSeries> series)
    {
        var grid = new Grid(
            Grid.Left("symbol"), Grid.Left("length"), Grid.Right("bars"), Grid.Left("first (UTC)"), Grid.Left("last (UTC)"),
            Grid.Left("hours").Extra(), Grid.Left("adjusted").Extra(), Grid.Left("source").Extra());
        foreach (var one in series)
        {
            if (one.Trouble is null)
                grid.Add(Words.Strong(one.Symbol), one.Timeframe, $"{one.Bars:#,##0}", Show.Time(one.First), Show.Time(one.Last), HistoryScope.Show(one.Hours), one.IsAdjusted ? "yes" : "", Words.Quiet(one.Source));
            else
                grid.Add(Words.Strong(one.Symbol), one.Timeframe, "", Words.Bad("DAMAGED"), "", "", "", "");
        }
        return grid;
    }
}

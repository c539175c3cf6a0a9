using System.CommandLine;
using Perun.Backtest.History;
using Perun.Backtest.History.Checking;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

/// <param name="Damaged">What is wrong with files that could not be read.</param>
internal sealed record CheckDocument(bool IsSound, IReadOnlyList<CheckReport> Series, IReadOnlyList<string> Damaged);

internal static class DataCheckCommand
{
    private const int MostGapsShown = 5;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var symbol = HistoryScope.Symbol(scope, common, "Only this symbol; everything when not given");
        symbol.Arity = ArgumentArity.ZeroOrOne;
        var timeframe = HistoryScope.TimeframeOption("Only bars of this length");
        command.Add(symbol);
        command.Add(timeframe);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data check", "everything there is"),
            new Example("perun data check AAPL --timeframe 1d", "one series"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var store = HistoryScope.Store(scope, common, parse);
            var typed = parse.GetValue(symbol);
            var length = parse.GetValue(timeframe);
            IEnumerable<SeriesKey> keys = store.Keys();
            if (typed is not null)
            {
                var known = HistoryScope.FindSymbol(store, typed);
                keys = keys.Where(key => key.Symbol == known);
            }
            if (length is not null) keys = keys.Where(key => key.Timeframe == HistoryScope.Length(length));
            var (reports, damaged) = (new List<CheckReport>(), new List<string>());
            foreach (var key in keys)
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    using var file = store.Open(key);
                    reports.Add(Checker.Check(file));
                }
                catch (HistoryException failure) when (failure.Trouble == HistoryTrouble.Damaged)
                {
                    damaged.Add(failure.Message);
                }
            }
            if (reports.Count + damaged.Count == 0) throw new CommandFailedException(ExitCode.Refused, "There are no bars to check: perun data import brings some.");
            var document = new CheckDocument(damaged.Count == 0 && reports.All(report => report.IsSound), reports, damaged);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(document, CommandJson.Default.CheckDocument);
            else Print(reply.Printer, document);
            return document.IsSound ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static void Print(IPrinter printer, CheckDocument document)
    {
        foreach (var report in document.Series)
        {
            printer.Heading($"{report.Symbol} ({report.Timeframe}), {HistoryScope.Show(report.Hours)} hours");
            printer.Line(Words.Quiet($"{Show.Count(report.Bars, "bar")}, {Show.Time(report.First)} to {Show.Time(report.Last)} UTC, from {report.Source}"));
            var percent = report.Expected == 0 ? 100m : 100m * (report.Expected - report.Missing) / report.Expected;
            var whole = $"{Show.Percent(percent)} of {Show.Count(report.Expected, "expected bar")} are there";
            printer.Line(report.Missing == 0 ? Words.Good(whole) : whole, report.Missing == 0 ? "" : $"; {report.Missing:#,##0} are missing in {Show.Count(report.Gaps, "gap")}");
            foreach (var gap in report.LongestGaps.Take(MostGapsShown))
                printer.Line(Words.Quiet($"  {Show.Time(gap.From)} to {Show.Time(gap.To)}: {Show.Count(gap.Bars, "bar")}"));
            PrintFindings(printer, report);
            CoverageCalendar.Print(printer, report.Days);
        }
        foreach (var damage in document.Damaged) printer.Line(Words.Bad(damage));
    }

    private static void PrintFindings(IPrinter printer, CheckReport report)
    {
        foreach (var (oddity, count) in report.Counts.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key))
        {
            var title = $"{Title(oddity)}: {count:#,##0}";
            printer.Line(oddity is Oddity.Jump or Oddity.Spike ? Words.Warning(title) : Words.Bad(title));
            foreach (var finding in report.Findings.Where(finding => finding.Oddity == oddity).Take(MostGapsShown))
                printer.Line($"  {Show.Time(finding.Time)}  {finding.What}");
        }
    }

    private static string Title(Oddity oddity) => oddity switch
    {
        Oddity.BadPrice => "Prices of zero, below it, or none",
        Oddity.Contradiction => "Highs and lows where they can't be",
        Oddity.Repeated => "Bars that repeat a time or go back",
        Oddity.OutsideSession => "Bars while the market was closed",
        Oddity.Jump => "Jumps that deserve a look (splits?)",
        Oddity.Spike => "Spikes that deserve a look",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

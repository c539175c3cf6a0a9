using System.CommandLine;
using Perun.Backtest.History.Importing;
using Perun.Backtest.History.Store;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands.Archive;

internal static class DataImportCommand
{
    private const long Megabyte = 1_000_000;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = CommandPath.Make(name, summary);
        var common = new CommonOptions().AddTo(command);
        var files = new Argument<string[]>("files") { Description = "CSV, JSON, .zip or .gz files, or folders of them", Arity = ArgumentArity.OneOrMore };
        command.Add(files);
        var known = new ImportOptions().AddTo(command);
        var trial = new Option<bool>("--dry-run") { Description = "Only show how the files would be read" };
        command.Add(trial);
        return new Verb(command, (parse, cancel) => HistoryScope.RunAsync(() => Run(parse, cancel)),
            new Example("perun data import aapl.zip XBTUSD_1.csv", "LEAN and Kraken files tell everything by their names"),
            new Example("perun data import prices.csv --symbol MSFT --dry-run", "how would it be read?"),
            new Example("perun data import odd.csv --symbol ETH/USD --columns time,none,close,open,high,low --dates day-first", "where the guess is wrong"));

        ExitCode Run(ParseResult parse, CancellationToken cancel)
        {
            var request = known.Read(parse) with
            {
                Paths = [.. (parse.GetValue(files) ?? []).Select(path => Path.GetFullPath(path))],
                IsTrial = parse.GetValue(trial),
            };
            var store = HistoryScope.Store(scope, common, parse);
            var progress = new Counter(scope.Terminal, "MB", Megabyte);
            IReadOnlyList<ImportedSeries> imported;
            try
            {
                imported = Importer.Run(store, request, progress, cancel);
            }
            finally
            {
                progress.End();
            }
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(imported, CommandJson.Default.IReadOnlyListImportedSeries);
            else foreach (var series in imported) Print(reply.Printer, series, request.IsTrial);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, ImportedSeries series, bool isTrial)
    {
        foreach (var file in series.Files.Take(5))
        {
            printer.Line(Words.Quiet($"{file.Name}: {file.Format}"));
            printer.Paragraph(file.Mapping, "  ", Tone.Quiet);
        }
        if (series.Files.Count > 5) printer.Line(Words.Quiet($"and {series.Files.Count - 5} files more"));
        if (isTrial)
        {
            printer.Line($"These would be bars of {series.Symbol} ({series.Timeframe}), {HistoryScope.Show(series.Hours)} hours.");
            return;
        }
        var added = series.After - series.Before;
        printer.Line(Words.Good("Done: "), $"{Show.Count(added, "bar")} added, {series.After:#,##0} of {series.Symbol} ({series.Timeframe}) in all, {HistoryScope.Show(series.Hours)} hours",
            Words.Quiet($" ({Show.Time(series.First)} to {Show.Time(series.Last)} UTC, {Show.Span(series.Took)})"));
        if (series.OutOfOrder > 0) printer.Line(Words.Quiet($"{Show.Count(series.OutOfOrder, "bar")} stood out of order and were put in their place."));
        if (series.Identical > 0) printer.Line(Words.Quiet($"{Show.Count(series.Identical, "bar")} were there already."));
        if (series.Doubtful > 0) printer.Line(Words.Warning($"{Show.Count(series.Doubtful, "bar")} can't be right and were kept: perun data check names them."));
        PrintConflicts(printer, series);
        PrintBadLines(printer, series);
    }

    private static void PrintConflicts(IPrinter printer, ImportedSeries series)
    {
        if (series.Differing == 0) return;
        var kept = series.Kept == Prefer.Old ? "the old bar was kept (--prefer new takes the new one)" : "the new bar was taken";
        printer.Line(Words.Warning($"{Show.Count(series.Differing, "time")} had two different bars; {kept}:"));
        foreach (var conflict in series.DifferingExamples)
            printer.Line($"  {Show.Time(conflict.Time)}  close {Show.Price(conflict.Kept.Close)} kept, {Show.Price(conflict.Dropped.Close)} dropped");
    }

    private static void PrintBadLines(IPrinter printer, ImportedSeries series)
    {
        if (series.BadLines == 0) return;
        printer.Line(Words.Warning($"{Show.Count(series.BadLines, "line")} could not be used:"));
        foreach (var bad in series.BadExamples) printer.Line($"  {Path.GetFileName(bad.File)}:{bad.Line}: {bad.Why}", Words.Quiet($"  {bad.Text}"));
        if (series.BadLines > series.BadExamples.Count) printer.Line(Words.Quiet($"  and {series.BadLines - series.BadExamples.Count:#,##0} more"));
    }
}

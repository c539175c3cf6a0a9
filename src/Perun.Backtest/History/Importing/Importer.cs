using System.Diagnostics;
using Perun.Backtest.History.Store;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Importing;

/// Files into the store: a plan for each, all of one series together, all or nothing for each series.
public static class Importer
{
    /// <param name="progress">Told the bytes read so far, now and then.</param>
    public static IReadOnlyList<ImportedSeries> Run(BarStore store, ImportRequest request, IProgress<long>? progress, CancellationToken cancel)
    {
        var files = InputFile.Find(request.Paths);
        if (files.Count == 0) throw new HistoryException(HistoryTrouble.Misuse, "There is nothing to import there: name files that end in .csv, .json, .zip, .gz or .txt.");
        var plans = files.Select(file => ImportPlan.Make(file, request)).ToArray();
        return [.. plans.GroupBy(plan => plan.Key).Select(group => request.IsTrial ? Trial([.. group], request) : RunOne(store, [.. group], request, progress, cancel))];
    }

    private static ImportedSeries RunOne(BarStore store, ImportPlan[] plans, ImportRequest request, IProgress<long>? progress, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var (key, hours) = (plans[0].Key, HoursOf(store, plans[0], request));
        using var incoming = store.Receive(request.Prefer, out var log);
        var badLines = new List<BadLine>();
        var door = new BarDoor(incoming, key, hours, request.TakesDoubtful, badLines);
        var read = new List<ImportedFile>();
        foreach (var plan in plans)
        {
            var (before, badBefore) = (door.Taken, door.Bad);
            door.File = plan.File.Shown;
            var bytes = ReadFile(plan, request, door, progress, read.Sum(file => file.Bytes), cancel);
            read.Add(new ImportedFile(plan.File.Shown, plan.Format, Mapping(plan), bytes, door.Taken - before, door.Bad - badBefore));
        }
        if (door.Taken == 0) throw NoBars(plans, badLines);
        var source = plans.Length == 1 ? $"{plans[0].Format} {plans[0].File.Name}" : $"{plans[0].Format} {plans[0].File.Name} to {plans[^1].File.Name}";
        var change = store.Merge(key, hours, source, incoming, log, cancel);
        return new ImportedSeries
        {
            Symbol = key.Symbol,
            Timeframe = key.Timeframe.ToString(),
            Hours = hours,
            Files = read,
            Bars = door.Taken,
            BadLines = door.Bad,
            BadExamples = badLines,
            Doubtful = door.Doubtful,
            OutOfOrder = incoming.OutOfOrder,
            Identical = log.Identical,
            Differing = log.Differing,
            DifferingExamples = log.Examples,
            Kept = log.Prefer,
            Before = change.Before,
            After = change.After,
            First = change.First,
            Last = change.Last,
            Bytes = read.Sum(file => file.Bytes),
            Took = Stopwatch.GetElapsedTime(begun),
        };
    }

    private static long ReadFile(ImportPlan plan, ImportRequest request, BarDoor door, IProgress<long>? progress, long readBefore, CancellationToken cancel)
    {
        try
        {
            using var stream = plan.File.Open();
            using var blocks = new BlockReader(stream, bytes => progress?.Report(readBefore + bytes));
            if (plan.Csv is { } csv) new CsvReader(csv, door).Read(blocks, cancel);
            else new JsonBarReader(door, zone: request.Zone ?? ClockZone.Utc).Read(plan.File, blocks, cancel);
            return blocks.Bytes;
        }
        catch (InvalidDataException failure)
        {
            throw plan.File.Broken(failure);
        }
    }

    /// What a person says, then what is known of the series, then the guess.
    private static TradingHours HoursOf(BarStore store, ImportPlan plan, ImportRequest request)
    {
        using var existing = store.TryOpen(plan.Key);
        if (existing is { IsAdjusted: true })
            throw new HistoryException(
                HistoryTrouble.Misuse, $"The bars of {plan.Key} are adjusted, and raw ones would not fit them: remove them first and adjust anew, or import under another name (--symbol).");
        return request.Hours ?? existing?.Hours ?? plan.Hours;
    }

    private static ImportedSeries Trial(ImportPlan[] plans, ImportRequest request) => new()
    {
        Symbol = plans[0].Key.Symbol,
        Timeframe = plans[0].Key.Timeframe.ToString(),
        Hours = plans[0].Hours,
        Files = [.. plans.Select(plan => new ImportedFile(plan.File.Shown, plan.Format, Mapping(plan), 0, 0, 0))],
        Bars = 0,
        BadLines = 0,
        BadExamples = [],
        Doubtful = 0,
        OutOfOrder = 0,
        Identical = 0,
        Differing = 0,
        DifferingExamples = [],
        Kept = request.Prefer,
        Before = 0,
        After = 0,
        First = null,
        Last = null,
        Bytes = 0,
        Took = default,
    };

    private static string Mapping(ImportPlan plan) => plan.Csv?.Describe() ?? "objects or arrays of time, open, high, low, close, volume";

    private static HistoryException NoBars(ImportPlan[] plans, List<BadLine> badLines)
    {
        var why = badLines.Count > 0 ? $"line {badLines[0].Line}: {badLines[0].Why}" : "there is no line that could be one";
        return new HistoryException(
            HistoryTrouble.Unreadable, $"{plans[0].File.Shown} has no bar that can be used ({why}), read as {Mapping(plans[0])}: give --columns, --dates or --symbol where that is wrong.");
    }
}

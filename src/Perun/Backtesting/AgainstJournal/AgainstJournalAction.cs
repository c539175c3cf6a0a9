using System.Globalization;
using Perun.Adapters.Storage;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Backtest.Reports.Differences;
using Perun.Commands;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Strategies;
using Perun.Mind.Analysts;
using Perun.Simulation.Exchange;
using Perun.Trading;

namespace Perun.Backtesting.AgainstJournal;

/// <param name="To">The first moment after the period.</param>
/// <param name="Out">The folder for the report; the data folder's `differences` where none is named.</param>
public sealed record AgainstJournalRequest(PerunSettings Settings, DateTime From, DateTime To, string? Out);

/// <param name="Folder">With report.html and report.json.</param>
public sealed record AgainstJournalAnswer(DifferenceReport Report, string Folder);

/// Trades a traded period again, and says why what came out differs.
internal static class AgainstJournalAction
{
    public static async Task<AgainstJournalAnswer> RunAsync(AgainstJournalRequest request, CancellationToken cancel)
    {
        var settings = request.Settings;
        try
        {
            using var connection = SqliteFile.OpenToRead(ReplayRun.PathOf(settings))
                ?? throw new CommandFailedException(ExitCode.Refused, "Nothing was traded yet, so there is nothing to hold a backtest against: start with ./perun run.");
            var journal = new JournalReader(connection);
            var live = new LiveReader(journal, request.From, request.To).Read(cancel);
            var analyst = new RuleAnalyst(live.Universe, settings.Analysis.Timeframe, settings.Analysis.TrendTimeframes, () => new SmaCross());
            new WarmUp(analyst).Show(journal, live.Universe, live.From);
            var bars = BarTroubles.Whole([.. live.Bars.Where(bar => bar.End > live.From)], Stored(settings, live));
            var recorded = live.Signals.Select(heard => heard.Signal).Where(signal => !IsOf(analyst, signal.Analyst)).OrderBy(signal => signal.BasedOn);
            var again = await Retrade.RunAsync(new RetradePlan(live, bars, analyst, [.. recorded], settings.Loop.Cycle, new ExchangeRules { Latency = TimeSpan.Zero }), cancel);
            var report = new Comparison(live, again, BarTroubles.Find(live.Bars, bars), settings.Loop.Cycle).Report(analyst.Name);
            report = report with { Notes = [.. report.Notes, .. Notes(live, again, analyst)] };
            return new AgainstJournalAnswer(report, Write(request, report));
        }
        catch (StoreException failure)
        {
            throw new CommandFailedException(ExitCode.Environment, failure.Message);
        }
        catch (HistoryException trouble)
        {
            throw new CommandFailedException(ExitCode.Environment, trouble.Message);
        }
    }

    private static bool IsOf(RuleAnalyst analyst, string name) => name.StartsWith($"{analyst.Name} on ", StringComparison.Ordinal);

    /// What the store has of the period, for what never came to the journal. Re-based prices are none that were traded at.
    private static List<SeenBar> Stored(PerunSettings settings, LivePeriod live)
    {
        var store = BarStore.In(settings.Paths.Data);
        var bars = new List<SeenBar>();
        foreach (var id in live.Bars.Select(bar => bar.Instrument).Distinct())
        {
            using var file = store.TryOpen(new SeriesKey(live.Universe[id].Symbol, Timeframe.M1));
            if (file is null || file.IsAdjusted) continue;
            foreach (var bar in file.Between(live.From, live.To))
                if (bar.Time.AddMinutes(1) <= live.To) bars.Add(new SeenBar(id, bar, bar.Time.AddMinutes(1)));
        }
        return bars;
    }

    private static IEnumerable<string> Notes(LivePeriod live, RetradeResult again, RuleAnalyst analyst)
    {
        if (live.Carried.Count > 0)
            yield return $"{string.Join(", ", live.Carried.Select(id => live.Universe[id].Symbol))} was held when the period began: that trade was decided before it and is left out on both sides. Begin the period where nothing was held for a whole picture.";
        var said = live.Signals.Select(heard => heard.Signal.Analyst).Where(name => IsOf(analyst, name)).ToHashSet(StringComparer.Ordinal);
        var saysNow = again.Signals.Select(heard => heard.Signal.Analyst).ToHashSet(StringComparer.Ordinal);
        if (said.Count > 0 && saysNow.Count > 0 && !said.Overlaps(saysNow))
            yield return $"The journal's proposals came from {string.Join(", ", said.Order())}, these from {string.Join(", ", saysNow.Order())}: give the settings of then (PERUN_TIMEFRAME, PERUN_TREND_TIMEFRAMES).";
    }

    private static string Write(AgainstJournalRequest request, DifferenceReport report)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{report.From:yyyyMMdd-HHmm}-{report.To:yyyyMMdd-HHmm}");
        var folder = request.Out ?? Path.Combine(request.Settings.Paths.Data, "differences", name);
        Directory.CreateDirectory(folder);
        using (var html = File.Create(Path.Combine(folder, "report.html"))) DifferencePage.Write(html, report);
        using (var json = File.Create(Path.Combine(folder, "report.json"))) DifferenceReport.Write(json, report);
        return folder;
    }
}

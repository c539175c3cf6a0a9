using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Calendars;

namespace Perun.Backtest.History.Reshaping;

/// Re-bases prices and volumes to the shares of today, so that a split is no crash and a dividend no loss.
public static class Adjuster
{
    private const double MostOff = 0.01;

    /// Reads one series and writes another, which may be itself.
    public static StoreChange Run(BarStore store, SeriesKey from, SeriesKey to, FactorFile factors, CancellationToken cancel)
    {
        using var file = store.Open(from);
        if (file.IsAdjusted) throw new HistoryException(HistoryTrouble.Misuse, $"The bars of {from} are adjusted already ({file.Source}): import raw ones to adjust them anew.");
        RefuseForeign(file, factors);
        if (to != from && store.TryOpen(to) is { } taken)
        {
            taken.Dispose();
            throw new HistoryException(HistoryTrouble.Misuse, $"There are bars of {to} already: remove them first (perun data remove {to.Symbol}), or choose another name.");
        }
        var calendar = TradingCalendar.For(file.Hours);
        using var incoming = store.Receive(Prefer.Old, out var log);
        for (var block = 0; block < file.Blocks; block++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var bar in file.Block(block)) incoming.Add(Apply(bar, factors.On(calendar.TradingDay(bar.Time))));
        }
        return store.Replace(to, file.Hours, $"{file.Source}; adjusted by {factors.Name}", isAdjusted: true, incoming, log, cancel);
    }

    public static Bar Apply(in Bar bar, in Factor factor)
    {
        var scale = factor.PriceFactor * factor.SplitFactor;
        return new Bar(bar.Time, bar.Open * scale, bar.High * scale, bar.Low * scale, bar.Close * scale, bar.Volume / factor.SplitFactor);
    }

    /// A factor file names the raw close of each of its days. Where most of those that are here differ, the bars are of
    /// something else, or are adjusted already by whoever made them.
    private static void RefuseForeign(BarFile file, FactorFile factors)
    {
        var bars = file.Bars;
        var calendar = TradingCalendar.For(file.Hours);
        int seen = 0, off = 0;
        foreach (var factor in factors.Factors)
        {
            if (factor.Reference <= 0 || calendar.SessionOn(factor.Day) is not { } session) continue;
            var place = bars.IndexAtOrAfter(session.Close.Ticks) - 1;
            if (place < 0 || bars.Times[place] < session.Open.Ticks) continue;
            seen++;
            if (Math.Abs((bars.Closes[place] / factor.Reference) - 1) > MostOff) off++;
        }
        if (off * 2 <= seen) return;
        throw new HistoryException(
            HistoryTrouble.Misuse, $"{factors.Name} doesn't fit the bars of {file.Key}: {off} of {seen} closes that it names differ by more than 1 %. Are the bars adjusted already, or of another share?");
    }
}

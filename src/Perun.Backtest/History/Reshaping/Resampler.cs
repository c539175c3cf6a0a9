using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Calendars;

namespace Perun.Backtest.History.Reshaping;

/// Longer bars of shorter ones, through the very aggregator that live trading uses.
public static class Resampler
{
    /// <param name="refused">The bars that could not be used, such as those outside sessions.</param>
    public static StoreChange Run(BarStore store, SeriesKey from, Timeframe to, out RefusedMinutes refused, CancellationToken cancel)
    {
        if (to.Minutes <= from.Timeframe.Minutes || to.Minutes % from.Timeframe.Minutes != 0)
            throw new HistoryException(HistoryTrouble.Misuse, $"Bars of {to} can't be made of bars of {from.Timeframe}: give a length that is a multiple.");
        using var file = store.Open(from);
        var target = new SeriesKey(from.Symbol, to);
        using (var existing = store.TryOpen(target))
        {
            if (existing is not null && !existing.Source.StartsWith("resampled ", StringComparison.Ordinal))
                throw new HistoryException(HistoryTrouble.Misuse, $"There are bars of {target} from elsewhere ({existing.Source}): remove them first (perun data remove {target.Symbol} --timeframe {to}).");
        }
        using var incoming = store.Receive(Prefer.Old, out var log);
        refused = Aggregate(file, to, incoming, cancel);
        if (incoming.Taken == 0) throw new HistoryException(HistoryTrouble.NotThere, $"The bars of {from} make no whole bar of {to}: import more of them.");
        return store.Replace(target, file.Hours, $"resampled from {from.Timeframe}: {file.Source}", file.IsAdjusted, incoming, log, cancel);
    }

    private static RefusedMinutes Aggregate(BarFile file, Timeframe to, Incoming incoming, CancellationToken cancel)
    {
        var aggregator = new BarAggregator(to, TradingCalendar.For(file.Hours));
        for (var block = 0; block < file.Blocks; block++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var bar in file.Block(block))
                foreach (var whole in aggregator.Add(bar)) incoming.Add(whole);
        }
        // The last one counts only if its time was over when the last bar ended.
        if (file.Range is { } range)
            foreach (var whole in aggregator.Advance(range.Last + file.Key.Timeframe.Length)) incoming.Add(whole);
        return aggregator.Refused;
    }
}

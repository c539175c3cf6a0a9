using Perun.Backtest.History.Store;
using Perun.Backtest.News;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Simulation.World;

namespace Perun.Backtest.History.Reshaping;

/// The simulated world's minutes as history, and its news where there is an archive for them: the same seed, start and length give the same.
public static class Generator
{
    public static IReadOnlyList<StoreChange> Run(
        BarStore store, IReadOnlyList<string> symbols, ulong seed, DateTime from, int days, IProgress<int>? progress, CancellationToken cancel, NewsArchive? news = null)
    {
        foreach (var symbol in symbols)
        {
            if (!WorldCatalog.TryFind(symbol, out _))
                throw new HistoryException(HistoryTrouble.NotThere, $"The simulated world has no {symbol}: choose from {string.Join(", ", WorldCatalog.All.Select(profile => profile.Instrument.Symbol))}.");
        }
        var universe = DefaultUniverse.Of(symbols);
        var keys = universe.Instruments.Select(instrument => new SeriesKey(instrument.Symbol, Timeframe.M1)).ToArray();
        foreach (var key in keys) RefuseOthers(store, key);
        var listener = new Listener([.. keys.Select(_ => (store.Receive(Prefer.Old, out var log), log))], seed, from);
        try
        {
            var world = new SimulatedWorld(universe, seed, from);
            for (var day = 1; day <= days; day++)
            {
                cancel.ThrowIfCancellationRequested();
                world.Advance(from.AddDays(day), listener);
                progress?.Report(day);
            }
            // What a world tells is told once: of another stretch or length of it, the same pieces come again.
            news?.Add(listener.News);
            var source = $"simulated world {seed} from {from:yyyy-MM-dd}";
            return [.. keys.Select((key, place) => store.Replace(
                key, universe.Instruments[place].Hours, source, isAdjusted: false, listener.Series[place].Bars, listener.Series[place].Log, cancel))];
        }
        finally
        {
            foreach (var (bars, _) in listener.Series) bars.Dispose();
        }
    }

    /// Invented prices never take the place of real ones.
    private static void RefuseOthers(BarStore store, SeriesKey key)
    {
        using var existing = store.TryOpen(key);
        if (existing is not null && !existing.Source.StartsWith("simulated world ", StringComparison.Ordinal))
            throw new HistoryException(HistoryTrouble.Misuse, $"There are bars of {key} from elsewhere ({existing.Source}): remove them first, or generate into another data folder (--data).");
    }

    private sealed class Listener((Incoming Bars, MergeLog Log)[] series, ulong seed, DateTime from) : IWorldListener
    {
        /// Ids are told apart by their world.
        public List<NewsItem> News { get; } = [];

        public (Incoming Bars, MergeLog Log)[] Series => series;

        public bool WantsSlices => false;

        public void OnBar(InstrumentId instrument, in Bar minute) => series[instrument.Value].Bars.Add(minute);

        public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
        {
        }

        public void OnNews(NewsItem item) => News.Add(item with { Id = $"world-{seed}-{from:yyyyMMdd}-{item.Id}" });
    }
}

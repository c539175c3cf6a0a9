using Perun.Adapters.Venues;
using Perun.Backtest.History;
using Perun.Backtest.History.Store;
using Perun.Commands;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// Bars from a venue into the store, a page at a time: what was read is kept whatever happens, and the next download goes on there.
internal static class HistoryDownload
{
    public static async Task<IReadOnlyList<DownloadedSeries>> RunAsync(DownloadRequest request, IProgress<long> progress, CancellationToken cancel)
    {
        var settings = request.Settings;
        var (venue, history) = VenueDoor.Open(settings.Venue, settings.Paths.Data, new ClientIds("look"), TimeProvider.System, static _ => { });
        await using (venue)
        {
            if (!history.Timeframes.Contains(request.Timeframe))
                throw CommandFailedException.Usage($"{venue.Name} has no bars of {request.Timeframe}: choose from {string.Join(", ", history.Timeframes)}, or make longer ones with perun data resample.");
            var listed = await venue.InstrumentsAsync(cancel);
            if (!listed.TryGet(out var instruments, out var failure)) throw new CommandFailedException(ExitCode.Environment, FailureWords.Of(venue.Name, "list its instruments", failure));
            var chosen = UniverseChoice.Choose(new Configuration.UniverseWish(request.Symbols, null), instruments, "");
            return await RunAsync(history, venue.Name, chosen, request, TimeProvider.System.GetUtcNow().UtcDateTime, progress, cancel);
        }
    }

    internal static async Task<IReadOnlyList<DownloadedSeries>> RunAsync(
        IMarketHistory history, string source, IReadOnlyList<Instrument> instruments, DownloadRequest request, DateTime now, IProgress<long> progress, CancellationToken cancel)
    {
        var store = BarStore.In(request.Settings.Paths.Data);
        var downloaded = new List<DownloadedSeries>();
        var told = 0L;
        foreach (var instrument in instruments)
            downloaded.Add(await RunAsync(history, source, store, instrument, request, now, added => progress.Report(told += added), cancel));
        return downloaded;
    }

    private static async Task<DownloadedSeries> RunAsync(
        IMarketHistory history, string source, BarStore store, Instrument instrument, DownloadRequest request, DateTime now, Action<long> tell, CancellationToken cancel)
    {
        var key = new SeriesKey(instrument.Symbol, request.Timeframe);
        var to = request.To is { } until && until < now ? until : now;
        var (added, trouble) = (0L, (string?)null);
        foreach (var (from, end) in Missing(store, key, Earliest(history, instrument, request, now), to))
        {
            string? place = null;
            do
            {
                var answer = await history.ReadAsync(instrument, request.Timeframe, from, end, place, cancel);
                if (!answer.TryGet(out var page, out var failure))
                {
                    trouble = failure.Words;
                    break;
                }
                var closed = page.Bars.Where(bar => bar.IsSane && bar.Time >= from && bar.Time + request.Timeframe.Length <= end).ToArray();
                var change = Keep(store, key, instrument, source, closed);
                added += change;
                tell(change);
                if (string.Equals(page.Next, place, StringComparison.Ordinal)) break; // a venue that goes in circles
                place = page.Next;
            }
            while (place is not null);
            if (trouble is not null) break;
        }
        using var file = store.TryOpen(key);
        return new DownloadedSeries(instrument.Symbol, request.Timeframe.ToString(), added, file?.Count ?? 0, file?.Range?.First, file?.Range?.Last, trouble);
    }

    private static DateTime Earliest(IMarketHistory history, Instrument instrument, DownloadRequest request, DateTime now) =>
        history.Earliest(instrument, request.Timeframe, now) is { } first && first > request.From ? first : request.From;

    /// Before and behind what is stored.
    private static IEnumerable<(DateTime From, DateTime To)> Missing(BarStore store, SeriesKey key, DateTime from, DateTime to)
    {
        using var file = store.TryOpen(key);
        if (file?.Range is not { } range)
        {
            if (from < to) yield return (from, to);
            yield break;
        }
        if (from < range.First) yield return (from, range.First < to ? range.First : to);
        var next = range.Last + key.Timeframe.Length;
        if ((from > next ? from : next) is var start && start < to) yield return (start, to);
    }

    private static long Keep(BarStore store, SeriesKey key, Instrument instrument, string source, Bar[] bars)
    {
        if (bars.Length == 0) return 0;
        var change = store.Append(key, instrument.Hours, source, BarColumns.Of(bars).Bars);
        return change.After - change.Before;
    }
}

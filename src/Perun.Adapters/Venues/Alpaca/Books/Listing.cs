using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Books;

/// All that Alpaca lists, with what a day's trading in it was worth.
internal sealed class Listing(AlpacaDesk desk, AlpacaSettings settings, AlpacaSymbols symbols)
{
    private const int SnapshotsAtOnce = 400;

    public async Task<Answer<IReadOnlyList<ListedInstrument>>> ReadAsync(CancellationToken cancel)
    {
        var listed = new List<ListedInstrument>();
        foreach (var assetClass in new[] { "us_equity", "crypto" })
        {
            var question = new Question().With("status", "active").With("asset_class", assetClass);
            var answer = await desk.AskAsync("/v2/assets", question.ToString(), AlpacaJson.Default.AssetRowArray, cancel);
            if (!answer.TryGet(out var assets, out var failure)) return failure;
            Instrument[] instruments = [.. assets.Select(AlpacaInstruments.Of).OfType<Instrument>()];
            foreach (var instrument in instruments) symbols.Learn(instrument.Symbol);
            foreach (var group in instruments.Chunk(SnapshotsAtOnce))
            {
                var snapshots = await SnapshotsAsync(group, cancel);
                if (!snapshots.TryGet(out var found, out failure)) return failure;
                listed.AddRange(group.Select(instrument => Of(instrument, found.GetValueOrDefault(instrument.Symbol))));
            }
        }
        return listed;
    }

    private async Task<Answer<Dictionary<string, SnapshotRow?>>> SnapshotsAsync(Instrument[] instruments, CancellationToken cancel)
    {
        var question = new Question().With("symbols", string.Join(',', instruments.Select(static instrument => instrument.Symbol)));
        if (instruments[0].AssetClass == AssetClass.Equity)
            return await desk.AskDataAsync("/v2/stocks/snapshots", question.With("feed", settings.Feed.NowWord()).ToString(), AlpacaJson.Default.StockSnapshots, cancel);
        var answer = await desk.AskDataAsync($"/v1beta3/crypto/{settings.CryptoMarket}/snapshots", question.ToString(), AlpacaJson.Default.CryptoSnapshotsRow, cancel);
        return answer.TryGet(out var row, out var failure) ? row.Snapshots ?? [] : failure;
    }

    /// The day before today's is whole.
    private static ListedInstrument Of(Instrument instrument, SnapshotRow? snapshot)
    {
        var day = snapshot?.PrevDailyBar ?? snapshot?.DailyBar;
        var turnover = day is null ? 0 : day.Volume * (day.Average ?? day.Close);
        var quote = snapshot?.LatestQuote;
        double? spread = quote is { Bid: > 0, Ask: > 0 } && quote.Ask >= quote.Bid ? 2 * (quote.Ask - quote.Bid) / (quote.Ask + quote.Bid) : null;
        return new ListedInstrument(instrument, turnover is > 0 and < 1e18 ? (decimal)turnover : 0, spread, snapshot?.LatestTrade?.Price ?? 0, null);
    }
}

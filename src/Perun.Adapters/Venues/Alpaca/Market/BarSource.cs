using System.Globalization;
using Perun.Adapters.Sources.Services;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Past bars over REST, page by page.
internal sealed class BarSource(AlpacaDesk desk, AlpacaSettings settings)
{
    public const int PageSize = 10_000;

    /// One page of bars of several instruments of one class.
    public Task<Answer<BarsRow>> PageAsync(IEnumerable<string> symbols, AssetClass assetClass, Timeframe timeframe, DateTime from, DateTime to, string? token, CancellationToken cancel)
    {
        var question = new Question()
            .With("symbols", string.Join(',', symbols))
            .With("timeframe", WordOf(timeframe))
            .With("start", from)
            .With("end", to)
            .With("limit", PageSize.ToString(CultureInfo.InvariantCulture))
            .With("sort", "asc");
        if (token is not null) question.With("page_token", token);
        if (assetClass == AssetClass.Crypto) return desk.AskDataAsync($"/v1beta3/crypto/{settings.CryptoMarket}/bars", question.ToString(), AlpacaJson.Default.BarsRow, cancel);
        question.With("adjustment", "raw").With("feed", settings.Feed);
        return desk.AskDataAsync("/v2/stocks/bars", question.ToString(), AlpacaJson.Default.BarsRow, cancel);
    }

    public static Bar Of(BarRow row) => new(row.Time, row.Open, row.High, row.Low, row.Close, row.Volume);

    private static string WordOf(Timeframe timeframe) =>
        timeframe.Minutes % 1440 == 0 ? $"{timeframe.Minutes / 1440}Day" : timeframe.Minutes % 60 == 0 ? $"{timeframe.Minutes / 60}Hour" : $"{timeframe.Minutes}Min";
}

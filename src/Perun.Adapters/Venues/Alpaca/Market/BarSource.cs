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

    /// One page of bars of several instruments of one class, as new as they are.
    public async Task<Answer<BarsRow>> PageAsync(IEnumerable<string> symbols, AssetClass assetClass, Timeframe timeframe, DateTime from, DateTime to, string? token, CancellationToken cancel)
    {
        var question = Asking(symbols, timeframe, from, to, token);
        return assetClass == AssetClass.Crypto
            ? await desk.AskDataAsync($"/v1beta3/crypto/{settings.CryptoMarket}/bars", question.ToString(), AlpacaJson.Default.BarsRow, cancel)
            : (await SharesAsync(question, settings.Feed.NowWord(), cancel)).Page;
    }

    /// One page of bars of shares from a feed, and whether the account's plan is why there is none.
    public Task<(Answer<BarsRow> Page, bool IsBeyondPlan)> SharesAsync(string symbol, Timeframe timeframe, DateTime from, DateTime to, string? token, string feed, CancellationToken cancel) =>
        SharesAsync(Asking([symbol], timeframe, from, to, token), feed, cancel);

    public static Bar Of(BarRow row) => new(row.Time, row.Open, row.High, row.Low, row.Close, row.Volume);

    private async Task<(Answer<BarsRow> Page, bool IsBeyondPlan)> SharesAsync(Question question, string feed, CancellationToken cancel)
    {
        var answer = await desk.SendDataAsync("/v2/stocks/bars", question.With("adjustment", "raw").With("feed", feed).ToString(), cancel);
        return (desk.ReadData(answer, AlpacaJson.Default.BarsRow), answer.TryGet(out var reply, out _) && AlpacaDesk.IsBeyondPlan(reply));
    }

    private static Question Asking(IEnumerable<string> symbols, Timeframe timeframe, DateTime from, DateTime to, string? token)
    {
        var question = new Question()
            .With("symbols", string.Join(',', symbols))
            .With("timeframe", WordOf(timeframe))
            .With("start", from)
            .With("end", to)
            .With("limit", PageSize.ToString(CultureInfo.InvariantCulture))
            .With("sort", "asc");
        return token is null ? question : question.With("page_token", token);
    }

    private static string WordOf(Timeframe timeframe) =>
        timeframe.Minutes % 1440 == 0 ? $"{timeframe.Minutes / 1440}Day" : timeframe.Minutes % 60 == 0 ? $"{timeframe.Minutes / 60}Hour" : $"{timeframe.Minutes}Min";
}

using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Data;

/// Bars, trades and quotes of a stretch of time.
internal static class HistoryRoutes
{
    public static Answer Answer(Call call, string kind, bool isCrypto, string? single)
    {
        if (DataRoutes.AssetsOf(call, isCrypto, single, out var assets) is { } unknown) return unknown;
        var isDescending = call.Word("sort", "asc", "asc", "desc") == "desc";
        var length = new BarLength(1, 'T');
        if (kind == "bars" && !BarLength.TryParse(call.Query("timeframe") ?? "", out length)) return Pages.Refused($"invalid timeframe: {call.Query("timeframe") ?? "none is given"}");
        if (!isCrypto && kind == "bars" && !AreAdjustments(call.Query("adjustment"))) return Pages.Refused($"invalid adjustment: {call.Query("adjustment")}");
        var end = call.Time("end");
        if (!isCrypto && DataRoutes.FeedOf(call, isLatest: false, ref end) is { } refused) return refused;
        var start = call.Time("start") ?? call.Now.Date;
        if (call.Wrong is { } wrong) return Pages.Refused(wrong);
        var to = end ?? call.Now;
        if (to < start && end is not null) return Pages.Refused("end should not be before start");
        var history = new History(call.Venue.Floor);
        return new Pages(call, kind, single is not null).Of(assets, isDescending, asset => Items(call, history, asset, kind, length, start, to, isDescending));
    }

    private static IEnumerable<PageItem> Items(Call call, History history, Asset asset, string kind, BarLength length, DateTime start, DateTime to, bool isDescending)
    {
        if (kind == "bars")
        {
            var bars = history.Bars(asset, length, start, to, IsSplitAdjusted(call.Query("adjustment")));
            return (isDescending ? bars.Reverse() : bars).Select(bar => new PageItem(bar.Time.Ticks, json => DataJson.Bar(json, asset, bar)));
        }
        var prints = history.Prints(asset, start, to, isDescending);
        return kind == "trades"
            ? prints.Select(print => new PageItem(print.Number, json => DataJson.Trade(json, asset, print)))
            : prints.Select(print => new PageItem(print.Number, json => DataJson.Quote(json, asset, call.Venue.Floor.QuoteAround(asset.Instrument, print.Price, print.Time))));
    }

    private static bool IsSplitAdjusted(string? text) => text is not null && text.Split(',').Any(static word => word is "split" or "all");

    private static bool AreAdjustments(string? text) =>
        text is null || text.Split(',').All(static word => word is "raw" or "split" or "dividend" or "spin-off" or "all");
}

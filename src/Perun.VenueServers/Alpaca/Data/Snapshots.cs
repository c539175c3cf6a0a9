using System.Text.Json;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Data;

/// The latest trade, quote, minute and days of assets in one answer.
internal static class Snapshots
{
    public static Answer Answer(Call call, bool isCrypto, string? single)
    {
        if (DataRoutes.AssetsOf(call, isCrypto, single, out var assets) is { } unknown) return unknown;
        DateTime? end = null;
        if (!isCrypto && DataRoutes.FeedOf(call, isLatest: true, ref end) is { } refused) return refused;
        return Alpaca.Answer.Ok(json =>
        {
            json.WriteStartObject();
            if (single is not null)
            {
                json.WriteString("symbol", assets[0].Symbol);
                Members(json, call, assets[0]);
            }
            else
            {
                if (isCrypto) json.WriteStartObject("snapshots");
                foreach (var asset in assets)
                {
                    json.WriteStartObject(asset.Symbol);
                    Members(json, call, asset);
                    json.WriteEndObject();
                }
                if (isCrypto) json.WriteEndObject();
            }
            json.WriteEndObject();
        });
    }

    private static void Members(Utf8JsonWriter json, Call call, Asset asset)
    {
        var history = new History(call.Venue.Floor);
        if (call.Venue.Floor.Record.LastPrint(asset.Instrument) is { } print)
        {
            Inside(json, "latestTrade", () => DataJson.Trade(json, asset, print));
            Inside(json, "latestQuote", () => DataJson.Quote(json, asset, call.Venue.Floor.QuoteAround(asset.Instrument, print.Price, print.Time)));
        }
        if (history.LastMinute(asset) is { } minute) Inside(json, "minuteBar", () => DataJson.Bar(json, asset, minute));
        var (today, before) = history.Days(asset);
        if (today is { } day) Inside(json, "dailyBar", () => DataJson.Bar(json, asset, day));
        if (before is { } last) Inside(json, "prevDailyBar", () => DataJson.Bar(json, asset, last));
    }

    private static void Inside(Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }
}

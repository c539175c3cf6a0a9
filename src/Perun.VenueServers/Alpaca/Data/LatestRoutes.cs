using System.Text.Json;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Data;

/// The latest of each: what an asset never had is left out.
internal static class LatestRoutes
{
    public static Answer Answer(Call call, string kind, bool isCrypto, string? single)
    {
        if (DataRoutes.AssetsOf(call, isCrypto, single, out var assets) is { } unknown) return unknown;
        DateTime? end = null;
        if (!isCrypto && DataRoutes.FeedOf(call, isLatest: true, ref end) is { } refused) return refused;
        return Alpaca.Answer.Ok(json =>
        {
            json.WriteStartObject();
            if (single is not null)
            {
                json.WritePropertyName(kind[..^1]);
                Write(json, call, assets[0], kind, end);
                json.WriteString("symbol", assets[0].Symbol);
                json.WriteEndObject();
                return;
            }
            json.WriteStartObject(kind);
            foreach (var asset in assets)
            {
                if (call.Venue.Floor.Record.LastPrint(asset.Instrument) is null) continue;
                json.WritePropertyName(asset.Symbol);
                Write(json, call, asset, kind, end);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, Call call, Asset asset, string kind, DateTime? end)
    {
        var floor = call.Venue.Floor;
        var history = new History(floor);
        var to = end ?? call.Now;
        var print = history.Prints(asset, DateTime.MinValue, to, isDescending: true).Take(1).ToList();
        json.WriteStartObject();
        if (kind == "bars" && history.Bars(asset, new BarLength(1, 'T'), to.AddDays(-5), to.AddMinutes(-1)).ToList() is { Count: > 0 } bars) DataJson.Bar(json, asset, bars[^1]);
        else if (kind == "trades" && print.Count > 0) DataJson.Trade(json, asset, print[0]);
        else if (print.Count > 0 && kind == "quotes") DataJson.Quote(json, asset, floor.QuoteAround(asset.Instrument, print[0].Price, print[0].Time));
        else if (print.Count > 0 && kind == "orderbooks") DataJson.Orderbook(json, asset, floor.QuoteAround(asset.Instrument, print[0].Price, print[0].Time));
        json.WriteEndObject();
    }
}

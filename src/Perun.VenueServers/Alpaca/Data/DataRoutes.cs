using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Streams;

namespace Perun.VenueServers.Alpaca.Data;

/// Market data: history in pages, the latest, snapshots, news, and the streams.
internal static class DataRoutes
{
    private static readonly string[] Kinds = ["bars", "trades", "quotes"];

    public static void Map(Gatekeeper gate, DataStreams streams)
    {
        foreach (var kind in Kinds)
        {
            gate.Data($"/v2/stocks/{kind}", call => HistoryRoutes.Answer(call, kind, isCrypto: false, null));
            gate.Data($"/v2/stocks/{{symbol}}/{kind}", call => HistoryRoutes.Answer(call, kind, isCrypto: false, call.Path("symbol")));
            gate.Data($"/v1beta3/crypto/{{loc}}/{kind}", call => HistoryRoutes.Answer(call, kind, isCrypto: true, null), isPublic: true);
            gate.Data($"/v2/stocks/{kind}/latest", call => LatestRoutes.Answer(call, kind, isCrypto: false, null));
            gate.Data($"/v2/stocks/{{symbol}}/{kind}/latest", call => LatestRoutes.Answer(call, kind, isCrypto: false, call.Path("symbol")));
            gate.Data($"/v1beta3/crypto/{{loc}}/latest/{kind}", call => LatestRoutes.Answer(call, kind, isCrypto: true, null), isPublic: true);
        }
        gate.Data("/v1beta3/crypto/{loc}/latest/orderbooks", static call => LatestRoutes.Answer(call, "orderbooks", isCrypto: true, null), isPublic: true);
        gate.Data("/v2/stocks/snapshots", static call => Snapshots.Answer(call, isCrypto: false, null));
        gate.Data("/v2/stocks/{symbol}/snapshot", static call => Snapshots.Answer(call, isCrypto: false, call.Path("symbol")));
        gate.Data("/v1beta3/crypto/{loc}/snapshots", static call => Snapshots.Answer(call, isCrypto: true, null), isPublic: true);
        gate.Data("/v1/corporate-actions", CorporateActions.Answer);
        foreach (var endpoint in DataEndpoint.All)
        {
            var isShared = endpoint.Path == "v1beta1/news"; // a REST path, too
            gate.Data($"/{endpoint.Path}", isShared ? NewsRoutes.Answer : static _ => new Answer(426, null), context => streams.ServeAsync(context, endpoint));
        }
    }

    /// The assets named, or what is wrong with the names. What the venue does not list is left out, as at Alpaca.
    public static Answer? AssetsOf(Call call, bool isCrypto, string? single, out IReadOnlyList<Asset> assets)
    {
        var names = single is not null ? [single] : call.List("symbols");
        assets = [];
        if (names is null) return Pages.Refused("symbols is required");
        foreach (var name in names)
            if (!name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '/' or '-')) return Pages.Refused($"invalid symbol: {name}");
        assets = [.. names.Select(call.Venue.Assets.Find).OfType<Asset>().Where(asset => asset.IsCrypto == isCrypto).Distinct()];
        if (single is not null && assets.Count == 0) return Pages.Refused($"asset not found: {single}", 404);
        if (isCrypto && call.Path("loc") is not ("us" or "us-1" or "eu-1") and var place) return Pages.Refused($"invalid loc: {place}");
        return null;
    }

    /// The feed that was asked for, or the best that the subscription has; and how new its data may be.
    public static Answer? FeedOf(Call call, bool isLatest, ref DateTime? end)
    {
        var usual = call.Venue.Settings.HasSip ? "sip" : "iex";
        var feed = isLatest ? call.Word("feed", usual, "sip", "iex", "delayed_sip", "otc", "boats", "overnight") : call.Word("feed", usual, "sip", "iex", "otc", "boats");
        if (call.Wrong is { } wrong) return Pages.Refused(wrong);
        var delayed = call.Now.AddMinutes(-15);
        if (feed == "delayed_sip") end = delayed;
        if (call.Venue.Settings.HasSip || feed is "iex" or "delayed_sip") return null;
        if (feed is "otc" or "boats" or "overnight") return Pages.Refused("subscription does not permit querying data from this feed", 403);
        if (isLatest || end > delayed) return Pages.Refused("subscription does not permit querying recent SIP data", 403);
        end ??= delayed;
        return null;
    }
}

using System.Text.Json;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Data;

/// One item of an answer in pages.
/// <param name="Key">Its place among its symbol's items: rises or falls with the order they are told in.</param>
internal readonly record struct PageItem(long Key, Action<Utf8JsonWriter> Write);

/// Answers that come in pages: sorted by symbol, then by time, with one limit over all symbols.
internal sealed class Pages(Call call, string member, bool isSingle)
{
    private const int UsualLimit = 1000, MostItems = 10_000;

    /// <param name="itemsOf">The items of an asset in the order asked for.</param>
    public Answer Of(IReadOnlyList<Asset> assets, bool isDescending, Func<Asset, IEnumerable<PageItem>> itemsOf)
    {
        var limit = call.Whole("limit", UsualLimit, 1, MostItems);
        PageToken? after = null;
        if (call.Query("page_token") is { } text)
        {
            if (!PageToken.TryRead(text, out var token)) return Refused("invalid page_token");
            after = token;
        }
        if (call.Wrong is { } wrong) return Refused(wrong);
        if (after is not null && Struck(PageFaults.Loop)) after = null;
        if (Struck(PageFaults.Empty)) limit = 0;
        var repeats = after is not null && Struck(PageFaults.Repeated);
        var chosen = Choose(assets, isDescending, after, repeats, itemsOf, limit, out var next);
        return Answer.Ok(json => Write(json, assets, chosen, limit == 0 ? after ?? new PageToken(" ", long.MinValue) : next));
    }

    public static Answer Refused(string why, int status = 400) => new(status, new AlpacaError(status, 0, why).Body());

    private static List<(Asset Asset, PageItem Item)> Choose(IReadOnlyList<Asset> assets, bool isDescending, PageToken? after, bool repeats, Func<Asset, IEnumerable<PageItem>> itemsOf, int limit, out PageToken? next)
    {
        var chosen = new List<(Asset Asset, PageItem Item)>();
        next = null;
        foreach (var asset in assets.OrderBy(static asset => asset.Symbol, StringComparer.Ordinal))
        {
            var place = after is { } token ? string.CompareOrdinal(asset.Symbol, token.Symbol) : 1;
            if (place < 0) continue;
            foreach (var item in itemsOf(asset))
            {
                if (place == 0 && (isDescending ? item.Key >= after!.Value.Key : item.Key <= after!.Value.Key) && !(repeats && item.Key == after.Value.Key)) continue;
                if (chosen.Count == limit)
                {
                    if (limit > 0) next = new PageToken(chosen[^1].Asset.Symbol, chosen[^1].Item.Key);
                    return chosen;
                }
                chosen.Add((asset, item));
            }
        }
        return chosen;
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<Asset> assets, List<(Asset Asset, PageItem Item)> chosen, PageToken? next)
    {
        json.WriteStartObject();
        json.WritePropertyName(member);
        if (isSingle)
        {
            Items(json, chosen.Select(static entry => entry.Item));
            json.WriteString("symbol", assets[0].Symbol);
        }
        else
        {
            json.WriteStartObject();
            foreach (var group in chosen.GroupBy(static entry => entry.Asset))
            {
                json.WritePropertyName(group.Key.Symbol);
                Items(json, group.Select(static entry => entry.Item));
            }
            json.WriteEndObject();
        }
        if (next is { } token) json.WriteString("next_page_token", token.ToString());
        else json.WriteNull("next_page_token");
        json.WriteEndObject();
    }

    private static void Items(Utf8JsonWriter json, IEnumerable<PageItem> items)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            json.WriteStartObject();
            item.Write(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private bool Struck(Faults.FaultWord word) => call.Venue.Faults.Strike(word, $"GET {member}", call.Venue.Elapsed) is not null;
}

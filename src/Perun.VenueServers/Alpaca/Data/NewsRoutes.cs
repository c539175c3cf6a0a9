using System.Globalization;

namespace Perun.VenueServers.Alpaca.Data;

/// News of a stretch of time, the newest first where nothing else is asked for.
internal static class NewsRoutes
{
    private const int UsualLimit = 10, MostItems = 50;

    public static Answer Answer(Call call)
    {
        var limit = call.Whole("limit", UsualLimit, 1, MostItems);
        var isDescending = call.Word("sort", "desc", "asc", "desc") == "desc";
        var (start, end) = (call.Time("start") ?? DateTime.MinValue, call.Time("end") ?? call.Now);
        var withContent = call.Flag("include_content");
        var symbols = call.List("symbols")?.Select(name => call.Venue.Assets.Find(name)?.Symbol ?? name).ToHashSet();
        var after = 0;
        if (call.Query("page_token") is { } token && !(PageToken.TryRead(token, out var read) && int.TryParse($"{read.Key}", NumberStyles.None, CultureInfo.InvariantCulture, out after)))
            return Pages.Refused("invalid page_token");
        if (call.Wrong is { } wrong) return Pages.Refused(wrong);
        var news = call.Venue.Floor.Record.News;
        // An item's number is its place in the record, counted from one.
        var chosen = Enumerable.Range(1, news.Count)
            .Where(number => after == 0 || (isDescending ? number < after : number > after))
            .Where(number => news[number - 1] is var item && item.Received >= start && item.Received <= end && (symbols is null || item.Symbols.Any(symbols.Contains)));
        if (isDescending) chosen = chosen.Reverse();
        var page = chosen.Take(limit + 1).ToList();
        return Alpaca.Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("news");
            foreach (var number in page.Take(limit))
            {
                json.WriteStartObject();
                NewsJson.Members(json, call.Venue.Assets, news[number - 1], number, withContent);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (page.Count > limit) json.WriteString("next_page_token", new PageToken("news", page[limit - 1]).ToString());
            else json.WriteNull("next_page_token");
            json.WriteEndObject();
        });
    }
}

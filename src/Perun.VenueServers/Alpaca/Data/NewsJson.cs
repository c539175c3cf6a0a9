using System.Text.Json;
using Perun.Core.News;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Data;

/// News in Alpaca's JSON.
internal static class NewsJson
{
    public static void Members(Utf8JsonWriter json, AssetList assets, NewsItem item, long number, bool withContent)
    {
        json.WriteNumber("id", number);
        json.WriteString("headline", item.Headline);
        json.WriteString("author", item.Source);
        json.WriteString("created_at", Reply.Text(item.Published));
        json.WriteString("updated_at", Reply.Text(item.Received));
        json.WriteString("summary", item.Body);
        json.WriteString("content", withContent ? $"<p>{item.Body}</p>" : "");
        json.WriteStartArray("images");
        json.WriteEndArray();
        json.WriteStartArray("symbols");
        foreach (var symbol in item.Symbols) json.WriteStringValue(assets.Find(symbol)?.PositionSymbol ?? symbol);
        json.WriteEndArray();
        json.WriteString("source", item.Source.ToLowerInvariant());
        json.WriteString("url", $"https://news.example/{item.Id}");
    }
}

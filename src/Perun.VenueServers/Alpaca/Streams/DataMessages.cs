using System.Text.Json;
using Perun.Core.Bars;
using Perun.Core.News;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Alpaca.Data;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Streams;

/// The messages of the market data streams: the members of the REST answers, with a letter for the kind and the symbol before them.
internal static class DataMessages
{
    public static byte[] Trade(Asset asset, Print print) => Message("t", asset.Symbol, json => DataJson.Trade(json, asset, print));

    public static byte[] Quote(Asset asset, Quote quote) => Message("q", asset.Symbol, json => DataJson.Quote(json, asset, quote));

    /// <param name="letter">b for a minute, u for one that is corrected, d for the day so far.</param>
    public static byte[] Bar(string letter, Asset asset, BarRow bar) => Message(letter, asset.Symbol, json => DataJson.Bar(json, asset, bar));

    public static byte[] Orderbook(Asset asset, Quote quote) => Message("o", asset.Symbol, json =>
    {
        DataJson.Orderbook(json, asset, quote);
        json.WriteBoolean("r", true);
    });

    public static byte[] Status(Asset asset, bool isHalted, DateTime time) => Message("s", asset.Symbol, json =>
    {
        json.WriteString("sc", isHalted ? "H" : "T");
        json.WriteString("sm", isHalted ? "Trading Halt" : "Trading Resumption");
        json.WriteString("rc", isHalted ? "LUDP" : "T3");
        json.WriteString("rm", isHalted ? "Volatility Trading Pause" : "News and Resumption Times");
        json.WriteString("t", Reply.Text(time));
        json.WriteString("z", DataJson.TapeOf(asset));
    });

    /// Where the share may not trade beyond.
    public static byte[] Bands(Asset asset, double down, double up, DateTime time) => Message("l", asset.Symbol, json =>
    {
        json.WriteNumber("u", up);
        json.WriteNumber("d", down);
        json.WriteString("i", "B");
        json.WriteString("t", Reply.Text(time));
        json.WriteString("z", DataJson.TapeOf(asset));
    });

    public static byte[] News(AssetList assets, NewsItem item, long number) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("T", "n");
        NewsJson.Members(json, assets, item, number, withContent: true);
        json.WriteEndObject();
    });

    private static byte[] Message(string letter, string symbol, Action<Utf8JsonWriter> members) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("T", letter);
        json.WriteString("S", symbol);
        members(json);
        json.WriteEndObject();
    });
}

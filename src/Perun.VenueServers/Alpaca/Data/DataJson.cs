using System.Text.Json;
using Perun.Core.Bars;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Data;

/// The members of market data in Alpaca's JSON: short names, and numbers as numbers.
internal static class DataJson
{
    private const string Venue = "V"; // IEX

    public static string TapeOf(Asset asset) => asset.Exchange switch { "NYSE" => "A", "ARCA" => "B", _ => "C" };

    public static void Bar(Utf8JsonWriter json, Asset asset, BarRow bar)
    {
        json.WriteString("t", Reply.Text(bar.Time));
        json.WriteNumber("o", bar.Open);
        json.WriteNumber("h", bar.High);
        json.WriteNumber("l", bar.Low);
        json.WriteNumber("c", bar.Close);
        if (asset.IsCrypto) json.WriteNumber("v", Math.Round(bar.Volume, 8));
        else json.WriteNumber("v", (long)bar.Volume);
        json.WriteNumber("n", bar.Count);
        json.WriteNumber("vw", Math.Round(bar.Average, 6));
    }

    public static void Trade(Utf8JsonWriter json, Asset asset, Print print)
    {
        json.WriteString("t", Reply.Text(print.Time));
        if (!asset.IsCrypto) json.WriteString("x", Venue);
        json.WriteNumber("p", print.Price);
        if (asset.IsCrypto) json.WriteNumber("s", Math.Round(print.Size, 8));
        else json.WriteNumber("s", (long)print.Size);
        if (asset.IsCrypto) json.WriteString("tks", print.IsUp ? "B" : "S");
        else Conditions(json, "@");
        json.WriteNumber("i", print.Number);
        if (!asset.IsCrypto) json.WriteString("z", TapeOf(asset));
    }

    public static void Quote(Utf8JsonWriter json, Asset asset, Quote quote)
    {
        json.WriteString("t", Reply.Text(quote.Time));
        if (!asset.IsCrypto) json.WriteString("ax", Venue);
        json.WriteNumber("ap", quote.Ask);
        Size(json, "as", asset, quote.AskSize);
        if (!asset.IsCrypto) json.WriteString("bx", Venue);
        json.WriteNumber("bp", quote.Bid);
        Size(json, "bs", asset, quote.BidSize);
        if (asset.IsCrypto) return;
        Conditions(json, "R");
        json.WriteString("z", TapeOf(asset));
    }

    /// As deep as the quote is, and two levels more.
    public static void Orderbook(Utf8JsonWriter json, Asset asset, Quote quote)
    {
        json.WriteString("t", Reply.Text(quote.Time));
        var spread = quote.Ask - quote.Bid;
        foreach (var (name, best, way, size) in (ReadOnlySpan<(string, double, int, double)>)[("b", quote.Bid, -1, quote.BidSize), ("a", quote.Ask, 1, quote.AskSize)])
        {
            json.WriteStartArray(name);
            for (var level = 0; level < 3; level++)
            {
                json.WriteStartObject();
                json.WriteNumber("p", (double)asset.Particulars.RoundPrice((decimal)(best + way * level * spread), Core.Instruments.RoundTo.Nearest));
                json.WriteNumber("s", Math.Round(size * (level + 1), 8));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
    }

    private static void Size(Utf8JsonWriter json, string name, Asset asset, double size)
    {
        if (asset.IsCrypto) json.WriteNumber(name, Math.Round(size, 8));
        else json.WriteNumber(name, (long)size);
    }

    private static void Conditions(Utf8JsonWriter json, string condition)
    {
        json.WriteStartArray("c");
        json.WriteStringValue(condition);
        json.WriteEndArray();
    }
}

using System.Text.Json;
using Perun.Core.Bars;

namespace Perun.Backtest.Reports;

/// Candles as small whole numbers: prices in steps fit for the eye, each bar told from the close before it.
internal static class CandleData
{
    private const int OverviewBudget = 12_000;
    private const int DetailBudget = 40_000;
    private const int LeastOverview = 600;
    private const int MostSymbols = 30;

    public static void Write(Utf8JsonWriter json, ShownTrades shown, ReportInput input)
    {
        // Symbols that traded come first; more than a page can carry are left out, those with the fewest trades.
        string[] symbols = [.. input.Bars.Where(pair => pair.Value.Length > 0)
            .OrderByDescending(pair => input.Run.Trades.Count(trade => trade.Symbol == pair.Key))
            .ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).Take(MostSymbols)];
        json.WriteStartArray("candles");
        foreach (var symbol in symbols)
        {
            var bars = input.Bars[symbol];
            var thinned = ThinnedBars.Of(
                bars, shown.Places(symbol, bars), Math.Max(LeastOverview, OverviewBudget / symbols.Length), DetailBudget / symbols.Length);
            var scale = Scale(bars[^1].Close);
            json.WriteStartObject();
            json.WriteString("symbol", symbol);
            json.WriteNumber("count", thinned.Count);
            json.WriteNumber("step", thinned.Step);
            json.WriteNumber("scale", scale);
            Bars(json, thinned.Overview, scale);
            json.WriteStartArray("detail");
            foreach (var (from, piece) in thinned.Detail)
            {
                json.WriteStartObject();
                json.WriteNumber("from", from);
                Bars(json, piece, scale);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Five or six digits of the price: a hundredth of a pixel on any screen.
    private static double Scale(double price) =>
        Math.Clamp(Math.Pow(10, 5 - Math.Floor(Math.Log10(Math.Max(price, 1e-12)))), 1, 1e12);

    private static void Bars(Utf8JsonWriter json, Bar[] bars, double scale)
    {
        PageData.Times(json, "t", bars.Select(bar => bar.Time.Ticks));
        json.WriteStartArray("p");
        var before = 0L;
        foreach (var bar in bars)
        {
            var (open, high, low, close) = (Steps(bar.Open, scale), Steps(bar.High, scale), Steps(bar.Low, scale), Steps(bar.Close, scale));
            json.WriteNumberValue(open - before);
            json.WriteNumberValue(high - open);
            json.WriteNumberValue(open - low);
            json.WriteNumberValue(close - open);
            before = close;
        }
        json.WriteEndArray();
    }

    private static long Steps(double price, double scale) => double.IsFinite(price) ? (long)Math.Round(price * scale) : 0;
}

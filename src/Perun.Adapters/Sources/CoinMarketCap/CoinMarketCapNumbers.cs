using System.Text.Json;
using Perun.Adapters.Sources.Services;

namespace Perun.Adapters.Sources.CoinMarketCap;

/// How its numbers are read and told.
internal static class CoinMarketCapNumbers
{
    public static int? Id(JsonElement item) => item.Number("id") is { } id and >= 1 and <= int.MaxValue && id == Math.Floor(id) ? (int)id : null;

    /// 3.41 trillion, 45.1 billion, 12,345.
    public static string Amount(double amount) => Math.Abs(amount) switch
    {
        >= 1e12 => $"{amount / 1e12:0.00} trillion",
        >= 1e9 => $"{amount / 1e9:0.0} billion",
        >= 1e6 => $"{amount / 1e6:0.0} million",
        _ => $"{amount:0}",
    };

    public static string Price(double price) => price >= 1000 ? $"{price:0.00}" : price >= 1 ? $"{price:0.00##}" : $"{price:0.########}";

    public static string Percent(double percent) => $"{percent:+0.0;-0.0;0.0}%";

    /// Null for what no market does.
    public static double? Change(double? percent) => percent is >= -100 and <= 100_000 ? percent : null;
}

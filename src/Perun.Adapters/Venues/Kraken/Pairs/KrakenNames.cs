namespace Perun.Adapters.Venues.Kraken.Pairs;

/// Kraken calls two coins otherwise than everybody, itself included where it speaks on newer streams.
internal static class KrakenNames
{
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal) { ["XBT"] = "BTC", ["XDG"] = "DOGE" };

    /// State money, as Kraken lists it. What is priced in it is traded; it is not traded itself.
    private static readonly HashSet<string> Fiat = new(StringComparer.Ordinal) { "USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "AED", "BRL", "MXN", "ARS", "COP" };

    /// From the name on Kraken's own lists to the one that everybody uses.
    public static string Common(string listed) => Renamed.GetValueOrDefault(listed, listed);

    public static bool IsFiat(string common) => Fiat.Contains(common);
}

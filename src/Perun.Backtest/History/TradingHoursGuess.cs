using Perun.Core.Instruments;

namespace Perun.Backtest.History;

/// What a name tells: a pair trades around the clock, anything else is taken for a share.
public static class TradingHoursGuess
{
    private static readonly string[] Quotes =
        ["USDT", "USDC", "FDUSD", "ZUSD", "ZEUR", "ZGBP", "USD", "EUR", "GBP", "JPY", "CAD", "AUD", "CHF", "DAI", "XBT", "BTC", "ETH"];

    public static TradingHours Of(string symbol) =>
        symbol.Contains('/') || PairOf(symbol) is not null ? TradingHours.AroundTheClock : TradingHours.NewYork;

    /// "BTC/USD" for "XBTUSD", "btcusd" or "XXBTZUSD"; null where a name is no pair.
    public static string? PairOf(string name)
    {
        var plain = name.ToUpperInvariant();
        foreach (var separator in (char[])['/', '-', '_'])
        {
            if (plain.Split(separator) is [{ Length: > 0 } left, { Length: > 0 } right] && Quotes.Contains(right)) return $"{Asset(left)}/{Asset(right)}";
        }
        foreach (var quote in Quotes)
        {
            if (plain.Length < quote.Length + 3 || !plain.EndsWith(quote, StringComparison.Ordinal) || !plain.All(char.IsAsciiLetterOrDigit)) continue;
            return $"{Asset(plain[..^quote.Length])}/{Asset(quote)}";
        }
        return null;
    }

    /// Kraken calls some assets by names of its own.
    private static string Asset(string name) => name switch
    {
        "XBT" or "XXBT" => "BTC",
        "XDG" or "XXDG" => "DOGE",
        "XETH" or "XLTC" or "XXRP" or "XXLM" or "XXMR" or "XZEC" or "XETC" or "XREP" or "XMLN" => name[1..],
        "ZUSD" or "ZEUR" or "ZGBP" => name[1..],
        _ => name,
    };
}

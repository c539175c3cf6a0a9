using System.Globalization;
using System.Text.RegularExpressions;
using Perun.Core.Bars;

namespace Perun.Backtest.History.Importing;

internal enum NamedFormat
{
    /// Nothing but a name.
    Unknown,

    /// XBTUSD_1.csv: time,open,high,low,close,volume,trades without titles.
    Kraken,

    /// aapl.csv in aapl.zip, btcusd.csv in btcusd_trade.zip: "yyyyMMdd HH:mm,open,high,low,close,volume".
    LeanDaily,

    /// 20210401_aapl_minute_trade.csv in 20210401_trade.zip: milliseconds of the day first.
    LeanMinute,
}

/// What the name of a file tells about its bars.
internal sealed partial record FileNameFacts(NamedFormat Format, string? Symbol, Timeframe? Timeframe, DateOnly? Day)
{
    public static FileNameFacts Of(InputFile file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name);
        if (LeanIntraday().Match(name) is { Success: true } lean)
        {
            var kind = lean.Groups["kind"].Value;
            if (kind != "trade") throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} holds {kind}s: import the files of trades.");
            var day = DateOnly.ParseExact(lean.Groups["day"].Value, "yyyyMMdd", CultureInfo.InvariantCulture);
            if (lean.Groups["length"].Value != "minute") throw new HistoryException(HistoryTrouble.Unreadable, $"{file.Shown} holds bars of a {lean.Groups["length"].Value}: import the minutes.");
            return new FileNameFacts(NamedFormat.LeanMinute, SymbolOf(lean.Groups["symbol"].Value), Core.Bars.Timeframe.M1, day);
        }
        if (KrakenName().Match(name) is { Success: true } kraken && TradingHoursGuess.PairOf(kraken.Groups["pair"].Value) is { } pair
            && int.Parse(kraken.Groups["minutes"].Value, CultureInfo.InvariantCulture) is > 0 and <= 1440 and var minutes)
            return new FileNameFacts(NamedFormat.Kraken, pair, new Timeframe(minutes), null);
        if (file.Entry is not null && file.Path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            var zip = Path.GetFileNameWithoutExtension(file.Path);
            if (zip.Equals(name, StringComparison.OrdinalIgnoreCase) || zip.Equals(name + "_trade", StringComparison.OrdinalIgnoreCase)) return new FileNameFacts(NamedFormat.LeanDaily, SymbolOf(name), null, null);
        }
        return Plain(name);
    }

    /// "BTC-USD_1h", "AAPL.5m", "spy": a symbol, and perhaps a length.
    private static FileNameFacts Plain(string name)
    {
        foreach (var separator in (char[])['_', '.', '-', ' ', '@'])
        {
            var at = name.LastIndexOf(separator);
            if (at <= 0 || !SeriesKey.TryParseTimeframe(LengthOf(name[(at + 1)..]), out var timeframe)) continue;
            return new FileNameFacts(NamedFormat.Unknown, SymbolOf(name[..at]), timeframe, null);
        }
        return new FileNameFacts(NamedFormat.Unknown, SymbolOf(name), null, null);
    }

    private static string LengthOf(string word) => word.ToLowerInvariant() switch
    {
        "daily" or "day" or "d" => "1d",
        "hourly" or "hour" or "h" => "1h",
        "minute" or "min" => "1m",
        var other => other.EndsWith("min", StringComparison.Ordinal) ? other[..^2] : other,
    };

    private static string? SymbolOf(string name)
    {
        if (TradingHoursGuess.PairOf(name) is { } pair && SeriesKey.IsSymbol(pair)) return pair;
        return SeriesKey.IsSymbol(name) && !name.Contains('/') ? name.ToUpperInvariant() : null;
    }

    [GeneratedRegex(@"^(?<day>\d{8})_(?<symbol>.+)_(?<length>minute|second|tick)_(?<kind>trade|quote|openinterest)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeanIntraday();

    [GeneratedRegex(@"^(?<pair>[A-Z0-9]{5,12})_(?<minutes>\d{1,4})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KrakenName();
}

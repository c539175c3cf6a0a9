using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Perun.Core.Bars;

namespace Perun.Backtest.History;

/// Which bars: of what, and how long each.
public readonly record struct SeriesKey
{
    public const int LongestSymbol = 24;

    public SeriesKey(string symbol, Timeframe timeframe)
    {
        if (!IsSymbol(symbol))
            throw new HistoryException(HistoryTrouble.Misuse, $"\"{Brief(symbol)}\" is not a symbol: give one like AAPL, BRK.B or BTC/USD.");
        if (!IsLength(timeframe))
            throw new HistoryException(HistoryTrouble.Misuse, $"Bars of {timeframe.Minutes} minutes can't be stored: give a length from 1m to 1d.");
        Symbol = symbol.ToUpperInvariant();
        Timeframe = timeframe;
    }

    public string Symbol { get; }

    public Timeframe Timeframe { get; }

    internal string FileName => $"{Symbol.Replace('/', '_')}.{Timeframe}.bars";

    /// Letters, digits, dots and dashes, with at most one slash between them.
    public static bool IsSymbol(string? text) =>
        text is { Length: > 0 and <= LongestSymbol }
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '/')
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && text.Count('/') <= 1;

    /// Any whole number of minutes up to a day: "1m", "90m", "12h", "1d".
    public static bool TryParseTimeframe(string? text, out Timeframe timeframe)
    {
        timeframe = default;
        if (text is null || text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var minutes = (long)count * (text[^1] switch { 'm' or 'M' => 1, 'h' or 'H' => 60, 'd' or 'D' => 1440, _ => 0 });
        if (minutes is < 1 or > 1440) return false;
        timeframe = new Timeframe((int)minutes);
        return true;
    }

    internal static bool TryParseFileName(string name, [NotNullWhen(true)] out SeriesKey? key)
    {
        key = null;
        if (name.Split('.') is not { Length: >= 3 } parts || parts[^1] != "bars" || !TryParseTimeframe(parts[^2], out var timeframe)) return false;
        var symbol = string.Join('.', parts[..^2]).Replace('_', '/');
        if (!IsSymbol(symbol)) return false;
        key = new SeriesKey(symbol, timeframe);
        return true;
    }

    public override string ToString() => $"{Symbol} ({Timeframe})";

    private static bool IsLength(Timeframe timeframe) => timeframe.Minutes is >= 1 and <= 1440;

    private static string Brief(string text) => string.Concat(text.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter));
}

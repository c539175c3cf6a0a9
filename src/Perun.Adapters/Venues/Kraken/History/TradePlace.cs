using System.Globalization;
using Perun.Core.Bars;

namespace Perun.Adapters.Venues.Kraken.History;

/// Where making bars of trades goes on: the next page of trades, and the bar that its first trades may still belong to.
internal readonly record struct TradePlace(string Cursor, Bar? Forming)
{
    private const char Between = ' ';

    public static TradePlace From(DateTime moment) => new(((moment - DateTime.UnixEpoch).Ticks * 100 - 1).ToString(CultureInfo.InvariantCulture), null);

    public static bool TryRead(string text, out TradePlace place)
    {
        place = default;
        var parts = text.Split(Between);
        if (parts[0].Length == 0 || !parts[0].All(char.IsAsciiDigit) || parts.Length is not (1 or 7)) return false;
        if (parts.Length == 1)
        {
            place = new TradePlace(parts[0], null);
            return true;
        }
        if (!long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks) return false;
        Span<double> numbers = stackalloc double[5];
        for (var i = 0; i < numbers.Length; i++)
            if (!double.TryParse(parts[2 + i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return false;
        place = new TradePlace(parts[0], new Bar(new DateTime(ticks, DateTimeKind.Utc), numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
        return true;
    }

    public override string ToString() => Forming is { } bar
        ? string.Create(CultureInfo.InvariantCulture, $"{Cursor} {bar.Time.Ticks} {bar.Open:R} {bar.High:R} {bar.Low:R} {bar.Close:R} {bar.Volume:R}")
        : Cursor;
}

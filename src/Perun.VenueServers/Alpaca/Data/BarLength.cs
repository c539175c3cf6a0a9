using System.Globalization;
using Perun.Core.Calendars;

namespace Perun.VenueServers.Alpaca.Data;

/// The length of a bar, and where bars of it begin: minutes and hours at the clock's, days at midnight in New York, for crypto an
/// hour later, which is midnight in Chicago.
public readonly record struct BarLength(int Count, char Unit)
{
    public static bool TryParse(string text, out BarLength length)
    {
        length = default;
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits])) digits++;
        var (unit, most) = text[digits..] switch
        {
            "Min" or "T" => ('T', 59),
            "Hour" or "H" => ('H', 23),
            "Day" or "D" => ('D', 1),
            "Week" or "W" => ('W', 1),
            "Month" or "M" => ('M', 12),
            _ => (' ', 0),
        };
        if (digits is 0 or > 2 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1 || count > most) return false;
        if (unit == 'M' && 12 % count != 0) return false;
        length = new BarLength(count, unit);
        return true;
    }

    /// The left edge of the bar that a minute belongs to.
    public DateTime StartOf(DateTime minute, bool isCrypto)
    {
        if (Unit is 'T' or 'H')
        {
            var midnight = minute.Date;
            var step = TimeSpan.TicksPerMinute * (Unit == 'H' ? 60 * Count : Count);
            return midnight.AddTicks((minute - midnight).Ticks / step * step);
        }
        var later = isCrypto ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        var day = NewYorkTime.DateOf(minute - later);
        var first = Unit switch
        {
            'W' => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            'M' => new DateOnly(day.Year, (day.Month - 1) / Count * Count + 1, 1),
            _ => day,
        };
        return NewYorkTime.ToUtc(first.ToDateTime(TimeOnly.MinValue)) + later;
    }
}

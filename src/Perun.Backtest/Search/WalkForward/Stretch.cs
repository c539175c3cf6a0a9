using System.Globalization;
using Perun.Core.Bars;

namespace Perun.Backtest.Search.WalkForward;

/// A length of history: so many bars, or so much of the calendar.
public readonly record struct Stretch(int Count, StretchUnit Unit)
{
    public static readonly Stretch None;

    /// Reads 500b (bars), 90d, 12w, 6mo or 2y; 0 is no length at all.
    public static bool TryParse(string text, out Stretch stretch)
    {
        stretch = default;
        if (text is "0" or "none") return true;
        var letters = text.AsSpan().TrimStart("0123456789");
        if (!int.TryParse(text.AsSpan(0, text.Length - letters.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000_000) return false;
        StretchUnit? unit = letters switch { "b" => StretchUnit.Bars, "d" => StretchUnit.Days, "w" => StretchUnit.Weeks, "mo" => StretchUnit.Months, "y" => StretchUnit.Years, _ => null };
        if (unit is not { } known || (known != StretchUnit.Bars && count > 100_000)) return false;
        stretch = new Stretch(count, known);
        return true;
    }

    /// The place of the first bar that lies no less than this length after a place; the number of bars where there is none.
    internal int After(Bar[] bars, int place)
    {
        if (Count == 0 || place >= bars.Length) return place;
        if (Unit == StretchUnit.Bars) return (int)Math.Min(bars.Length, place + (long)Count);
        return FirstAt(bars, Shift(bars[place].Time, Count));
    }

    /// The place of the first bar of the stretch of this length that ends before a place; below zero where history is too short.
    internal int Before(Bar[] bars, int place)
    {
        if (Count == 0) return place;
        if (Unit == StretchUnit.Bars) return (int)Math.Max(-1, place - (long)Count);
        var end = place < bars.Length ? bars[place].Time : bars[^1].Time;
        var from = Shift(end, -Count);
        return from < bars[0].Time ? -1 : FirstAt(bars, from);
    }

    public override string ToString() => Count == 0 ? "none" : Unit switch
    {
        StretchUnit.Bars => $"{Count}b",
        StretchUnit.Days => $"{Count}d",
        StretchUnit.Weeks => $"{Count}w",
        StretchUnit.Months => $"{Count}mo",
        _ => $"{Count}y",
    };

    private DateTime Shift(DateTime time, int count)
    {
        try
        {
            return Unit switch
            {
                StretchUnit.Days => time.AddDays(count),
                StretchUnit.Weeks => time.AddDays(7.0 * count),
                StretchUnit.Months => time.AddMonths(count),
                _ => time.AddYears(count),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return count > 0 ? DateTime.MaxValue : DateTime.MinValue;
        }
    }

    private static int FirstAt(Bar[] bars, DateTime time)
    {
        var (low, high) = (0, bars.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (bars[middle].Time < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

public enum StretchUnit
{
    Bars,
    Days,
    Weeks,
    Months,
    Years,
}

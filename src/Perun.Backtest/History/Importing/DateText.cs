namespace Perun.Backtest.History.Importing;

internal static class DateText
{
    public static bool TryRead(ReadOnlySpan<byte> text, TimeStyle style, out DateOnly day)
    {
        day = default;
        int first, second, third;
        if (style == TimeStyle.Compact)
        {
            if (text.Length != 8 || !NumberText.TryReadWhole(text, out var whole)) return false;
            (first, second, third) = ((int)(whole / 10000), (int)(whole / 100 % 100), (int)(whole % 100));
        }
        else
        {
            var one = text.IndexOfAny((byte)'-', (byte)'/', (byte)'.');
            if (one < 0) return false;
            var two = text[(one + 1)..].IndexOf(text[one]);
            if (two < 0) return false;
            if (!TryPart(text[..one], out first) || !TryPart(text.Slice(one + 1, two), out second) || !TryPart(text[(one + two + 2)..], out third)) return false;
        }
        var (year, month, dayOfMonth) = style switch
        {
            TimeStyle.MonthFirst => (third, first, second),
            TimeStyle.DayFirst => (third, second, first),
            _ => (first, second, third),
        };
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > DateTime.DaysInMonth(year, month)) return false;
        day = new DateOnly(year, month, dayOfMonth);
        return true;
    }

    private static bool TryPart(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 4 || !NumberText.TryReadWhole(text, out var whole)) return false;
        value = (int)whole;
        return true;
    }
}

/// The time of day with what may follow it: "14:30", "14:30:05.250", "2:30 PM", "143000", "14:30Z", "09:30-05:00".
internal static class ClockText
{
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks, out long? offset)
    {
        (ticks, offset) = (0, null);
        text = text.Trim((byte)' ');
        if (text.IsEmpty) return true;
        if (!TryTakeOffset(ref text, out offset) || !TryTakeHalf(ref text, out var half)) return false;
        Span<int> parts = [0, 0, 0];
        double fraction = 0;
        if (text.Length is 4 or 6 && !text.Contains((byte)':'))
        {
            for (var i = 0; i < text.Length / 2; i++)
                if (!TryPart(text.Slice(2 * i, 2), out parts[i])) return false;
        }
        else
        {
            if (text.IndexOf((byte)'.') is >= 0 and var point)
            {
                if (!NumberText.TryRead(text[point..], (byte)'.', out fraction)) return false;
                text = text[..point];
            }
            var count = 0;
            for (var isMore = true; isMore; count++)
            {
                var colon = text.IndexOf((byte)':');
                isMore = colon >= 0;
                if (count > 2 || !TryPart(isMore ? text[..colon] : text, out parts[count])) return false;
                if (isMore) text = text[(colon + 1)..];
            }
            if (count < 2 && half is null) return false;
        }
        var (hour, minute, second) = (parts[0], parts[1], parts[2]);
        if (half is { } hours)
        {
            if (hour is < 1 or > 12) return false;
            hour = (hour % 12) + hours;
        }
        if (hour > 23 || minute > 59 || second > 59) return false;
        ticks = (((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + (long)Math.Round(fraction * TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool TryTakeOffset(ref ReadOnlySpan<byte> text, out long? offset)
    {
        offset = null;
        if (text[^1] is (byte)'Z' or (byte)'z')
        {
            offset = 0;
            text = text[..^1];
            return !text.IsEmpty;
        }
        if (text.EndsWith(" UTC"u8))
        {
            offset = 0;
            text = text[..^4];
            return !text.IsEmpty;
        }
        var sign = text.LastIndexOfAny((byte)'+', (byte)'-');
        if (sign <= 0) return sign < 0;
        var zone = text[(sign + 1)..];
        var colon = zone.IndexOf((byte)':');
        var minutes = 0;
        if (!TryPart(zone[..Math.Min(2, zone.Length)], out var hours)) return false;
        if (zone.Length > 2 && !TryPart(colon == 2 ? zone[3..] : zone[2..], out minutes)) return false;
        if (hours > 14 || minutes > 59) return false;
        offset = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute * (text[sign] == '-' ? -1 : 1);
        text = text[..sign];
        return true;
    }

    private static bool TryTakeHalf(ref ReadOnlySpan<byte> text, out int? hours)
    {
        hours = null;
        if (text.Length < 3 || text[^1] is not ((byte)'M' or (byte)'m')) return true;
        if (text[^2] is (byte)'P' or (byte)'p') hours = 12;
        else if (text[^2] is (byte)'A' or (byte)'a') hours = 0;
        else return false;
        text = text[..^2].TrimEnd((byte)' ');
        return !text.IsEmpty;
    }

    private static bool TryPart(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        if (text.Length is 0 or > 2 || !NumberText.TryReadWhole(text, out var whole)) return false;
        value = (int)whole;
        return true;
    }
}

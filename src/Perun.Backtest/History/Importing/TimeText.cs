using System.Diagnostics;
using Perun.Core.Calendars;

namespace Perun.Backtest.History.Importing;

/// Times in UTF-8, as UTC ticks. A date that was just read is not read again.
internal sealed class TimeText(TimeStyle style, ClockZone zone, DateOnly? dayOfFile = null)
{
    private readonly byte[] _lastDate = new byte[16];
    private readonly long _dayOfFile = dayOfFile is { } day ? day.ToDateTime(TimeOnly.MinValue).Ticks : 0;
    private int _lastLength;
    private long _lastTicks;
    private long _zoneDay = -1;
    private long _zoneOffset;

    /// <param name="timeOfDay">Where a file has the time of day in a column of its own; else empty.</param>
    public bool TryRead(ReadOnlySpan<byte> text, ReadOnlySpan<byte> timeOfDay, out long ticks)
    {
        ticks = 0;
        return style switch
        {
            TimeStyle.EpochSeconds => TryReadEpoch(text, TimeSpan.TicksPerSecond, out ticks),
            TimeStyle.EpochMilliseconds => TryReadEpoch(text, TimeSpan.TicksPerMillisecond, out ticks),
            TimeStyle.EpochMicroseconds => TryReadEpoch(text, TimeSpan.TicksPerMicrosecond, out ticks),
            TimeStyle.EpochNanoseconds => NumberText.TryReadWhole(text, out var nanoseconds) && IsPlausible(ticks = DateTime.UnixEpoch.Ticks + (nanoseconds / 100)),
            TimeStyle.MillisecondsOfDay => NumberText.TryReadWhole(text, out var ms) && ms < 86_400_000 && ToUtc(_dayOfFile + (ms * TimeSpan.TicksPerMillisecond), out ticks),
            TimeStyle.Iso or TimeStyle.Compact or TimeStyle.MonthFirst or TimeStyle.DayFirst => TryReadDated(text, timeOfDay, out ticks),
            _ => throw new UnreachableException(),
        };
    }

    private static bool TryReadEpoch(ReadOnlySpan<byte> text, long unit, out long ticks)
    {
        ticks = 0;
        var point = text.IndexOf((byte)'.');
        if (!NumberText.TryReadWhole(point < 0 ? text : text[..point], out var count) || count > long.MaxValue / 4 / unit) return false;
        ticks = DateTime.UnixEpoch.Ticks + (count * unit);
        if (point >= 0)
        {
            if (!NumberText.TryRead(text[point..], (byte)'.', out var part)) return point == text.Length - 1;
            ticks += (long)(part * unit);
        }
        return IsPlausible(ticks);
    }

    /// Between 1900 and 2200: anything else is a number of another kind.
    private static bool IsPlausible(long ticks) => ticks is > 599_266_080_000_000_000 and < 694_000_000_000_000_000;

    private bool TryReadDated(ReadOnlySpan<byte> text, ReadOnlySpan<byte> timeOfDay, out long ticks)
    {
        ticks = 0;
        var dateLength = style == TimeStyle.Iso ? Math.Min(10, text.Length) : text.IndexOfAny((byte)' ', (byte)'T') is >= 0 and var blank ? blank : text.Length;
        if (!TryReadDate(text[..dateLength], out var date)) return false;
        var rest = text[dateLength..];
        if (rest.Length > 0)
        {
            if (rest[0] is not ((byte)'T' or (byte)' ' or (byte)'t')) return false;
            rest = rest[1..];
        }
        else
        {
            rest = timeOfDay;
        }
        if (!ClockText.TryRead(rest, out var clock, out var offset)) return false;
        if (offset is { } known)
        {
            ticks = date + clock - known;
            return IsPlausible(ticks);
        }
        return ToUtc(date + clock, out ticks);
    }

    private bool TryReadDate(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = _lastTicks;
        if (text.Length == _lastLength && text.SequenceEqual(_lastDate.AsSpan(0, _lastLength)) && _lastLength > 0) return true;
        if (text.Length is 0 or > 10 || !DateText.TryRead(text, style, out var day)) return false;
        ticks = _lastTicks = day.DayNumber * TimeSpan.TicksPerDay;
        text.CopyTo(_lastDate);
        _lastLength = text.Length;
        return true;
    }

    private bool ToUtc(long wall, out long ticks)
    {
        ticks = wall;
        if (zone == ClockZone.NewYork)
        {
            var day = wall / TimeSpan.TicksPerDay;
            if (wall % TimeSpan.TicksPerDay < 3 * TimeSpan.TicksPerHour)
            {
                ticks = NewYorkTime.ToUtc(new DateTime(wall)).Ticks;
                return IsPlausible(ticks);
            }
            // From three in the morning on, a day has one offset.
            if (day != _zoneDay)
            {
                var noon = new DateTime((day * TimeSpan.TicksPerDay) + (12 * TimeSpan.TicksPerHour));
                (_zoneDay, _zoneOffset) = (day, NewYorkTime.ToUtc(noon).Ticks - noon.Ticks);
            }
            ticks = wall + _zoneOffset;
        }
        return IsPlausible(ticks);
    }
}

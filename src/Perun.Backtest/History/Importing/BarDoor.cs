using System.Text;
using Perun.Backtest.History.Store;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Importing;

/// A line that was not taken.
/// <param name="Text">Its beginning.</param>
public sealed record BadLine(string File, long Line, string Why, string Text);

/// Where bars from outside are looked at before they are let in: what can't be a bar is counted and shown with its line.
internal sealed class BarDoor(Incoming incoming, SeriesKey key, TradingHours hours, bool takesDoubtful, List<BadLine> badLines)
{
    public const int MostExamples = 20;
    private const int LongestExample = 120;

    private readonly bool _isDaily = key.Timeframe == Timeframe.D1 && hours == TradingHours.NewYork;
    private readonly TradingCalendar _calendar = TradingCalendar.For(hours);

    public string File { get; set; } = "";

    public long Bad { get; private set; }

    public long Doubtful { get; private set; }

    public long Taken => incoming.Taken;

    public void Take(long line, ReadOnlySpan<byte> text, long time, double open, double high, double low, double close, double volume)
    {
        // The same claims as Bar.IsSane, which the comparison of a NaN fails too.
        if (!(low > 0 && high >= open && high >= close && low <= open && low <= close && volume >= 0))
        {
            if (!takesDoubtful)
            {
                Refuse(line, text, low > 0 ? volume >= 0 ? "the high or the low is not where it must be" : "the volume is negative" : "a price is zero or below");
                return;
            }
            Doubtful++;
        }
        incoming.Add(_isDaily ? OpenOf(time) : time, open, high, low, close, volume);
    }

    public void Refuse(long line, ReadOnlySpan<byte> text, string why)
    {
        Bad++;
        if (badLines.Count < MostExamples) badLines.Add(new BadLine(File, line, why, Encoding.UTF8.GetString(text[..Math.Min(text.Length, LongestExample)])));
    }

    /// A daily bar begins when its session does. Midnight of any clock names the date; other times are dated in New York.
    private long OpenOf(long time)
    {
        var utc = new DateTime(time, DateTimeKind.Utc);
        var day = utc.TimeOfDay == TimeSpan.Zero ? DateOnly.FromDateTime(utc) : NewYorkTime.DateOf(utc);
        if (_calendar.SessionOn(day) is { } session) return session.Open.Ticks;
        return NewYorkTime.ToUtc(day.ToDateTime(new TimeOnly(9, 30))).Ticks;
    }
}

using Perun.Adapters.Venues;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Venues;

/// What analysts look back on when trading begins at a venue: minutes as far as a page or two reach, and longer bars before them, each told
/// as the minute in which it closed.
internal sealed class WarmUp(IMarketHistory history, Action<string> trouble)
{
    private const int MostPages = 3;
    private static readonly TimeSpan Minutes = TimeSpan.FromDays(3);
    private static readonly TimeSpan Hours = TimeSpan.FromDays(30);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// Closed bars up to a moment, in the order of time.
    public async Task<IReadOnlyList<Bar>> ReadAsync(Instrument instrument, DateTime now, CancellationToken cancel)
    {
        var minutes = await ReadAsync(instrument, Timeframe.M1, now - Minutes, now, cancel);
        var before = minutes.Count > 0 ? minutes[0].Time : now;
        if (!history.Timeframes.Contains(Timeframe.H1)) return minutes;
        var hours = await ReadAsync(instrument, Timeframe.H1, now - Hours, before, cancel);
        var calendar = TradingCalendar.For(instrument.Hours);
        return [.. hours.Select(hour => (Hour: hour, End: EndOf(hour, calendar))).Where(one => one.End <= before).Select(one => one.Hour with { Time = one.End - Minute }), .. minutes];
    }

    /// A session's last bar ends with it.
    private static DateTime EndOf(in Bar hour, TradingCalendar calendar)
    {
        var end = hour.Time + TimeSpan.FromHours(1);
        return calendar.SessionAt(hour.Time) is { } session && session.Close < end ? session.Close : end;
    }

    private async Task<List<Bar>> ReadAsync(Instrument instrument, Timeframe timeframe, DateTime from, DateTime to, CancellationToken cancel)
    {
        var bars = new List<Bar>();
        string? place = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await history.ReadAsync(instrument, timeframe, from, to, place, cancel);
            if (!answer.TryGet(out var read, out var failure))
            {
                trouble($"past bars of {instrument} ({timeframe}) can't be read, so what looks back on them starts without ({failure.Words})");
                break;
            }
            bars.AddRange(read.Bars.Where(bar => bars.Count == 0 || bar.Time > bars[^1].Time));
            if (read.Next is null) break;
            place = read.Next;
        }
        return bars;
    }
}

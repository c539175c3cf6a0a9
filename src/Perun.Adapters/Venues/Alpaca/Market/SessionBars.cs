using System.Globalization;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca.Market;

/// Bars of hours that are counted from the session's open, made of half hours: Alpaca's own are counted from the full hour, and their first
/// is half of the time before the session.
internal static class SessionBars
{
    public static readonly Timeframe MadeOf = Timeframe.M30;

    /// As many days as a few pages of half hours hold.
    private static readonly TimeSpan Stretch = TimeSpan.FromDays(180);

    public static bool AreNeededFor(Timeframe timeframe) => timeframe.Minutes > MadeOf.Minutes && timeframe.Minutes < Timeframe.D1.Minutes;

    /// A page is a stretch of whole days, so that none of its bars goes on in the next.
    /// <param name="to">Up to where half hours can be had.</param>
    /// <param name="halves">Pages of half hours that are over, from a moment to a moment, at a place.</param>
    public static async Task<Answer<BarPage>> PageAsync(Timeframe timeframe, DateTime from, DateTime to, string? place, Func<DateTime, DateTime, string?, Task<Answer<BarPage>>> halves)
    {
        var begin = place is null ? from : DateTime.ParseExact(place, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        var end = begin.Date + Stretch < to ? begin.Date + Stretch : to;
        var (bars, maker) = (new List<Bar>(), new BarAggregator(timeframe, TradingCalendar.NewYork));
        string? token = null;
        do
        {
            if (!(await halves(begin, end, token)).TryGet(out var page, out var failure)) return failure;
            foreach (var half in page.Bars) Take(maker.Add(half));
            token = page.Next;
        }
        while (token is not null);
        Take(maker.Advance(end));
        return new BarPage(bars, end < to ? end.ToString("O", CultureInfo.InvariantCulture) : null);

        void Take(ReadOnlySpan<Bar> whole)
        {
            // What began before the stretch lacks its first half.
            foreach (var bar in whole) if (bar.Time >= begin) bars.Add(bar);
        }
    }
}

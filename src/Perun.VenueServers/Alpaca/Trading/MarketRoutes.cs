using System.Globalization;
using Perun.Core.Calendars;

namespace Perun.VenueServers.Alpaca.Trading;

/// What is listed, and when it trades.
internal static class MarketRoutes
{
    private static readonly DateOnly CalendarFrom = new(1971, 1, 4), CalendarTo = new(2029, 12, 31);

    public static void Map(Gatekeeper gate)
    {
        gate.Trading("GET", "/v2/assets", Assets);
        gate.Trading("GET", "/v2/assets/{name}", static call => call.Venue.Assets.Find(call.Path("name")) is { } asset
            ? Answer.Ok(asset.Write)
            : Answer.Refused(AlpacaError.NotFound($"asset not found for {call.Path("name")}")));
        // A crypto pair's stroke may come as it is.
        gate.Trading("GET", "/v2/assets/{left}/{right}", static call => call.Venue.Assets.Find($"{call.Path("left")}/{call.Path("right")}") is { } asset
            ? Answer.Ok(asset.Write)
            : Answer.Refused(AlpacaError.NotFound($"asset not found for {call.Path("left")}/{call.Path("right")}")));
        gate.Trading("GET", "/v2/clock", Clock);
        gate.Trading("GET", "/v2/calendar", Calendar);
    }

    private static Answer Assets(Call call)
    {
        var status = call.Query("status");
        var kind = call.Query("asset_class") ?? "us_equity";
        var exchange = call.Query("exchange");
        return Answer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var asset in call.Venue.Assets.All)
            {
                if (status is not null and not "all" && status != (asset.IsActive ? "active" : "inactive")) continue;
                if (asset.Class != kind || (exchange is not null && exchange != asset.Exchange)) continue;
                asset.Write(json);
            }
            json.WriteEndArray();
        });
    }

    private static Answer Clock(Call call)
    {
        var now = call.Venue.ClockTime;
        var calendar = TradingCalendar.NewYork;
        return Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteString("timestamp", InNewYork(now));
            json.WriteBoolean("is_open", calendar.IsOpen(now));
            json.WriteString("next_open", InNewYork(calendar.NextSession(now) is { } next && next.Open > now ? next.Open : calendar.NextOpen(now)!.Value));
            json.WriteString("next_close", InNewYork(calendar.NextClose(now)!.Value));
            json.WriteEndObject();
        });
    }

    private static Answer Calendar(Call call)
    {
        var (start, end) = (call.Time("start"), call.Time("end"));
        var bySettlement = call.Word("date_type", "TRADING", "TRADING", "SETTLEMENT") == "SETTLEMENT";
        if (call.Wrong is { } wrong) return Answer.Refused(new AlpacaError(400, 40010000, wrong));
        var (first, last) = (Bounded(start, CalendarFrom), Bounded(end, CalendarTo));
        return Answer.Ok(json =>
        {
            json.WriteStartArray();
            for (var day = bySettlement ? Bounded(first.AddDays(-10)) : first; day <= last; day = day.AddDays(1))
            {
                if (TradingCalendar.NewYork.SessionOn(day) is not { } session) continue;
                var settled = SessionAfter(day);
                if (bySettlement && (settled < first || settled > last)) continue;
                json.WriteStartObject();
                json.WriteString("date", Text(day));
                json.WriteString("open", NewYorkTime.FromUtc(session.Open).ToString("HH:mm", CultureInfo.InvariantCulture));
                json.WriteString("close", NewYorkTime.FromUtc(session.Close).ToString("HH:mm", CultureInfo.InvariantCulture));
                json.WriteString("session_open", "0400");
                json.WriteString("session_close", session.IsEarlyClose ? "1700" : "2000");
                json.WriteString("settlement_date", Text(settled));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
    }

    private static DateOnly SessionAfter(DateOnly day)
    {
        do day = day.AddDays(1);
        while (!NewYorkHolidays.HasSession(day));
        return day;
    }

    private static DateOnly Bounded(DateTime? time, DateOnly usual) => time is { } given ? Bounded(DateOnly.FromDateTime(given)) : usual;

    private static DateOnly Bounded(DateOnly day) => day < CalendarFrom ? CalendarFrom : day > CalendarTo ? CalendarTo : day;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// As the clock in New York shows it, with its offset.
    private static string InNewYork(DateTime utc) =>
        new DateTimeOffset(NewYorkTime.FromUtc(utc), NewYorkTime.OffsetAt(utc)).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}

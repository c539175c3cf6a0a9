using System.Globalization;
using Perun.Core.Calendars;

namespace Perun.VenueServers.Alpaca.Trading;

/// What an account was worth over time.
internal static class PortfolioHistory
{
    public static Answer Answer(Call call)
    {
        var end = call.Time("end") ?? call.Now;
        var period = call.Query("period") ?? "1M";
        var start = call.Time("start") ?? Before(end, period);
        if (start is not { } from) return Alpaca.Answer.Refused(AlpacaError.BadRequest($"invalid period: {period}"));
        var usual = (end - from).TotalDays <= 7 ? "5Min" : "1D";
        var timeframe = call.Word("timeframe", usual, "1Min", "5Min", "15Min", "1H", "1D");
        if (call.Wrong is { } wrong) return Alpaca.Answer.Refused(AlpacaError.BadRequest(wrong));
        var minutes = call.Account.Equity.Minutes;
        var baseValue = call.Account.Equity.Start;
        var points = new SortedDictionary<long, decimal>();
        foreach (var (time, equity) in minutes)
        {
            if (time < from) baseValue = equity;
            else if (time <= end) points[PointOf(time, timeframe)] = equity;
        }
        return Alpaca.Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("timestamp");
            foreach (var time in points.Keys) json.WriteNumberValue(time);
            json.WriteEndArray();
            json.WriteStartArray("equity");
            foreach (var equity in points.Values) json.WriteNumberValue(Math.Round(equity, 2));
            json.WriteEndArray();
            json.WriteStartArray("profit_loss");
            foreach (var equity in points.Values) json.WriteNumberValue(Math.Round(equity - baseValue, 2));
            json.WriteEndArray();
            json.WriteStartArray("profit_loss_pct");
            foreach (var equity in points.Values) json.WriteNumberValue(baseValue == 0 ? 0 : Math.Round((equity - baseValue) / baseValue, 6));
            json.WriteEndArray();
            json.WriteNumber("base_value", Math.Round(baseValue, 2));
            json.WriteString("base_value_asof", $"{NewYorkTime.DateOf(from):yyyy-MM-dd}");
            json.WriteString("timeframe", timeframe);
            json.WriteEndObject();
        });
    }

    /// Seconds since 1970; a day's point is its date's midnight.
    private static long PointOf(DateTime time, string timeframe)
    {
        if (timeframe == "1D") return new DateTimeOffset(NewYorkTime.DateOf(time).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
        var seconds = timeframe switch { "1Min" => 60, "5Min" => 300, "15Min" => 900, _ => 3600 };
        var point = new DateTimeOffset(time).ToUnixTimeSeconds();
        return point - point % seconds;
    }

    private static DateTime? Before(DateTime end, string period)
    {
        if (period.Length < 2 || !int.TryParse(period.AsSpan(0, period.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10_000) return null;
        return period[^1] switch
        {
            'D' => end.AddDays(-count),
            'W' => end.AddDays(-7 * count),
            'M' => end.AddMonths(-count),
            'A' or 'Y' => end.AddYears(-Math.Min(count, 100)),
            _ => null,
        };
    }
}

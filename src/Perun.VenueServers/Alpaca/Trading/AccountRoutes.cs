using System.Text.Json;
using Perun.Core.Calendars;
using Perun.VenueServers.Alpaca.Accounts;

namespace Perun.VenueServers.Alpaca.Trading;

/// An account, how it is set up, what moved its money, and what it was worth.
internal static class AccountRoutes
{
    private const int MostActivities = 100;

    public static void Map(Gatekeeper gate)
    {
        gate.Trading("GET", "/v2/account", static call => Answer.Ok(json => AccountJson.Write(json, call.Account, call.Now)));
        gate.Trading("GET", "/v2/account/configurations", static call => Answer.Ok(json => Configuration(json, call)));
        gate.Trading("PATCH", "/v2/account/configurations", Configure);
        gate.Trading("GET", "/v2/account/activities", static call => Activities(call, call.List("activity_types")));
        gate.Trading("GET", "/v2/account/activities/{type}", static call => Activities(call, [call.Path("type")]));
        gate.Trading("GET", "/v2/account/portfolio/history", PortfolioHistory.Answer);
    }

    private static void Configuration(Utf8JsonWriter json, Call call) => call.Account.Configuration.Write(json, call.Now < AccountJson.DayTradersEnd);

    private static Answer Configure(Call call)
    {
        if (call.Account.Configuration.With(call.Body, out var changed) is { } wrong) return Answer.Refused(wrong);
        call.Account.Configuration = changed;
        return Answer.Ok(json => Configuration(json, call));
    }

    private static Answer Activities(Call call, IReadOnlyList<string>? types)
    {
        var size = call.Whole("page_size", MostActivities, 1, MostActivities);
        var isDescending = call.Word("direction", "desc", "asc", "desc") == "desc";
        var (after, until, date) = (call.Time("after"), call.Time("until"), call.Time("date"));
        var category = call.Query("category");
        if (call.Wrong is { } wrong) return Answer.Refused(AlpacaError.BadRequest(wrong));
        var chosen = call.Account.Activities.Where(activity =>
            (types is null || types.Contains(activity.Type, StringComparer.OrdinalIgnoreCase))
            && (category is null || category == "trade_activity" == activity is FillActivity)
            && (after is null || activity.Time > after) && (until is null || activity.Time <= until)
            && (date is null || NewYorkTime.DateOf(activity.Time) == DateOnly.FromDateTime(date.Value)));
        if (isDescending) chosen = chosen.Reverse();
        if (call.Query("page_token") is { } token)
        {
            var before = call.Venue.Faults.Strike(PageFaults.Repeated, "GET /v2/account/activities", call.Venue.Elapsed) is not null;
            chosen = chosen.SkipWhile(activity => activity.Id != token).Skip(before ? 0 : 1);
        }
        if (call.Venue.Faults.Strike(PageFaults.Loop, "GET /v2/account/activities", call.Venue.Elapsed) is not null && call.Query("page_token") is not null)
            chosen = isDescending ? call.Account.Activities.AsEnumerable().Reverse() : call.Account.Activities;
        return Answer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var activity in chosen.Take(size)) activity.Write(json);
            json.WriteEndArray();
        });
    }
}

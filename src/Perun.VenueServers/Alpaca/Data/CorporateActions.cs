using System.Text.Json;
using Perun.Core.Calendars;
using Perun.VenueServers.Alpaca.Assets;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Data;

/// Splits, from their announcement on; nothing else befalls the simulated companies.
internal static class CorporateActions
{
    public static Answer Answer(Call call)
    {
        var symbols = call.List("symbols");
        var (start, end) = (call.Time("start"), call.Time("end"));
        if (call.Wrong is { } wrong) return Pages.Refused(wrong);
        var chosen = call.Venue.Floor.Splits
            .Where(split => symbols is null || symbols.Contains(call.Venue.Assets[split.Instrument].Symbol))
            .Where(split => (start is null || split.Time >= start.Value.Date) && (end is null || split.Time.Date <= end.Value.Date))
            .ToLookup(static split => split.Ratio > 1);
        return Alpaca.Answer.Ok(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("corporate_actions");
            if (chosen.Contains(true)) List(json, "forward_splits", call, chosen[true]);
            if (chosen.Contains(false)) List(json, "reverse_splits", call, chosen[false]);
            json.WriteEndObject();
            json.WriteNull("next_page_token");
            json.WriteEndObject();
        });
    }

    private static void List(Utf8JsonWriter json, string name, Call call, IEnumerable<ShareSplit> splits)
    {
        json.WriteStartArray(name);
        foreach (var split in splits) Write(json, call.Venue.Assets[split.Instrument], split);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Asset asset, ShareSplit split)
    {
        var day = $"{NewYorkTime.DateOf(split.Time):yyyy-MM-dd}";
        var isForward = split.Ratio > 1;
        var number = asset.Id.ToString("N")[..9].ToUpperInvariant();
        json.WriteStartObject();
        json.WriteString("id", Identities.Of($"split {asset.Symbol} {day}"));
        json.WriteString("symbol", asset.Symbol);
        if (isForward) json.WriteString("cusip", number);
        else
        {
            json.WriteString("old_cusip", number);
            json.WriteString("new_cusip", number);
        }
        json.WriteNumber("new_rate", isForward ? split.Ratio : 1);
        json.WriteNumber("old_rate", isForward ? 1 : 1 / split.Ratio);
        json.WriteString("process_date", day);
        json.WriteString("ex_date", day);
        json.WriteEndObject();
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Admin;

/// What no venue has: a door for tests, without keys, to the faults, the true books and the time.
internal sealed class AdminRoutes(Venue venue, FloorClock clock)
{
    public const string Root = "/_perun";
    private const double MostSeconds = 400 * 86_400.0;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/faults", context => Reply.SendAsync(context, 200, Faults()));
        routes.MapPost(Root + "/faults", ScriptAsync);
        routes.MapDelete(Root + "/faults", ClearAsync);
        routes.MapGet(Root + "/books", context => Reply.SendAsync(context, 200, Books()));
        routes.MapGet(Root + "/time", context => Reply.SendAsync(context, 200, Time()));
        routes.MapPost(Root + "/time", PassAsync);
    }

    private async Task ScriptAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var script = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            var rules = FaultScript.Read(script, Venue.Words);
            lock (venue.Floor.Gate)
            {
                // "at" counts from now here, not from the venue's beginning.
                venue.Faults.Add(rules.Select(rule => rule.At > TimeSpan.Zero ? rule with { At = rule.At + venue.Elapsed } : rule));
                venue.Strikes.Strike();
            }
            await Reply.SendAsync(context, 200, Faults());
        }
        catch (FormatException wrong)
        {
            await Reply.SendAsync(context, 422, AlpacaError.BadRequest(wrong.Message).Body());
        }
    }

    private Task ClearAsync(HttpContext context)
    {
        venue.Faults.Clear();
        return Reply.SendAsync(context, 200, Faults());
    }

    /// A number of seconds to let pass.
    private async Task PassAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > MostSeconds)
        {
            await Reply.SendAsync(context, 422, AlpacaError.BadRequest($"give the seconds to let pass, like 90, and no more than {MostSeconds}").Body());
            return;
        }
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await Reply.SendAsync(context, 200, Time());
    }

    private byte[] Time() => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("now", Reply.Text(venue.Floor.Now));
        json.WriteEndObject();
    });

    private byte[] Faults() => Reply.Json(json =>
    {
        var (pending, struck) = venue.Faults.Look();
        json.WriteStartObject();
        foreach (var (name, lines) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[("pending", pending), ("struck", struck)])
        {
            json.WriteStartArray(name);
            foreach (var line in lines) json.WriteStringValue(line);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    });

    /// What the exchange has, whatever was told on the wire.
    private byte[] Books()
    {
        lock (venue.Floor.Gate)
        {
            return Reply.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("now", Reply.Text(venue.Floor.Now));
                json.WriteStartArray("accounts");
                foreach (var account in venue.Accounts) Book(json, account);
                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
    }

    private static void Book(Utf8JsonWriter json, TradingAccount account)
    {
        var snapshot = account.Exchange.Snapshot();
        json.WriteStartObject();
        json.WriteString("key", account.Keys.Id);
        json.WriteString("cash", Reply.Text(account.Cash));
        json.WriteString("equity", Reply.Text(account.Worth()));
        json.WriteString("fees", Reply.Text(snapshot.FeesPaid));
        json.WriteNumber("fills", account.Exchange.Account.FillCount);
        json.WriteNumber("orders", account.Orders.All.Count);
        json.WriteNumber("open_orders", account.Orders.Open.Count());
        json.WriteStartObject("positions");
        foreach (var position in snapshot.Positions)
        {
            json.WriteStartObject(account.SymbolOf(position.Instrument));
            json.WriteString("qty", Reply.Text(position.Quantity));
            json.WriteString("avg_entry_price", Reply.Text(position.AveragePrice));
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

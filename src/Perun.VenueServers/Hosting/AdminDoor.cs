using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Hosting;

/// What no venue has: a door for tests, without keys, to the faults, the true books, the accounts' money and the time.
/// <param name="elapsed">How far the venue is into its time.</param>
/// <param name="strike">Lets befall the venue what was asked for at once.</param>
/// <param name="writeAccount">Each account's books as the exchange has them, whatever was told on the wire.</param>
/// <param name="money">Moves money into an account, or out of it, by the account's name.</param>
internal sealed class AdminDoor(
    FaultPlan plan, WireFaults wire, VenueFloor floor, FloorClock clock, Func<TimeSpan> elapsed, Action strike, IReadOnlyList<Action<Utf8JsonWriter>> writeAccount, IReadOnlyDictionary<string, Action<decimal>> money)
{
    public const string Root = "/_perun";
    private const double MostSeconds = 400 * 86_400.0;
    private const decimal MostMoney = 1_000_000_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root + "/faults", context => Reply.SendAsync(context, 200, Faults()));
        routes.MapPost(Root + "/faults", ScriptAsync);
        routes.MapDelete(Root + "/faults", ClearAsync);
        routes.MapGet(Root + "/requests", context => Reply.SendAsync(context, 200, Requests()));
        routes.MapGet(Root + "/books", context => Reply.SendAsync(context, 200, Books()));
        routes.MapPost(Root + "/money", MoveAsync);
        routes.MapGet(Root + "/time", context => Reply.SendAsync(context, 200, Time()));
        routes.MapPost(Root + "/time", PassAsync);
    }

    private async Task ScriptAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var script = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            var rules = FaultScript.Read(script, plan.Known);
            lock (floor.Gate)
            {
                // "at" counts from now here, not from the venue's beginning.
                plan.Add(rules.Select(rule => rule.At > TimeSpan.Zero ? rule with { At = rule.At + elapsed() } : rule));
                strike();
            }
            await Reply.SendAsync(context, 200, Faults());
        }
        catch (FormatException wrong)
        {
            await RefuseAsync(context, wrong.Message);
        }
    }

    private Task ClearAsync(HttpContext context)
    {
        plan.Clear();
        return Reply.SendAsync(context, 200, Faults());
    }

    /// A number of seconds to let pass.
    private async Task PassAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > MostSeconds)
        {
            await RefuseAsync(context, $"give the seconds to let pass, like 90, and no more than {MostSeconds}");
            return;
        }
        clock.Advance(TimeSpan.FromSeconds(seconds));
        await Reply.SendAsync(context, 200, Time());
    }

    /// An account and an amount, as somebody moves money who has nothing to do with trading.
    private async Task MoveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var words = text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var name, var number] || !money.TryGetValue(name, out var move)
            || !decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount == 0 || Math.Abs(amount) > MostMoney)
        {
            await RefuseAsync(context, $"give an account and an amount, like \"{money.Keys.First()} 2500\" or \"{money.Keys.First()} -500\", of {MostMoney:#,0} at most; there are {string.Join(", ", money.Keys)}");
            return;
        }
        lock (floor.Gate) move(amount);
        await Reply.SendAsync(context, 200, Books());
    }

    private static Task RefuseAsync(HttpContext context, string why) => Reply.SendAsync(context, 422, Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("message", why);
        json.WriteEndObject();
    }));

    private byte[] Time() => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("now", Reply.Text(floor.Now));
        json.WriteEndObject();
    });

    private byte[] Faults() => Reply.Json(json =>
    {
        var (pending, struck) = plan.Look();
        json.WriteStartObject();
        foreach (var (name, lines) in (ReadOnlySpan<(string, IReadOnlyList<string>)>)[("pending", pending), ("struck", struck)])
        {
            json.WriteStartArray(name);
            foreach (var line in lines) json.WriteStringValue(line);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    });

    private byte[] Requests() => Reply.Json(json =>
    {
        json.WriteStartObject();
        foreach (var (request, count) in wire.Came.OrderBy(static one => one.Key, StringComparer.Ordinal)) json.WriteNumber(request, count);
        json.WriteEndObject();
    });

    private byte[] Books()
    {
        lock (floor.Gate)
        {
            return Reply.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("now", Reply.Text(floor.Now));
                json.WriteStartArray("accounts");
                foreach (var write in writeAccount) write(json);
                json.WriteEndArray();
                json.WriteEndObject();
            });
        }
    }
}

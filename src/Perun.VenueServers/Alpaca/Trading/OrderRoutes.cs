using System.Text.Json;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Orders;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Trading;

/// Orders: placing, looking, changing and cancelling.
internal static class OrderRoutes
{
    private const int UsualLimit = 50, MostOrders = 500;

    public static void Map(Gatekeeper gate)
    {
        gate.Trading("POST", "/v2/orders", Submit);
        gate.Trading("GET", "/v2/orders", List);
        gate.Trading("DELETE", "/v2/orders", CancelAll);
        gate.Trading("GET", "/v2/orders:by_client_order_id", static call => Show(call, call.Query("client_order_id") is { } id ? call.Account.Orders.FindByClientId(id) : null, call.Query("client_order_id") ?? ""));
        gate.Trading("GET", "/v2/orders/{id}", static call => WithOrder(call, order => Show(call, order, call.Path("id"))));
        gate.Trading("PATCH", "/v2/orders/{id}", static call => WithOrder(call, order => Replace(call, order)));
        gate.Trading("DELETE", "/v2/orders/{id}", static call => WithOrder(call, order => call.Account.Desk.Cancel(order) is { } refused ? Answer.Refused(refused) : Answer.NoContent));
    }

    /// Takes an order; also what closing a position comes to.
    public static Answer Submit(Call call, OrderAsk ask)
    {
        byte[]? taken = null;
        var refused = call.Account.Desk.Submit(ask, order => taken = Json(call.Account, order, nested: true));
        return refused is null ? new Answer(200, taken) : Answer.Refused(refused);
    }

    public static byte[] Json(TradingAccount account, AlpacaOrder order, bool nested) => Reply.Json(json => Write(json, account, order, nested));

    private static Answer Submit(Call call) =>
        new OrderReader(call.Venue.Assets).Read(call.Body, out var ask) is { } wrong ? Answer.Refused(wrong) : Submit(call, ask);

    private static Answer Replace(Call call, AlpacaOrder order)
    {
        if (OrderReader.ReadChange(call.Body, out var change) is { } wrong) return Answer.Refused(wrong);
        byte[]? taken = null;
        var refused = call.Account.Desk.Replace(order, change, next => taken = Json(call.Account, next, nested: true));
        return refused is null ? new Answer(200, taken) : Answer.Refused(refused);
    }

    private static Answer Show(Call call, AlpacaOrder? order, string name) => order is null || order.HiddenUntil > call.Now
        ? Answer.Refused(AlpacaError.NotFound($"order not found for {name}"))
        : new Answer(200, Json(call.Account, order, nested: true));

    private static Answer WithOrder(Call call, Func<AlpacaOrder, Answer> then)
    {
        if (call.Id(call.Path("id")) is not { } id) return Answer.Refused(AlpacaError.BadRequest(call.Wrong!));
        return call.Account.Orders.Find(id) is { } order && order.HiddenUntil <= call.Now ? then(order) : Answer.Refused(AlpacaError.NotFound($"order not found for {id}"));
    }

    private static Answer List(Call call)
    {
        var status = call.Word("status", "open", "open", "closed", "all");
        var limit = call.Whole("limit", UsualLimit, 1, MostOrders);
        var isAscending = call.Word("direction", "desc", "asc", "desc") == "asc";
        var (after, until, nested) = (call.Time("after"), call.Time("until"), call.Flag("nested"));
        var (symbols, side, kinds) = (call.List("symbols"), call.Query("side"), call.List("asset_class"));
        if (side is not null && OrderWords.SideOf(side) is null) return Answer.Refused(AlpacaError.BadRequest($"invalid side: {side}"));
        if (call.Wrong is { } wrong) return Answer.Refused(AlpacaError.BadRequest(wrong));
        var chosen = call.Account.Orders.All.Where(order =>
            (status == "all" || status == "open" == order.IsOpen) && order.HiddenUntil <= call.Now
            && (!nested || order.Parent is null)
            && (after is null || order.Created > after) && (until is null || order.Created < until)
            && (side is null || order.Side.Word() == side)
            && (kinds is null || kinds.Contains("all") || kinds.Contains(order.Asset.Class))
            && (symbols is null || symbols.Any(symbol => call.Venue.Assets.Find(symbol) == order.Asset)));
        if (!Around(call, ref chosen)) return Answer.Refused(AlpacaError.NotFound("order not found"));
        if (!isAscending) chosen = chosen.Reverse();
        return Answer.Ok(json =>
        {
            json.WriteStartArray();
            foreach (var order in chosen.Take(limit)) Write(json, call.Account, order, nested);
            json.WriteEndArray();
        });
    }

    /// Only what came before or after an order; false where there is none of that id.
    private static bool Around(Call call, ref IEnumerable<AlpacaOrder> chosen)
    {
        foreach (var isBefore in (ReadOnlySpan<bool>)[true, false])
        {
            if (call.Query(isBefore ? "before_order_id" : "after_order_id") is not { } text) continue;
            if (!Guid.TryParse(text, out var id) || call.Account.Orders.Find(id) is not { } mark) return false;
            chosen = isBefore ? chosen.TakeWhile(order => order != mark && order.Created <= mark.Created) : chosen.SkipWhile(order => order != mark && order.Created <= mark.Created).Where(order => order != mark);
        }
        return true;
    }

    private static Answer CancelAll(Call call) => new(207, Reply.Json(json => CancelAll(json, call)));

    public static void CancelAll(Utf8JsonWriter? json, Call call)
    {
        json?.WriteStartArray();
        foreach (var order in call.Account.Orders.Open.ToList())
        {
            var refused = order.IsOpen ? call.Account.Desk.Cancel(order) : null;
            if (json is null) continue;
            json.WriteStartObject();
            json.WriteString("id", order.Id);
            json.WriteNumber("status", refused?.Status ?? 200);
            if (refused is not null)
            {
                json.WritePropertyName("body");
                json.WriteRawValue(refused.Body());
            }
            json.WriteEndObject();
        }
        json?.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, TradingAccount account, AlpacaOrder order, bool nested) =>
        OrderJson.Write(json, order, nested, account.Desk.Events.IntentOf(order));
}

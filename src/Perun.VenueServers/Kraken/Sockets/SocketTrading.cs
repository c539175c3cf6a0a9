using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Sockets;

/// Trading over a WebSocket: other spellings than REST's, the same door.
internal sealed class SocketTrading(KrakenVenue venue)
{
    private static readonly HashSet<string> Methods = ["add_order", "amend_order", "edit_order", "cancel_order", "cancel_all", "cancel_all_orders_after", "batch_add", "batch_cancel"];
    private readonly TradingDoor _door = new(venue);

    public static bool Knows(string method) => Methods.Contains(method);

    public IEnumerable<SocketAnswer> Answers(string method, KrakenAccount account, Fields parameters) => method switch
    {
        "add_order" => [Add(account, parameters)],
        "batch_add" => [AddBatch(account, parameters)],
        "amend_order" => [Amend(account, parameters)],
        "edit_order" => [Edit(account, parameters)],
        "cancel_order" => Cancel(account, parameters),
        "batch_cancel" => [CancelBatch(account, parameters)],
        "cancel_all" => [CancelAll(account)],
        _ => [CancelAllAfter(account, parameters)],
    };

    private SocketAnswer Add(KrakenAccount account, Fields parameters)
    {
        var terms = _door.Check(SocketOrderReader.Read(parameters, PairOf(parameters)));
        var order = parameters.Flag("validate") ? null : account.Desk.Place(terms);
        return new SocketAnswer { Result = json => WriteOrder(json, order, terms.Draft) };
    }

    private SocketAnswer AddBatch(KrakenAccount account, Fields parameters)
    {
        var pair = PairOf(parameters);
        var rows = new List<Fields>();
        for (var place = 0; parameters.Within($"orders[{place}]") is { IsEmpty: false } row; place++) rows.Add(row);
        if (rows.Count is < TradingDoor.LeastInBatch or > TradingDoor.MostInBatch) throw new RefusedException(Errors.Invalid("orders"));
        var drafts = rows.ConvertAll(row => SocketOrderReader.Read(row, pair));
        var isOnlyChecked = parameters.Flag("validate");
        var results = drafts.ConvertAll(draft => _door.Try(account, draft, isOnlyChecked));
        return new SocketAnswer
        {
            Rows = json =>
            {
                for (var place = 0; place < results.Count; place++)
                {
                    json.WriteStartObject();
                    if (results[place].Error is { } error) json.WriteString("error", error);
                    else WriteOrder(json, results[place].Order, drafts[place]);
                    json.WriteEndObject();
                }
            },
        };
    }

    private SocketAnswer Amend(KrakenAccount account, Fields parameters)
    {
        var order = TradingDoor.Find(account, parameters.Text("order_id"), parameters.Text("cl_ord_id"));
        _door.Amend(account, order, parameters.Number("order_qty"), SocketOrderReader.PriceOf(parameters, "limit_price", "limit_price_type"),
            SocketOrderReader.PriceOf(parameters, "trigger_price", "trigger_price_type"), parameters.Number("display_qty"),
            parameters.Has("post_only") ? parameters.Flag("post_only") : null, RestOrderReader.DeadlineOf(parameters));
        var amended = account.Names.Trade();
        return new SocketAnswer
        {
            Result = json =>
            {
                json.WriteString("amend_id", amended);
                if (parameters.Text("cl_ord_id") is { } clientId) json.WriteString("cl_ord_id", clientId);
                else json.WriteString("order_id", order.Id);
            },
        };
    }

    private SocketAnswer Edit(KrakenAccount account, Fields parameters)
    {
        var order = TradingDoor.Find(account, parameters.Needed("order_id"), null);
        if (order.Pair != PairOf(parameters)) throw new RefusedException(Errors.Invalid("symbol"));
        var limit = SocketOrderReader.PriceOf(parameters, "limit_price", "limit_price_type");
        var trigger = SocketOrderReader.PriceOf(parameters, "triggers[price]", "triggers[price_type]");
        var isTriggerOrder = order.Draft.Kind.HasTrigger();
        var edited = _door.Edit(account, order, order.Draft with
        {
            Volume = parameters.Number("order_qty") ?? order.Remaining,
            Price = (isTriggerOrder ? trigger : limit) ?? order.Draft.Price,
            Price2 = (isTriggerOrder ? limit : null) ?? order.Draft.Price2,
            DisplayVolume = parameters.Number("display_qty") ?? order.Draft.DisplayVolume,
            PostOnly = parameters.Flag("post_only", order.Draft.PostOnly),
            UserRef = RestOrderReader.UserRefOf(parameters, "order_userref") ?? order.Draft.UserRef,
            Deadline = RestOrderReader.DeadlineOf(parameters),
        }, parameters.Flag("validate")).Order;
        return new SocketAnswer
        {
            Result = json =>
            {
                json.WriteString("order_id", edited?.Id ?? "");
                json.WriteString("original_order_id", order.Id);
            },
        };
    }

    /// An answer for each, so that one which is gone doesn't hide the others.
    private IEnumerable<SocketAnswer> Cancel(KrakenAccount account, Fields parameters)
    {
        _door.NeedCancelling();
        var asked = parameters.List("order_id").Select(static id => ("order_id", id)).Concat(parameters.List("cl_ord_id").Select(static id => ("cl_ord_id", id)))
            .Concat(parameters.List("order_userref").Select(static id => ("order_userref", id))).ToList();
        if (asked.Count is 0 or > TradingDoor.MostCancelled) throw new RefusedException(Errors.InvalidArguments);
        return asked.ConvertAll(one => CancelOne(account, one.Item1, one.Item2));
    }

    private static SocketAnswer CancelOne(KrakenAccount account, string name, string id)
    {
        try
        {
            foreach (var order in TradingDoor.FindAll(account, id)) account.Desk.Cancel(order);
            return new SocketAnswer { Result = json => json.WriteString(name, id) };
        }
        catch (RefusedException refused)
        {
            return new SocketAnswer(refused.Message);
        }
    }

    private SocketAnswer CancelBatch(KrakenAccount account, Fields parameters)
    {
        _door.NeedCancelling();
        var ids = parameters.List("orders").Concat(parameters.List("cl_ord_id")).ToList();
        if (ids.Count is < TradingDoor.LeastInBatch or > TradingDoor.MostCancelled) throw new RefusedException(Errors.Invalid("orders"));
        var orders = ids.SelectMany(id => TradingDoor.Known(account, id)).Distinct().ToList();
        foreach (var order in orders) account.Desk.Cancel(order);
        return new SocketAnswer { Beside = json => json.WriteNumber("orders_cancelled", orders.Count) };
    }

    private SocketAnswer CancelAll(KrakenAccount account)
    {
        _door.NeedCancelling();
        var count = account.Desk.CancelAll();
        return new SocketAnswer { Result = json => json.WriteNumber("count", count) };
    }

    private SocketAnswer CancelAllAfter(KrakenAccount account, Fields parameters)
    {
        var (now, then) = _door.CancelAllAfter(account, parameters);
        return new SocketAnswer
        {
            Result = json =>
            {
                json.WriteString("currentTime", now);
                json.WriteString("triggerTime", then);
            },
        };
    }

    /// An empty id where the order was only checked.
    private static void WriteOrder(System.Text.Json.Utf8JsonWriter json, KrakenOrder? order, OrderDraft draft)
    {
        json.WriteString("order_id", order?.Id ?? "");
        if (draft.ClientId is { } clientId) json.WriteString("cl_ord_id", clientId);
        if (draft.UserRef is { } userRef) json.WriteNumber("order_userref", userRef);
    }

    private KrakenPair PairOf(Fields parameters) => venue.Listing.TryFindSymbol(parameters.Needed("symbol"), out var pair) ? pair : throw new RefusedException(Errors.UnknownPair);
}

using System.Text.Json;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// The parts of /0/private/* that change something.
internal sealed class TradingApi(KrakenVenue venue)
{
    private readonly TradingDoor _door = new(venue);

    public Action<Utf8JsonWriter>? Find(string method, KrakenAccount account, Fields fields) => method switch
    {
        "AddOrder" => Add(account, fields),
        "AddOrderBatch" => AddBatch(account, fields),
        "AmendOrder" => Amend(account, fields),
        "EditOrder" => Edit(account, fields),
        "CancelOrder" => Cancel(account, fields),
        "CancelOrderBatch" => CancelBatch(account, fields),
        "CancelAll" => CancelAll(account),
        "CancelAllOrdersAfter" => CancelAllAfter(account, fields),
        _ => null,
    };

    private Action<Utf8JsonWriter> Add(KrakenAccount account, Fields fields)
    {
        var terms = _door.Check(RestOrderReader.Read(fields, PairOf(fields), venue.Now));
        var order = fields.Flag("validate") ? null : account.Desk.Place(terms);
        return json =>
        {
            json.WriteStartObject();
            WriteDescription(json, terms, withClose: true);
            if (order is not null) json.WriteTexts("txid", order.Id);
            json.WriteEndObject();
        };
    }

    /// All are checked before any is placed; then each stands or falls by itself.
    private Action<Utf8JsonWriter> AddBatch(KrakenAccount account, Fields fields)
    {
        var (pair, now) = (PairOf(fields), venue.Now);
        var rows = new List<Fields>();
        for (var place = 0; fields.Within($"orders[{place}]") is { IsEmpty: false } row; place++) rows.Add(row);
        if (rows.Count is < TradingDoor.LeastInBatch or > TradingDoor.MostInBatch) throw new RefusedException(Errors.Invalid("orders"));
        var deadline = RestOrderReader.DeadlineOf(fields);
        var drafts = rows.ConvertAll(row => RestOrderReader.Read(row, pair, now) with { Deadline = deadline });
        var isOnlyChecked = fields.Flag("validate");
        var results = drafts.ConvertAll(draft => _door.Try(account, draft, isOnlyChecked));
        return json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("orders");
            foreach (var (terms, order, error) in results)
            {
                json.WriteStartObject();
                if (order is not null) json.WriteString("txid", order.Id);
                if (error is not null) json.WriteString("error", error);
                if (terms is not null) WriteDescription(json, terms, withClose: false);
                if (terms is { CloseDescription.Length: > 0 }) json.WriteString("close", terms.CloseDescription);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        };
    }

    private Action<Utf8JsonWriter> Amend(KrakenAccount account, Fields fields)
    {
        var order = TradingDoor.Find(account, fields.Text("txid"), fields.Text("cl_ord_id"));
        _door.Amend(account, order, fields.Number("order_qty"), RestOrderReader.PriceOf(fields, "limit_price"), RestOrderReader.PriceOf(fields, "trigger_price"),
            fields.Number("display_qty"), fields.Has("post_only") ? fields.Flag("post_only") : null, RestOrderReader.DeadlineOf(fields));
        var amended = account.Names.Trade();
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("amend_id", amended);
            json.WriteEndObject();
        };
    }

    private Action<Utf8JsonWriter> Edit(KrakenAccount account, Fields fields)
    {
        var meant = TradingDoor.FindAll(account, fields.Needed("txid"));
        if (meant.Count > 1) throw new RefusedException(Errors.Invalid("txid"));
        var order = meant[0];
        if (PairOf(fields) != order.Pair) throw new RefusedException(Errors.Invalid("pair"));
        var flags = fields.List("oflags");
        var (terms, edited) = _door.Edit(account, order, order.Draft with
        {
            Volume = fields.Number("volume") ?? order.Remaining,
            Price = RestOrderReader.PriceOf(fields, "price") ?? order.Draft.Price,
            Price2 = RestOrderReader.PriceOf(fields, "price2") ?? order.Draft.Price2,
            DisplayVolume = fields.Number("displayvol") ?? order.Draft.DisplayVolume,
            PostOnly = flags.Count > 0 ? flags.Contains("post") : order.Draft.PostOnly,
            UserRef = RestOrderReader.UserRefOf(fields, "userref") ?? order.Draft.UserRef,
            Deadline = RestOrderReader.DeadlineOf(fields),
        }, fields.Flag("validate"));
        return json =>
        {
            json.WriteStartObject();
            WriteDescription(json, terms, withClose: false);
            if (edited is not null)
            {
                json.WriteString("status", "ok");
                json.WriteString("txid", edited.Id);
                json.WriteString("originaltxid", order.Id);
                json.WriteString("volume", KrakenPair.VolumeText(terms.Volume));
                json.WriteString("price", terms.PriceText);
                json.WriteNumber("orders_cancelled", 1);
            }
            json.WriteEndObject();
        };
    }

    private Action<Utf8JsonWriter> Cancel(KrakenAccount account, Fields fields)
    {
        _door.NeedCancelling();
        var orders = fields.Text("txid") is { } id ? TradingDoor.FindAll(account, id) : [TradingDoor.Find(account, null, fields.Text("cl_ord_id"))];
        foreach (var order in orders) account.Desk.Cancel(order);
        return Count(orders.Count);
    }

    private Action<Utf8JsonWriter> CancelBatch(KrakenAccount account, Fields fields)
    {
        _door.NeedCancelling();
        var ids = fields.List("orders").Concat(fields.List("cl_ord_ids")).ToList();
        if (ids.Count is 0 or > TradingDoor.MostCancelled) throw new RefusedException(Errors.Invalid("orders"));
        var orders = ids.SelectMany(id => TradingDoor.Known(account, id)).Distinct().ToList();
        foreach (var order in orders) account.Desk.Cancel(order);
        return Count(orders.Count);
    }

    private Action<Utf8JsonWriter> CancelAll(KrakenAccount account)
    {
        _door.NeedCancelling();
        return Count(account.Desk.CancelAll());
    }

    private Action<Utf8JsonWriter> CancelAllAfter(KrakenAccount account, Fields fields)
    {
        var (now, then) = _door.CancelAllAfter(account, fields);
        return json =>
        {
            json.WriteStartObject();
            json.WriteString("currentTime", now);
            json.WriteString("triggerTime", then);
            json.WriteEndObject();
        };
    }

    private KrakenPair PairOf(Fields fields) => venue.Listing.TryFind(fields.Needed("pair"), out var pair) ? pair : throw new RefusedException(Errors.UnknownPair);

    private static void WriteDescription(Utf8JsonWriter json, OrderTerms terms, bool withClose)
    {
        json.WriteStartObject("descr");
        json.WriteString("order", terms.Description);
        if (withClose && terms.CloseDescription.Length > 0) json.WriteString("close", terms.CloseDescription);
        json.WriteEndObject();
    }

    private static Action<Utf8JsonWriter> Count(int count) => json =>
    {
        json.WriteStartObject();
        json.WriteNumber("count", count);
        json.WriteEndObject();
    };
}

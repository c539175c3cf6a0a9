using System.Buffers;
using System.Text.Json;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// How orders and changes are written down for Alpaca.
internal static class OrderForm
{
    public static byte[] Submit(in OrderRequest order, Instrument instrument, string clientId)
    {
        var request = order;
        return Json(json =>
        {
            var isCoin = instrument.AssetClass == AssetClass.Crypto;
            json.WriteString("symbol", instrument.Symbol);
            json.WriteString("qty", DecimalText.Of(request.Quantity));
            json.WriteString("side", OrderWords.Of(request.Side));
            json.WriteString("type", OrderWords.Of(TypeOf(request, isCoin)));
            json.WriteString("time_in_force", OrderWords.Of(TimeOf(request, isCoin)));
            json.WriteString("client_order_id", clientId);
            if (LimitOf(request, instrument, isCoin) is var limit and > 0) json.WriteString("limit_price", DecimalText.Of(limit));
            if (request.Type is OrderType.Stop or OrderType.StopLimit) json.WriteString("stop_price", DecimalText.Of(request.StopPrice));
            if (request.Type == OrderType.TrailingStop) Trail(json, request.Trail);
            if (request.Legs is { } legs) Legs(json, legs);
        });
    }

    /// Terms that an order of the type must have are written down also where they stay as they are.
    public static byte[] Change(in OrderChange change, OrderType type, decimal limit, decimal stop, Instrument instrument)
    {
        var asked = change;
        return Json(json =>
        {
            if (asked.Quantity > 0) json.WriteString("qty", DecimalText.Of(asked.Quantity));
            if (type is OrderType.Stop or OrderType.StopLimit && First(asked.StopPrice, stop) is > 0 and var stops) json.WriteString("stop_price", DecimalText.Of(instrument.RoundPrice(stops, RoundTo.Nearest)));
            if (type is OrderType.Limit or OrderType.StopLimit && First(asked.LimitPrice, limit) is > 0 and var limits) json.WriteString("limit_price", DecimalText.Of(instrument.RoundPrice(limits, RoundTo.Nearest)));
        });
    }

    /// Coins have no plain stops: a protective one becomes a stop-limit order.
    private static OrderType TypeOf(in OrderRequest order, bool isCoin) => isCoin && order.Type == OrderType.Stop ? OrderType.StopLimit : order.Type;

    private static decimal LimitOf(in OrderRequest order, Instrument instrument, bool isCoin) =>
        isCoin && order.Type == OrderType.Stop ? instrument.StopLimitOf(order.StopPrice, order.Side == Side.Sell)
        : order.Type is OrderType.Limit or OrderType.StopLimit ? order.LimitPrice
        : 0;

    /// Coins know no days, and parts of shares know nothing else.
    private static TimeInForce TimeOf(in OrderRequest order, bool isCoin)
    {
        if (isCoin) return order.TimeInForce == TimeInForce.Day ? TimeInForce.GoodTilCancelled : order.TimeInForce;
        return decimal.Truncate(order.Quantity) != order.Quantity ? TimeInForce.Day : order.TimeInForce;
    }

    private static void Trail(Utf8JsonWriter json, in Trail trail)
    {
        if (trail.IsFraction) json.WriteString("trail_percent", DecimalText.Of(trail.Amount * 100));
        else json.WriteString("trail_price", DecimalText.Of(trail.Amount));
    }

    private static void Legs(Utf8JsonWriter json, in BracketLegs legs)
    {
        json.WriteString("order_class", legs.HasTarget ? "bracket" : "oto");
        json.WriteStartObject("stop_loss");
        json.WriteString("stop_price", DecimalText.Of(legs.StopPrice));
        json.WriteEndObject();
        if (!legs.HasTarget) return;
        json.WriteStartObject("take_profit");
        json.WriteString("limit_price", DecimalText.Of(legs.TargetPrice));
        json.WriteEndObject();
    }

    private static decimal First(decimal asked, decimal known) => asked > 0 ? asked : known;

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return bytes.WrittenSpan.ToArray();
    }
}

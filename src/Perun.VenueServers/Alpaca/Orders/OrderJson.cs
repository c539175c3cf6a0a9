using System.Text.Json;
using Perun.Core.Orders;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Orders;

/// Orders in Alpaca's JSON: money and quantities are strings, and what is not there is null.
public static class OrderJson
{
    /// <param name="nested">With its legs inside; else they stand beside it.</param>
    public static void Write(Utf8JsonWriter json, AlpacaOrder order, bool nested, string positionIntent)
    {
        var terms = order.Terms;
        json.WriteStartObject();
        json.WriteString("id", order.Id);
        json.WriteString("client_order_id", order.ClientId);
        json.WriteString("created_at", Reply.Text(order.Created));
        json.WriteString("updated_at", Reply.Text(order.Updated));
        json.WriteString("submitted_at", Reply.Text(order.Created));
        Time(json, "filled_at", order.FilledAt);
        Time(json, "expired_at", order.ExpiredAt);
        if (terms.TimeInForce == AlpacaTimeInForce.Gtc && !order.Asset.IsCrypto && order.Parent is null) json.WriteString("expires_at", Reply.Text(order.Expires));
        Time(json, "canceled_at", order.CanceledAt);
        Time(json, "failed_at", order.FailedAt);
        Time(json, "replaced_at", order.ReplacedAt);
        Id(json, "replaced_by", order.ReplacedBy);
        Id(json, "replaces", order.Replaces);
        json.WriteString("asset_id", order.Asset.Id);
        json.WriteString("symbol", order.Asset.Symbol);
        json.WriteString("asset_class", order.Asset.Class);
        Number(json, "notional", terms.Notional);
        Number(json, "qty", terms.Notional is null ? order.Quantity : null);
        json.WriteString("filled_qty", Reply.Text(order.Filled));
        Number(json, "filled_avg_price", order.Filled > 0 ? Math.Round(order.FilledValue / order.Filled, 9) : null);
        json.WriteString("order_class", terms.Class == OrderClass.Simple ? order.Asset.IsCrypto ? "" : "simple" : terms.Class.Word());
        json.WriteString("order_type", terms.Type.Word());
        json.WriteString("type", terms.Type.Word());
        json.WriteString("side", terms.Side.Word());
        json.WriteString("position_intent", positionIntent);
        json.WriteString("time_in_force", terms.TimeInForce.Word());
        Number(json, "limit_price", terms.LimitPrice);
        Number(json, "stop_price", terms.Type == OrderType.TrailingStop ? order.TrailedStop : terms.StopPrice);
        json.WriteString("status", order.Status.Word());
        json.WriteBoolean("extended_hours", terms.ExtendedHours);
        if (nested && order.Legs.Count > 0)
        {
            json.WriteStartArray("legs");
            foreach (var leg in order.Legs) Write(json, leg, nested: false, leg.Side == Side.Buy ? "buy_to_close" : "sell_to_close");
            json.WriteEndArray();
        }
        else
        {
            json.WriteNull("legs");
        }
        Number(json, "trail_percent", terms.TrailPercent);
        Number(json, "trail_price", terms.TrailPrice);
        Number(json, "hwm", order.HighWater);
        json.WriteNull("subtag");
        json.WriteNull("source");
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, DateTime? time)
    {
        if (time is { } known) json.WriteString(name, Reply.Text(known));
        else json.WriteNull(name);
    }

    private static void Id(Utf8JsonWriter json, string name, AlpacaOrder? order)
    {
        if (order is null) json.WriteNull(name);
        else json.WriteString(name, order.Id);
    }

    private static void Number(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known) json.WriteString(name, Reply.Text(known));
        else json.WriteNull(name);
    }
}

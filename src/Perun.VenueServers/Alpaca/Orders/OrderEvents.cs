using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Alpaca.Streams;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Orders;

/// Tells an account's listeners what becomes of its orders.
internal sealed class OrderEvents(TradingAccount account)
{
    public void Tell(AlpacaOrder order, string what, DateTime now, decimal? price = null, decimal? quantity = null)
    {
        order.Updated = now;
        var mark = account.Identities.Next();
        account.Updates.Tell(new TradeUpdate(what, order.Asset.Symbol, Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("stream", "trade_updates");
            json.WriteStartObject("data");
            json.WriteString("at", Reply.Text(now));
            json.WriteString("event", what);
            json.WriteString("event_id", mark.ToString("N"));
            json.WriteString("execution_id", mark);
            json.WritePropertyName("order");
            OrderJson.Write(json, order, nested: true, IntentOf(order));
            if (price is { } known)
            {
                json.WriteString("position_qty", Reply.Text(account.PositionIn(order.Asset)));
                json.WriteString("price", Reply.Text(known));
                json.WriteString("qty", Reply.Text(quantity!.Value));
            }
            json.WriteString("timestamp", Reply.Text(now));
            json.WriteEndObject();
            json.WriteEndObject();
        })));
    }

    /// Whether it opens or closes: judged by the position as it was before the order.
    public string IntentOf(AlpacaOrder order)
    {
        if (order.Intent is { } known) return known;
        var position = account.PositionIn(order.Asset);
        var closes = order.IsLinkedExit || (position != 0 && (position > 0) == (order.Side == Side.Sell));
        return order.Intent = $"{order.Side.Word()}_to_{(closes ? "close" : "open")}";
    }
}

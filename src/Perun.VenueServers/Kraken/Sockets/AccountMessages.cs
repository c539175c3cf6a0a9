using System.Text.Json;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Sockets;

/// What the channels of an account say. What happens to an order is told sparsely: only its first message describes it.
internal static class AccountMessages
{
    private const int CostDecimals = 8;
    private const int FeeDecimals = 4;

    public static byte[] Item(Action<Utf8JsonWriter> members) => Reply.Json(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    public static byte[] Frame(string channel, string type, IReadOnlyList<byte[]> items, long sequence) => Reply.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("channel", channel);
        json.WriteString("type", type);
        json.WriteStartArray("data");
        foreach (var item in items) json.WriteRawValue(item, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteNumber("sequence", sequence);
        json.WriteEndObject();
    });

    public static byte[] OfOrder(KrakenAccount account, KrakenOrder order, OrderEvent what, KrakenTrade? trade, DateTime now) => Item(json =>
    {
        json.WriteString("timestamp", Moments.Long(now));
        json.WriteString("order_id", order.Id);
        if (order.Draft.ClientId is { } clientId) json.WriteString("cl_ord_id", clientId);
        else json.WriteNumber("order_userref", order.Draft.UserRef ?? 0);
        json.WriteString("exec_type", Word(what));
        json.WriteString("order_status", trade is null ? StatusOf(order, what) : "partially_filled"); // even for the last one: filled follows
        switch (what)
        {
            case OrderEvent.PendingNew: WriteTerms(json, account, order); break;
            case OrderEvent.Trade: WriteTrade(json, trade!); break;
            case OrderEvent.Amended: WriteAmended(json, account, order); break;
            case OrderEvent.Status: WriteTriggers(json, account, order, now); break;
            case OrderEvent.Filled: WriteTotals(json, order.Filled, order.Cost, order.Fee); break;
            case OrderEvent.Canceled or OrderEvent.Expired: WriteEnd(json, order); break;
            default: break;
        }
    });

    /// An open order in a snapshot.
    public static byte[] OfOpen(KrakenAccount account, KrakenOrder order) => Item(json =>
    {
        json.WriteString("timestamp", Moments.Long(order.Changed));
        json.WriteString("order_id", order.Id);
        if (order.Draft.ClientId is { } clientId) json.WriteString("cl_ord_id", clientId);
        else json.WriteNumber("order_userref", order.Draft.UserRef ?? 0);
        json.WriteString("exec_type", order.Status == OrderStatus.Pending ? "pending_new" : "new");
        json.WriteString("order_status", StatusOf(order, OrderEvent.Status));
        WriteTerms(json, account, order);
        json.WriteDigits("cum_qty", order.Filled, KrakenPair.LotDecimals);
        json.WriteDigits("avg_price", order.AveragePrice, CostDecimals);
    });

    public static byte[] OfLedger(LedgerEntry entry) => Item(json =>
    {
        json.WriteString("ledger_id", entry.Id);
        json.WriteString("ref_id", entry.RefId);
        json.WriteString("timestamp", Moments.Long(entry.Time));
        json.WriteString("type", entry.Type);
        json.WriteString("subtype", "");
        json.WriteString("category", entry.Type);
        json.WriteString("asset", entry.Asset.Symbol);
        json.WriteString("asset_class", "currency");
        json.WriteString("wallet_type", "spot");
        json.WriteString("wallet_id", "main");
        json.WriteDigits("amount", entry.Amount, entry.Asset.Decimals);
        json.WriteDigits("fee", entry.Fee, entry.Asset.Decimals);
        json.WriteDigits("balance", entry.Balance, entry.Asset.Decimals);
    });

    public static byte[] OfBalance(KrakenAsset asset, decimal balance) => Item(json =>
    {
        json.WriteString("asset", asset.Symbol);
        json.WriteString("asset_class", "currency");
        json.WriteDigits("balance", balance, asset.Decimals);
        json.WriteStartArray("wallets");
        json.WriteStartObject();
        json.WriteString("type", "spot");
        json.WriteString("id", "main");
        json.WriteDigits("balance", balance, asset.Decimals);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    public static string Word(OrderEvent what) => what switch
    {
        OrderEvent.PendingNew => "pending_new",
        OrderEvent.New => "new",
        OrderEvent.Trade => "trade",
        OrderEvent.Filled => "filled",
        OrderEvent.Amended => "amended",
        OrderEvent.Canceled => "canceled",
        OrderEvent.Expired => "expired",
        OrderEvent.Status => "status",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string StatusOf(KrakenOrder order, OrderEvent what) => what == OrderEvent.PendingNew ? "pending_new" : order.Status switch
    {
        OrderStatus.Pending => "pending_new",
        OrderStatus.Open => order.Filled > 0 ? "partially_filled" : "new",
        OrderStatus.Closed => "filled",
        OrderStatus.Canceled => "canceled",
        OrderStatus.Expired => "expired",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void WriteTerms(Utf8JsonWriter json, KrakenAccount account, KrakenOrder order)
    {
        var draft = order.Draft;
        json.WriteString("symbol", order.Pair.Symbol);
        json.WriteString("side", draft.Side.Word());
        json.WriteString("order_type", draft.Kind.Word());
        json.WriteDigits("order_qty", order.Terms.Volume, KrakenPair.LotDecimals);
        json.WriteDigits("cum_cost", order.Cost, CostDecimals);
        json.WriteString("time_in_force", draft.TimeInForce.ToString());
        if (draft.Kind.HasLimit())
        {
            json.WriteString("limit_price_type", "static");
            json.WriteDigits("limit_price", order.Terms.Limit, order.Pair.PriceDecimals);
        }
        if (draft.Kind.HasTrigger())
        {
            json.WriteDigits("stop_price", order.Terms.Trigger, order.Pair.PriceDecimals);
            WriteTriggers(json, account, order, null);
        }
        if (draft.DisplayVolume is { } shown) json.WriteDigits("display_qty", shown, KrakenPair.LotDecimals);
        if (draft.PostOnly) json.WriteBoolean("post_only", true);
        if (draft.Start is { } start) json.WriteString("effective_time", Moments.Long(start));
        if (draft.Expire is { } end) json.WriteString("expire_time", Moments.Long(end));
        if (draft.RefId is { } parent) json.WriteString("ord_ref_id", parent);
        json.WriteDigits("fee_usd_equiv", order.Fee, FeeDecimals);
        json.WriteString("fee_ccy_pref", draft.FeeInBase ? "fcib" : "fciq");
    }

    private static void WriteTrade(Utf8JsonWriter json, KrakenTrade trade)
    {
        var order = trade.Order;
        json.WriteString("exec_id", trade.Id);
        json.WriteNumber("trade_id", trade.Number);
        json.WriteString("symbol", order.Pair.Symbol);
        json.WriteString("side", order.Draft.Side.Word());
        json.WriteString("order_type", order.Draft.Kind.Word());
        json.WriteDigits("order_qty", order.Terms.Volume, KrakenPair.LotDecimals);
        json.WriteDigits("last_qty", trade.Volume, KrakenPair.LotDecimals);
        json.WriteDigits("last_price", trade.Price, order.Pair.PriceDecimals);
        json.WriteDigits("cost", trade.Cost, Math.Max(CostDecimals, (int)trade.Cost.Scale));
        json.WriteString("liquidity_ind", trade.IsMaker ? "m" : "t");
        json.WriteDigits("cum_qty", trade.FilledSoFar, KrakenPair.LotDecimals);
        json.WriteDigits("cum_cost", trade.CostSoFar, Math.Max(CostDecimals, (int)trade.CostSoFar.Scale));
        json.WriteDigits("avg_price", trade.CostSoFar / trade.FilledSoFar, CostDecimals);
        json.WriteStartArray("fees");
        json.WriteStartObject();
        json.WriteString("asset", order.Pair.Quote.Symbol);
        json.WriteDigits("qty", trade.Fee, FeeDecimals);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteDigits("fee_usd_equiv", trade.Fee, FeeDecimals);
        if (order.Draft.RefId is { } parent) json.WriteString("ord_ref_id", parent);
    }

    private static void WriteAmended(Utf8JsonWriter json, KrakenAccount account, KrakenOrder order)
    {
        json.WriteBoolean("amended", true);
        json.WriteDigits("order_qty", order.Terms.Volume, KrakenPair.LotDecimals);
        if (order.Draft.Kind.HasLimit()) json.WriteDigits("limit_price", order.Terms.Limit, order.Pair.PriceDecimals);
        if (order.Draft.DisplayVolume is { } shown) json.WriteDigits("display_qty", shown, KrakenPair.LotDecimals);
        if (order.Draft.Kind.HasTrigger()) WriteTriggers(json, account, order, null);
        WriteTotals(json, order.Filled, order.Cost, order.Fee);
        json.WriteString("reason", OrderDesk.UserRequested);
    }

    private static void WriteTriggers(Utf8JsonWriter json, KrakenAccount account, KrakenOrder order, DateTime? reached)
    {
        json.WriteStartObject("triggers");
        json.WriteString("reference", order.Draft.Trigger);
        var isTrailing = order.Draft.Kind.IsTrailing();
        if (isTrailing) json.WriteNumber("price", order.Draft.Price!.Value.Amount);
        else json.WriteDigits("price", order.Terms.Trigger, order.Pair.PriceDecimals);
        json.WriteString("price_type", !isTrailing ? "static" : order.Draft.Price!.Value.IsPercent ? "pct" : "quote");
        if (isTrailing) json.WriteDigits("actual_price", Rest.OrderJson.StopPriceOf(account, order), order.Pair.PriceDecimals);
        json.WriteString("status", order.IsTriggered ? "triggered" : "untriggered");
        if (reached is { } moment) json.WriteString("timestamp", Moments.Long(moment));
        json.WriteEndObject();
    }

    private static void WriteEnd(Utf8JsonWriter json, KrakenOrder order)
    {
        WriteTotals(json, order.Filled, order.Cost, order.Fee);
        if (order.Status == OrderStatus.Canceled) json.WriteString("cancel_reason", order.Reason);
        json.WriteString("reason", order.Reason);
    }

    private static void WriteTotals(Utf8JsonWriter json, decimal filled, decimal cost, decimal fee)
    {
        json.WriteDigits("cum_qty", filled, KrakenPair.LotDecimals);
        json.WriteDigits("cum_cost", cost, Math.Max(CostDecimals, (int)cost.Scale));
        json.WriteDigits("fee_usd_equiv", fee, FeeDecimals);
        json.WriteDigits("avg_price", filled == 0 ? 0 : cost / filled, CostDecimals);
    }
}

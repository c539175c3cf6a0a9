using System.Text.Json;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Rest;

/// Orders, trades and ledger entries as the REST interface records them.
internal static class OrderJson
{
    public static void WriteOrder(Utf8JsonWriter json, KrakenAccount account, KrakenOrder order, bool withTrades)
    {
        var (pair, draft) = (order.Pair, order.Draft);
        json.WriteStartObject(order.Id);
        json.WriteString("refid", draft.RefId);
        if (draft.UserRef is { } userRef) json.WriteNumber("userref", userRef);
        else json.WriteNull("userref");
        if (draft.ClientId is { } clientId) json.WriteString("cl_ord_id", clientId);
        json.WriteString("status", StatusWord(order.Status));
        if (order.Closed is not null) json.WriteString("reason", order.Reason);
        json.WriteNumber("opentm", Moments.Precise(order.Opened));
        if (order.Closed is { } closed) json.WriteNumber("closetm", Moments.Precise(closed));
        json.WriteNumber("starttm", draft.Start is { } start ? Moments.Seconds(start) : 0);
        json.WriteNumber("expiretm", draft.Expire is { } end ? Moments.Seconds(end) : 0);
        WriteDescription(json, order.Terms);
        json.WriteString("vol", KrakenPair.VolumeText(order.Terms.Volume));
        json.WriteString("vol_exec", KrakenPair.VolumeText(order.Filled));
        json.WriteString("cost", KrakenPair.CostText(order.Cost));
        json.WriteString("fee", KrakenPair.CostText(order.Fee));
        json.WriteString("price", Digits.Of(order.AveragePrice, Math.Max(KrakenPair.CostDecimals, pair.PriceDecimals)));
        json.WriteString("stopprice", Digits.Of(StopPriceOf(account, order), Math.Max(KrakenPair.CostDecimals, pair.PriceDecimals)));
        json.WriteString("limitprice", Digits.Of(draft.Kind.IsTriggeredLimit() && order.IsTriggered ? order.Terms.Limit : 0, Math.Max(KrakenPair.CostDecimals, pair.PriceDecimals)));
        json.WriteString("misc", "");
        json.WriteString("oflags", draft.Flags);
        if (draft.Kind.HasTrigger()) json.WriteString("trigger", draft.Trigger);
        if (withTrades && order.Trades.Count > 0) json.WriteTexts("trades", [.. order.Trades]);
        json.WriteEndObject();
    }

    public static void WriteTrade(Utf8JsonWriter json, KrakenTrade trade, bool withLedgers)
    {
        var (order, pair) = (trade.Order, trade.Order.Pair);
        json.WriteStartObject(trade.Id);
        json.WriteString("ordertxid", order.Id);
        json.WriteString("postxid", "TKH2SE-M7IF5-CFI7LT");
        json.WriteString("pair", pair.Key);
        json.WriteString("aclass", "forex");
        json.WriteNumber("time", Moments.Precise(trade.Time));
        json.WriteString("type", order.Draft.Side.Word());
        json.WriteString("ordertype", order.Draft.Kind.Word());
        json.WriteString("price", Digits.Of(trade.Price, Math.Max(KrakenPair.CostDecimals, pair.PriceDecimals)));
        json.WriteString("cost", KrakenPair.CostText(trade.Cost));
        json.WriteString("fee", KrakenPair.CostText(trade.Fee));
        json.WriteString("vol", KrakenPair.VolumeText(trade.Volume));
        json.WriteString("margin", KrakenPair.CostText(0));
        json.WriteString("leverage", "0");
        json.WriteString("misc", "");
        json.WriteNumber("trade_id", trade.Number);
        json.WriteBoolean("maker", trade.IsMaker);
        if (withLedgers) json.WriteTexts("ledgers", [.. trade.Ledgers]);
        json.WriteEndObject();
    }

    public static void WriteLedger(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteStartObject(entry.Id);
        json.WriteString("refid", entry.RefId);
        json.WriteNumber("time", Moments.Precise(entry.Time));
        json.WriteString("type", entry.Type);
        json.WriteString("subtype", "");
        json.WriteString("aclass", "currency");
        json.WriteString("asset", entry.Asset.Key);
        json.WriteString("amount", Digits.Of(entry.Amount, entry.Asset.Decimals));
        json.WriteString("fee", Digits.Of(entry.Fee, entry.Asset.Decimals));
        json.WriteString("balance", Digits.Of(entry.Balance, entry.Asset.Decimals));
        json.WriteEndObject();
    }

    public static string StatusWord(OrderStatus status) => status switch
    {
        OrderStatus.Pending => "pending",
        OrderStatus.Open => "open",
        OrderStatus.Closed => "closed",
        OrderStatus.Canceled => "canceled",
        OrderStatus.Expired => "expired",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// Where a trailing stop stands, or what triggered.
    public static decimal StopPriceOf(KrakenAccount account, KrakenOrder order)
    {
        if (order.Draft.Kind == OrderKind.TrailingStop) return account.Exchange.Find(order.Stage)?.Level ?? 0;
        return order.Draft.Kind == OrderKind.TrailingStopLimit ? order.Level : order.IsTriggered ? order.Terms.Trigger : 0;
    }

    private static void WriteDescription(Utf8JsonWriter json, OrderTerms terms)
    {
        json.WriteStartObject("descr");
        json.WriteString("pair", terms.Draft.Pair.AltName);
        json.WriteString("aclass", "forex");
        json.WriteString("type", terms.Draft.Side.Word());
        json.WriteString("ordertype", terms.Draft.Kind.Word());
        json.WriteString("price", terms.PriceText);
        json.WriteString("price2", terms.Price2Text);
        json.WriteString("leverage", "none");
        json.WriteString("order", terms.Description);
        json.WriteString("close", terms.CloseDescription);
        json.WriteEndObject();
    }
}

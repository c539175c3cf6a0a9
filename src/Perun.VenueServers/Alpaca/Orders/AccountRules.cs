using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Orders;

/// What Alpaca says of an order in view of the account, its position and its other orders.
internal sealed class AccountRules(TradingAccount account)
{
    private const decimal LeastShareNotional = 1;

    public AlpacaError? Check(OrderAsk ask, decimal price)
    {
        if (account.IsTradingBlocked) return AlpacaError.Forbidden("account is not authorized to trade: trading is blocked");
        if (account.Configuration.SuspendTrade) return AlpacaError.Forbidden("new orders are rejected by user request");
        if (!ask.Asset.IsActive) return AlpacaError.Invalid($"asset {ask.Asset.Symbol} is not active");
        if (!ask.Asset.IsTradable) return AlpacaError.Invalid($"asset {ask.Asset.Symbol} is not tradable");
        if (ask.ClientOrderId is { } id && account.Orders.FindByClientId(id) is not null) return AlpacaError.BadRequest("client_order_id must be unique");
        if (ask.IsFractional && !ask.Asset.IsCrypto && !account.Configuration.FractionalTrading) return AlpacaError.Forbidden("fractional trading is not enabled for this account");
        return Minimum(ask, price) ?? Wash(ask) ?? Available(ask, price);
    }

    private static AlpacaError? Minimum(OrderAsk ask, decimal price)
    {
        var cost = ask.Notional ?? ask.Quantity!.Value * price;
        var least = ask.Asset.IsCrypto ? ask.Side == Side.Buy ? ask.Asset.Particulars.MinNotional : 0 : ask.IsFractional ? LeastShareNotional : 0;
        return cost < least ? AlpacaError.Forbidden($"cost basis must be >= minimal amount of order {Reply.Text(least)}") : null;
    }

    /// One account may not trade with itself: an order that could meet an opposite one of its own is refused, unless it is part
    /// of a bracket or a pair.
    private AlpacaError? Wash(OrderAsk ask)
    {
        if (ask.Class != OrderClass.Simple) return null;
        foreach (var other in account.Orders.OpenOf(ask.Asset))
        {
            if (other.Side == ask.Side || other.Status == OrderStatus.Held) continue;
            var bothLimits = ask.Type is OrderType.Limit && other.Terms.Type is OrderType.Limit;
            if (bothLimits && (ask.Side == Side.Buy ? ask.LimitPrice < other.Terms.LimitPrice : ask.LimitPrice > other.Terms.LimitPrice)) continue;
            return AlpacaError.Forbidden("potential wash trade detected. use complex orders") with
            {
                Details = [("existing_order_id", other.Id.ToString()), ("reject_reason", $"opposite side {(other.Terms.Type == OrderType.Limit ? "limit" : other.Terms.Type == OrderType.Market ? "market" : "stop")} order exists")],
            };
        }
        return null;
    }

    private AlpacaError? Available(OrderAsk ask, decimal price)
    {
        var position = account.PositionIn(ask.Asset);
        var closes = position != 0 && (position > 0) == (ask.Side == Side.Sell);
        var asked = ask.Quantity ?? ask.Notional!.Value / price;
        if (closes)
        {
            var held = account.HeldForOrders(ask.Asset);
            var available = Math.Abs(position) - held;
            return asked <= available ? null : Short(ask, asked, available, position, held);
        }
        if (ask.Class == OrderClass.Oco) return Short(ask, asked, 0, position, 0);
        if (ask.Side == Side.Buy) return null;
        if (ask.Asset.IsCrypto) return Short(ask, asked, 0, 0, 0);
        if (account.Configuration.NoShorting) return AlpacaError.Forbidden("account is not allowed to short");
        return ask.IsFractional ? AlpacaError.Invalid("fractional orders cannot be sold short") : null;
    }

    private static AlpacaError Short(OrderAsk ask, decimal asked, decimal available, decimal position, decimal held)
    {
        if (ask.Asset.IsCrypto)
        {
            return AlpacaError.Forbidden($"insufficient balance for {ask.Asset.Particulars.BaseAsset} (requested: {Reply.Text(Math.Round(asked, 9))}, available: {Reply.Text(available)})") with
            {
                Details = [("available", Reply.Text(available)), ("balance", Reply.Text(position)), ("symbol", ask.Asset.Particulars.QuoteCurrency)],
            };
        }
        return AlpacaError.Forbidden($"insufficient qty available for order (requested: {Reply.Text(Math.Round(asked, 9))}, available: {Reply.Text(available)})") with
        {
            Details = [("available", Reply.Text(available)), ("existing_qty", Reply.Text(position)), ("held_for_orders", Reply.Text(held)), ("symbol", ask.Asset.Symbol)],
        };
    }
}

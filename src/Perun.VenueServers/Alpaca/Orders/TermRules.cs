using Perun.Core.Orders;
using Perun.VenueServers.Hosting;

namespace Perun.VenueServers.Alpaca.Orders;

/// What Alpaca says of an order's terms by themselves, whatever the account and the market are.
public static class TermRules
{
    private const int MostDecimals = 9;
    private const decimal Cent = 0.01m;

    public static AlpacaError? Check(OrderAsk ask) =>
        Amounts(ask) ?? Prices(ask) ?? (ask.Asset.IsCrypto ? Crypto(ask) : Equity(ask)) ?? Ticks(ask);

    /// <param name="basePrice">What the entry costs: its limit, or the market.</param>
    public static AlpacaError? Legs(OrderAsk ask, decimal basePrice)
    {
        if (ask.Class == OrderClass.Simple) return ask.TakeProfit is null && ask.StopLoss is null ? null : AlpacaError.BadRequest("take_profit and stop_loss need an order_class of bracket, oco or oto");
        if (ask.TimeInForce is not (AlpacaTimeInForce.Day or AlpacaTimeInForce.Gtc)) return AlpacaError.Invalid($"{ask.Class.Word()} orders must be DAY or GTC orders");
        if (ask.ExtendedHours) return AlpacaError.Invalid($"{ask.Class.Word()} orders cannot be extended hours orders");
        if (ask.IsFractional) return AlpacaError.Invalid("fractional orders must be simple orders");
        if (ask.Type is not (OrderType.Market or OrderType.Limit)) return AlpacaError.Invalid($"{ask.Class.Word()} orders must be market or limit orders");
        if (ask.StopLoss is null && ask.StopLossLimit is not null) return AlpacaError.BadRequest("stop_loss.stop_price is required");
        return ask.Class switch
        {
            OrderClass.Bracket when ask.TakeProfit is null || ask.StopLoss is null => AlpacaError.Invalid("bracket orders require take_profit.limit_price and stop_loss.stop_price"),
            OrderClass.Oto when ask.TakeProfit is null == ask.StopLoss is null => AlpacaError.Invalid("oto orders require exactly one of take_profit or stop_loss"),
            OrderClass.Oco when ask.Type != OrderType.Limit => AlpacaError.Invalid("oco orders must be limit orders"),
            OrderClass.Oco when ask.LimitPrice is null || ask.StopLoss is null => AlpacaError.Invalid("oco orders require take_profit.limit_price and stop_loss.stop_price"),
            _ => Distances(ask, ask.Class == OrderClass.Oco ? ask.LimitPrice!.Value : basePrice),
        };
    }

    private static AlpacaError? Amounts(OrderAsk ask)
    {
        if (ask.Quantity is null == ask.Notional is null) return AlpacaError.BadRequest(ask.Quantity is null ? "qty or notional is required" : "only one of qty or notional is accepted");
        if (DecimalsOf(ask.Quantity ?? ask.Notional!.Value) > MostDecimals) return AlpacaError.Invalid($"{(ask.Quantity is null ? "notional" : "qty")} must be limited to {MostDecimals} decimal places");
        return ask.Notional is not null && ask.Type != OrderType.Market ? AlpacaError.Invalid("notional orders must be market orders") : null;
    }

    private static AlpacaError? Prices(OrderAsk ask)
    {
        var needsLimit = ask.Type is OrderType.Limit or OrderType.StopLimit;
        var needsStop = ask.Type is OrderType.Stop or OrderType.StopLimit;
        if (needsLimit && ask.LimitPrice is null) return AlpacaError.BadRequest(ask.Type == OrderType.StopLimit ? "stop limit orders require both stop and limit price" : "limit orders require a limit price");
        if (needsStop && ask.StopPrice is null) return AlpacaError.BadRequest(ask.Type == OrderType.StopLimit ? "stop limit orders require both stop and limit price" : "stop orders require a stop price");
        if (!needsLimit && ask.LimitPrice is not null) return AlpacaError.BadRequest($"{ask.Type.Word()} orders must not have a limit price");
        if (!needsStop && ask.StopPrice is not null) return AlpacaError.BadRequest($"{ask.Type.Word()} orders must not have a stop price");
        var isTrailing = ask.Type == OrderType.TrailingStop;
        if (!isTrailing && (ask.TrailPrice ?? ask.TrailPercent) is not null) return AlpacaError.BadRequest("only trailing stop orders trail");
        if (!isTrailing) return null;
        if (ask.TrailPrice is null == ask.TrailPercent is null) return AlpacaError.BadRequest("trailing stop orders must specify one of trail_price or trail_percent");
        return ask.TrailPercent >= 100 ? AlpacaError.Invalid("trail_percent must be less than 100") : null;
    }

    private static AlpacaError? Crypto(OrderAsk ask)
    {
        if (ask.Type is not (OrderType.Market or OrderType.Limit or OrderType.StopLimit)) return AlpacaError.BadRequest("invalid order type for crypto order");
        if (ask.TimeInForce is not (AlpacaTimeInForce.Gtc or AlpacaTimeInForce.Ioc)) return AlpacaError.Invalid("invalid crypto time_in_force");
        if (ask.Class != OrderClass.Simple) return AlpacaError.Invalid("crypto orders not allowed for advanced order_class: " + ask.Class.Word());
        if (ask.ExtendedHours) return AlpacaError.Invalid("extended hours orders are not supported for crypto");
        return ask.Quantity < ask.Asset.Particulars.MinQuantity ? AlpacaError.Forbidden($"minimal qty of order is {Reply.Text(ask.Asset.Particulars.MinQuantity)}") : null;
    }

    private static AlpacaError? Equity(OrderAsk ask)
    {
        if (ask.IsFractional && ask.TimeInForce != AlpacaTimeInForce.Day) return AlpacaError.Invalid("fractional orders must be DAY orders");
        if (ask.IsFractional && ask.Type == OrderType.TrailingStop) return AlpacaError.Invalid("fractional orders must be market, limit, stop or stop_limit orders");
        if (ask.IsFractional && ask.ExtendedHours && ask.Notional is not null) return AlpacaError.Invalid("notional orders cannot be extended hours orders");
        if (ask.ExtendedHours && (ask.Type != OrderType.Limit || ask.TimeInForce is not (AlpacaTimeInForce.Day or AlpacaTimeInForce.Gtc))) return AlpacaError.Invalid("extended hours order must be DAY limit orders");
        var isAuction = ask.TimeInForce is AlpacaTimeInForce.Opg or AlpacaTimeInForce.Cls;
        var isAtOnce = ask.TimeInForce is AlpacaTimeInForce.Ioc or AlpacaTimeInForce.Fok;
        if ((isAuction || isAtOnce) && ask.Type is not (OrderType.Market or OrderType.Limit)) return AlpacaError.Invalid($"{ask.TimeInForce.Word()} orders must be market or limit orders");
        if (ask.Type == OrderType.TrailingStop && ask.Class != OrderClass.Simple) return AlpacaError.Invalid("trailing stop orders must be simple orders");
        return null;
    }

    private static AlpacaError? Ticks(OrderAsk ask) =>
        Tick(ask, ask.LimitPrice, "limit_price") ?? Tick(ask, ask.StopPrice, "stop_price")
        ?? Tick(ask, ask.TakeProfit, "take_profit.limit_price") ?? Tick(ask, ask.StopLoss, "stop_loss.stop_price") ?? Tick(ask, ask.StopLossLimit, "stop_loss.limit_price");

    public static AlpacaError? Tick(OrderAsk ask, decimal? price, string name)
    {
        if (price is not { } given || ask.Asset.Particulars.IsOnTick(given)) return null;
        return AlpacaError.Invalid(ask.Asset.IsCrypto
            ? $"invalid {name} {Reply.Text(given)}. price increment is {Reply.Text(ask.Asset.Particulars.Tick)}"
            : $"invalid {name} {Reply.Text(given)}. sub-penny increment does not fulfill minimum pricing criteria");
    }

    /// The legs of a long position stand above and below its price, those of a short one the other way.
    private static AlpacaError? Distances(OrderAsk ask, decimal basePrice)
    {
        var isLong = (ask.Side == Side.Buy) != (ask.Class == OrderClass.Oco);
        var way = isLong ? 1 : -1;
        if (ask.Class != OrderClass.Oco && ask.TakeProfit is { } profit && (profit - basePrice) * way < Cent)
            return Off($"take_profit.limit_price must be {(isLong ? ">= base_price + 0.01" : "<= base_price - 0.01")}", basePrice);
        if (ask.StopLoss is { } loss && (basePrice - loss) * way < Cent)
            return Off($"stop_loss.stop_price must be {(isLong ? "<= base_price - 0.01" : ">= base_price + 0.01")}", basePrice);
        return ask.StopLossLimit is { } limit && (ask.StopLoss!.Value - limit) * way < 0
            ? AlpacaError.Invalid($"stop_loss.limit_price must be {(isLong ? "<=" : ">=")} stop_loss.stop_price")
            : null;
    }

    private static AlpacaError Off(string message, decimal basePrice) =>
        AlpacaError.Invalid(message) with { Details = [("base_price", Reply.Text(basePrice))] };

    private static int DecimalsOf(decimal number) => Core.Money.Digits.Plain(number).Scale;
}

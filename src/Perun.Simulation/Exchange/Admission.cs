using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// Whether the venue takes an order, checked when it arrives. The reasons are sentences a person can act on.
internal sealed class Admission(Universe universe, ExchangeRules rules, VenueAccount account, OrderRegister register)
{
    /// Null where the order is sound.
    /// <param name="reserve">The buying power that each of its units takes then.</param>
    public string? WhyRefused(in OrderRequest order, DateTime now, out decimal reserve)
    {
        reserve = 0;
        var instrument = universe[order.Instrument];
        var book = register.BookOf(order.Instrument);
        return WhyHalted(book, instrument)
            ?? WhyTermsAreWrong(order, instrument)
            ?? WhyClosed(order, instrument, now)
            ?? WhyLegsAreWrong(order, instrument, book)
            ?? WhyTooSmall(order, instrument, book)
            ?? WhyUnaffordable(order, instrument, book, out reserve);
    }

    public string? WhyChangeRefused(VenueOrder order, in OrderRequest terms)
    {
        var instrument = universe[terms.Instrument];
        var book = register.BookOf(terms.Instrument);
        if (WhyHalted(book, instrument) is { } halted) return halted;
        if (WhyTermsAreWrong(terms, instrument) is { } wrong) return wrong;
        if (terms.Quantity <= order.Filled) return $"quantity must be more than the {order.Filled} that have filled";
        if (order.IsLeg && terms.Quantity != order.Terms.Quantity) return "the quantity of a leg follows its entry";
        if (order.IsLeg) return null;
        var own = order.ReservePerUnit * order.Remaining;
        var needed = ReservePerUnit(terms, instrument, book) * (terms.Quantity - order.Filled);
        if (order.ReservePerUnit > 0 && needed > BuyingPower() + own) return $"insufficient buying power: {needed:0.00} needed, {BuyingPower() + own:0.00} available";
        var closable = account.ClosableBy(order.Side, order.Instrument);
        if (order.ReservePerUnit > 0 || terms.Quantity <= order.Terms.Quantity) return null;
        var available = closable - Held(order.Side, book) + order.Remaining;
        return terms.Quantity - order.Filled > available ? $"insufficient quantity: {terms.Quantity - order.Filled} asked, {available} available" : null;
    }

    /// What opening orders may still cost: cash, less twice the short positions (their proceeds and as much again), less
    /// what open orders reserve.
    public decimal BuyingPower()
    {
        var power = account.Cash;
        foreach (var book in register.Books)
        {
            var position = account.PositionIn(book.Instrument);
            if (position < 0) power += 2 * position * book.LastPrice;
            foreach (var order in book.Orders)
                if (order.IsOpen && order.ReservePerUnit != 0) power -= order.ReservePerUnit * order.Remaining;
        }
        return power;
    }

    /// Zero for what closes a position.
    public decimal ReservePerUnit(in OrderRequest order, Instrument instrument, InstrumentBook book)
    {
        if (order.ReduceOnly || account.CanClose(order.Side, order.Instrument)) return 0;
        var price = Reference(order, book);
        if (order.LimitPrice == 0) price *= 1 + rules.MarketCushion;
        return instrument.Fees.IsPaidInBase(order.Side) ? price : price * (1 + instrument.Fees.TakerRate);
    }

    private static string? WhyHalted(InstrumentBook book, Instrument instrument) =>
        book.IsHalted ? $"trading in {instrument.Symbol} is halted" : null;

    private static string? WhyTermsAreWrong(in OrderRequest order, Instrument instrument)
    {
        var needsLimit = order.Type is OrderType.Limit or OrderType.StopLimit;
        var needsStop = order.Type is OrderType.Stop or OrderType.StopLimit;
        if (order.Quantity <= 0) return "quantity must be above zero";
        if (!instrument.IsOnLot(order.Quantity)) return $"quantity {order.Quantity} is not a multiple of the lot {instrument.Lot}";
        if (needsLimit != order.LimitPrice > 0 || order.LimitPrice < 0) return needsLimit ? "a limit price is required" : "this type takes no limit price";
        if (needsStop && order.StopPrice <= 0) return "a stop price is required";
        if (order.StopPrice < 0 || (order.StopPrice > 0 && !needsStop && order.Type != OrderType.TrailingStop)) return "this type takes no stop price";
        if (!instrument.IsOnTick(order.LimitPrice)) return $"limit price {order.LimitPrice} is not a multiple of the tick {instrument.TickAt(order.LimitPrice)}";
        if (!instrument.IsOnTick(order.StopPrice)) return $"stop price {order.StopPrice} is not a multiple of the tick {instrument.TickAt(order.StopPrice)}";
        if (order.Type == OrderType.TrailingStop && (order.Trail.Amount <= 0 || (order.Trail.IsFraction && order.Trail.Amount >= 1))) return "a trail above zero is required, as a fraction below one";
        if (order.PostOnly && order.Type != OrderType.Limit) return "only limit orders can be post-only";
        var atOnce = order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (atOnce && order.PostOnly) return "a post-only order cannot fill at once";
        return atOnce && order.Type is not (OrderType.Market or OrderType.Limit) ? "stop orders must be good for the day or until cancelled" : null;
    }

    private string? WhyClosed(in OrderRequest order, Instrument instrument, DateTime now)
    {
        var atOnce = order.Type == OrderType.Market || order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;
        if (!atOnce || rules.WhenClosed == WhenClosed.Queue || TradingCalendar.For(instrument.Hours).IsOpen(now)) return null;
        return $"market closed: {instrument.Symbol} cannot fill an order at once outside its session";
    }

    private string? WhyLegsAreWrong(in OrderRequest order, Instrument instrument, InstrumentBook book)
    {
        if (order.Legs is not { } legs) return null;
        if (order.ReduceOnly || account.CanClose(order.Side, order.Instrument)) return "a bracket needs an entry: this order reduces a position";
        if (legs.StopId.IsNone || legs.StopId == order.Id || legs.StopId == legs.TargetId || legs.TargetId == order.Id
            || register.Contains(legs.StopId) || (legs.HasTarget && register.Contains(legs.TargetId))) return "client order id must be unique";
        if (legs.StopPrice <= 0 || !instrument.IsOnTick(legs.StopPrice)) return $"stop price {legs.StopPrice} of the bracket is not a price on the tick";
        if (legs.HasTarget && (legs.TargetPrice <= 0 || !instrument.IsOnTick(legs.TargetPrice))) return $"target price {legs.TargetPrice} of the bracket is not a price on the tick";
        var entry = Reference(order, book);
        var isBuy = order.Side == Side.Buy;
        if (isBuy ? legs.StopPrice >= entry : legs.StopPrice <= entry) return $"the bracket's stop {legs.StopPrice} must be on the losing side of the entry {entry}";
        return legs.HasTarget && (isBuy ? legs.TargetPrice <= entry : legs.TargetPrice >= entry) ? $"the bracket's target {legs.TargetPrice} must be on the winning side of the entry {entry}" : null;
    }

    private static string? WhyTooSmall(in OrderRequest order, Instrument instrument, InstrumentBook book)
    {
        if (order.Quantity < instrument.MinQuantity) return $"quantity {order.Quantity} is below the minimum {instrument.MinQuantity}";
        var price = Reference(order, book);
        if (price == 0) return $"no price yet for {instrument.Symbol}";
        return instrument.MinNotional > 0 && order.Quantity * price < instrument.MinNotional
            ? $"order value {order.Quantity * price:0.00} is below the minimum {instrument.MinNotional:0.00}"
            : null;
    }

    private string? WhyUnaffordable(in OrderRequest order, Instrument instrument, InstrumentBook book, out decimal reserve)
    {
        reserve = 0;
        var closable = account.ClosableBy(order.Side, order.Instrument);
        if (closable == 0 && order.ReduceOnly) return "reduce-only: there is no position to reduce";
        if (closable == 0 && order.Side == Side.Sell && !instrument.CanBeShorted) return $"insufficient quantity: {order.Quantity} asked, 0 available, and {instrument.Symbol} cannot be sold short";
        if (closable > 0)
        {
            var held = rules.ExitsHoldQuantity ? Held(order.Side, book) : 0;
            if (order.ReduceOnly && held == 0) return null; // clipped to the position as it fills
            return order.Quantity > closable - held ? $"insufficient quantity: {order.Quantity} asked, {closable - held} available, {held} held for open orders" : null;
        }
        reserve = ReservePerUnit(order, instrument, book);
        var needed = reserve * order.Quantity;
        var power = BuyingPower();
        return needed > power ? $"insufficient buying power: {needed:0.00} needed, {power:0.00} available" : null;
    }

    /// What open orders on this side would close; a bracket's legs hold the same quantity once.
    private static decimal Held(Side side, InstrumentBook book)
    {
        var held = 0m;
        foreach (var order in book.Orders)
        {
            if (!order.IsOpen || order.Side != side || order.ReservePerUnit > 0) continue;
            if (order.Sibling is { IsOpen: true } && ReferenceEquals(order, order.Entry!.TargetLeg)) continue;
            held += order.Remaining;
        }
        return held;
    }

    /// The price an order is judged by: the worst it asks for, or the last trade.
    private static decimal Reference(in OrderRequest order, InstrumentBook book) => order switch
    {
        { LimitPrice: > 0 } => order.LimitPrice,
        { StopPrice: > 0, Side: Side.Buy } => Math.Max(order.StopPrice, book.LastPrice),
        { StopPrice: > 0 } => order.StopPrice,
        _ => book.LastPrice,
    };
}

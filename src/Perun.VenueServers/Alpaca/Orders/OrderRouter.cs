using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Alpaca.Orders;

/// Brings Alpaca's orders to the exchange, in the exchange's terms; what can't go there yet waits here.
internal sealed class OrderRouter(TradingAccount account, VenueFloor floor)
{
    /// Alpaca makes a buy stop a stop-limit order this far above its stop.
    private const decimal CushionBelowFifty = 1.04m, CushionAbove = 1.025m, Fifty = 50;

    private readonly List<AlpacaOrder> _waiting = [];

    public IReadOnlyList<AlpacaOrder> Waiting => _waiting;

    public static bool IsForAuction(AlpacaOrder order) => order.Terms.TimeInForce is AlpacaTimeInForce.Opg or AlpacaTimeInForce.Cls;

    /// Auctions come, halts end, and how much a notional order buys is known when it is sent.
    public bool MustWait(AlpacaOrder order) =>
        IsForAuction(order) || floor.IsHalted(order.Asset.Instrument) || (order.Terms.Notional is not null && !floor.IsOpen(order.Asset.Instrument));

    public void Wait(AlpacaOrder order) => _waiting.Add(order);

    public void Leave(AlpacaOrder order) => _waiting.Remove(order);

    /// Sends what is open of an order. What the exchange says of it comes as a report.
    public void Send(AlpacaOrder order, DateTime now)
    {
        order.Quantity ??= QuantityFor(order.Terms);
        var quantity = order.Remaining;
        if (order.Withheld > 0 && quantity > order.Withheld) quantity -= order.Withheld;
        else order.Withheld = 0;
        (order.ToldQuantity, order.ToldValue, order.ToldFee) = (0, 0, 0);
        account.Exchange.Submit(InExchangeTerms(order, quantity), now);
    }

    public bool IsWorking(AlpacaOrder order) => account.Exchange.Find(order.AtExchange) is { IsOpen: true };

    /// A little less than the money buys at the ask, because a market order pays more than the ask when it is large.
    public decimal QuantityFor(OrderAsk terms)
    {
        var ask = (decimal)(floor.QuoteOf(terms.Asset.Instrument)?.Ask ?? 0);
        if (ask == 0) return 0;
        const decimal room = 1.0005m;
        var quantity = terms.Asset.Particulars.RoundQuantityDown(terms.Notional!.Value / (ask * room));
        var position = account.PositionIn(terms.Asset);
        // Selling a position's worth sells the position.
        return terms.Side == Side.Sell && position > 0 ? Math.Min(quantity, position) : quantity;
    }

    private OrderRequest InExchangeTerms(AlpacaOrder order, decimal quantity)
    {
        var terms = order.Terms;
        var isBuyStop = terms is { Type: OrderType.Stop, Side: Side.Buy };
        var limit = isBuyStop ? BuyStopLimit(terms) : terms.LimitPrice ?? 0;
        return new OrderRequest
        {
            Id = account.Orders.NameAtExchange(order),
            Instrument = order.Asset.Instrument,
            Side = terms.Side,
            Type = isBuyStop ? OrderType.StopLimit : terms.Type,
            Quantity = quantity,
            LimitPrice = limit,
            StopPrice = terms.Type == OrderType.TrailingStop ? order.TrailedStop ?? 0 : terms.StopPrice ?? 0,
            Trail = terms.Type == OrderType.TrailingStop ? terms.Trail : default,
            TimeInForce = terms.TimeInForce switch
            {
                AlpacaTimeInForce.Day => TimeInForce.Day,
                AlpacaTimeInForce.Gtc => TimeInForce.GoodTilCancelled,
                AlpacaTimeInForce.Fok => TimeInForce.FillOrKill,
                _ => TimeInForce.ImmediateOrCancel,
            },
        };
    }

    private static decimal BuyStopLimit(OrderAsk terms)
    {
        var stop = terms.StopPrice!.Value;
        return terms.Asset.Particulars.RoundPrice(stop * (stop < Fifty ? CushionBelowFifty : CushionAbove), RoundTo.Up);
    }

    /// Lets the price come to where an order rests, for this account alone, and go back.
    public void Touch(AlpacaOrder order, IFloorMember member)
    {
        var rests = order.Terms.LimitPrice ?? order.TrailedStop ?? order.Terms.StopPrice;
        if (rests is not { } price || !IsWorking(order)) return;
        var instrument = order.Asset.Instrument;
        var back = account.LastPrice(order.Asset);
        var volume = 5 * (double)order.Remaining + 5;
        foreach (var level in (ReadOnlySpan<decimal>)[order.Terms.StopPrice ?? price, price, back])
        {
            // Each touch is a moment of its own, or the order would have seen it.
            var moment = floor.Now.AddTicks(++_touches);
            account.Exchange.Match(instrument, Stretch.Point((double)level, volume, moment).Path, moment);
        }
        while (account.Exchange.TryTakeReport(out var report)) member.OnReport(report, floor.Now);
    }

    private long _touches;
}

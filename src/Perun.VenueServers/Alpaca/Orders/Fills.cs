using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Accounts;

namespace Perun.VenueServers.Alpaca.Orders;

/// Books what the exchange filled: on the order, among the activities with its fees, and to those who listen.
internal sealed class Fills(TradingAccount account, OrderEvents events)
{
    /// False where the report tells nothing new.
    public bool Book(AlpacaOrder order, in OrderReport report, DateTime now)
    {
        var quantity = report.CumulativeQuantity - order.ToldQuantity;
        if (quantity <= 0) return false;
        var value = report.CumulativeValue - order.ToldValue;
        var fee = report.CumulativeFee - order.ToldFee;
        (order.ToldQuantity, order.ToldValue, order.ToldFee) = (report.CumulativeQuantity, report.CumulativeValue, report.CumulativeFee);
        order.Filled += quantity;
        order.FilledValue += value;
        order.FilledAt = now;
        var price = value / quantity;
        var isWhole = order.Filled >= order.Quantity;
        order.Status = isWhole ? OrderStatus.Filled : order.StuckUntil is null ? OrderStatus.PartiallyFilled : OrderStatus.PendingCancel;
        if (isWhole) account.Orders.Close(order);
        account.Add(new FillActivity(account.Identities.Next(), now, order, quantity, price, order.Filled, order.Quantity!.Value - order.Filled));
        if (fee != 0) Charge(order, fee, report.FeeIsInBase, price, now);
        events.Tell(order, isWhole ? "fill" : "partial_fill", now, price, quantity);
        return true;
    }

    /// Fees are booked with their fills, not at the day's end, so that activities and cash agree at any moment.
    private void Charge(AlpacaOrder order, decimal fee, bool isInBase, decimal price, DateTime now)
    {
        var kind = order.Asset.IsCrypto ? "CFEE" : "FEE";
        account.Add(isInBase
            ? new CashActivity(account.Identities.Next(), now, kind, 0, order.Asset.PositionSymbol, -fee, price, "Coin Pair Transaction Fee (Non USD)")
            : new CashActivity(account.Identities.Next(), now, kind, -fee, order.Asset.PositionSymbol, Words: order.Asset.IsCrypto ? "Coin Pair Transaction Fee" : "REG, TAF and CAT fees"));
    }
}

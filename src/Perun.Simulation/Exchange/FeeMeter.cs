using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// What one more fill of an order costs. Fees are rounded up once over the whole order, not once a fill: an equity's to the
/// cent, a crypto pair's to a hundredth of one, and a fee in the asset itself to the lot.
internal static class FeeMeter
{
    private const decimal Cent = 0.01m;
    private const decimal HundredthCent = 0.0001m;

    /// The fee of this fill.
    /// <param name="value">Quantity times price.</param>
    /// <param name="rate">Of the notional.</param>
    /// <param name="onNotional">The order's unrounded fee on notional so far.</param>
    public static decimal Of(VenueOrder order, Instrument instrument, decimal quantity, decimal value, decimal rate, out decimal onNotional)
    {
        var fees = instrument.Fees;
        if (fees.IsPaidInBase(order.Side))
        {
            onNotional = order.NotionalFee + quantity * rate;
            return Step.Round(onNotional, instrument.Lot, RoundTo.Up) - order.Fee;
        }
        var isSell = order.Side == Side.Sell;
        if (isSell && fees.SellRate != 0) rate += fees.SellRate;
        onNotional = value * rate;
        if (order.NotionalFee != 0) onNotional += order.NotionalFee;
        var habit = instrument.AssetClass == AssetClass.Crypto ? HundredthCent : Cent;
        return Step.Round(onNotional + OnShares(fees, isSell, order.Filled + quantity), fees.Step > 0 ? fees.Step : habit, RoundTo.Up) - order.Fee;
    }

    private static decimal OnShares(FeeSchedule fees, bool isSell, decimal shares)
    {
        var fee = isSell && fees.SellPerShare != 0 ? shares * fees.SellPerShare : 0;
        if (fees.SellPerShareCap > 0) fee = Math.Min(fee, fees.SellPerShareCap);
        return fees.PerShare != 0 ? fee + shares * fees.PerShare : fee;
    }
}

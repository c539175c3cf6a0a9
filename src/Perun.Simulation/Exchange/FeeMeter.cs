using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// What one more fill of an order costs. Fees are rounded up once over the whole order, not once a fill: an equity's to the
/// cent, a crypto pair's to a hundredth of one, and a fee in the asset itself to the lot.
internal static class FeeMeter
{
    private const decimal Cent = 0.01m;

    /// <param name="rate">Of the notional.</param>
    /// <returns>The fee of this fill, and the order's unrounded fee on notional so far.</returns>
    public static (decimal Fee, decimal NotionalFee) Of(VenueOrder order, Instrument instrument, decimal quantity, decimal price, decimal rate)
    {
        var fees = instrument.Fees;
        if (fees.IsPaidInBase(order.Side))
        {
            var inBase = order.NotionalFee + quantity * rate;
            return (Step.Round(inBase, instrument.Lot, RoundTo.Up) - order.Fee, inBase);
        }
        var isSell = order.Side == Side.Sell;
        var onNotional = order.NotionalFee + quantity * price * (rate + (isSell ? fees.SellRate : 0));
        var onShares = isSell ? (order.Filled + quantity) * fees.SellPerShare : 0;
        if (fees.SellPerShareCap > 0) onShares = Math.Min(onShares, fees.SellPerShareCap);
        onShares += (order.Filled + quantity) * fees.PerShare;
        var habit = instrument.AssetClass == AssetClass.Crypto ? Cent / 100 : Cent;
        var step = fees.Step > 0 ? fees.Step : habit;
        return (Step.Round(onNotional + onShares, step, RoundTo.Up) - order.Fee, onNotional);
    }
}

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
        onNotional = OnNotional(instrument, order.Side, value, rate);
        if (order.NotionalFee != 0) onNotional += order.NotionalFee;
        return InCash(instrument, order.Side, order.Filled + quantity, onNotional) - order.Fee;
    }

    /// The fee of an order that fills as a whole at once, in the asset itself or in cash as the instrument's schedule says.
    internal static decimal OfWhole(Instrument instrument, Side side, decimal quantity, decimal value, decimal rate) => instrument.Fees.IsPaidInBase(side)
        ? Step.Round(quantity * rate, instrument.Lot, RoundTo.Up)
        : InCash(instrument, side, quantity, OnNotional(instrument, side, value, rate));

    /// What a fee in cash is a multiple of.
    internal static decimal StepOf(Instrument instrument) =>
        instrument.Fees.Step > 0 ? instrument.Fees.Step : instrument.AssetClass == AssetClass.Crypto ? HundredthCent : Cent;

    private static decimal OnNotional(Instrument instrument, Side side, decimal value, decimal rate)
    {
        if (side == Side.Sell && instrument.Fees.SellRate != 0) rate += instrument.Fees.SellRate;
        return value * rate;
    }

    private static decimal InCash(Instrument instrument, Side side, decimal quantity, decimal onNotional) =>
        Step.Round(onNotional + OnShares(instrument.Fees, side == Side.Sell, quantity), StepOf(instrument), RoundTo.Up);

    private static decimal OnShares(FeeSchedule fees, bool isSell, decimal shares)
    {
        var fee = isSell && fees.SellPerShare != 0 ? shares * fees.SellPerShare : 0;
        if (fees.SellPerShareCap > 0) fee = Math.Min(fee, fees.SellPerShareCap);
        return fees.PerShare != 0 ? fee + shares * fees.PerShare : fee;
    }
}

using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Engine.Risk;
using Perun.Engine.Risk.Caps;
using Perun.Engine.Sizing;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Straight;

/// Prices in ticks, quantities in lots and fees in their steps, so that money is whole numbers. What decides how a number is
/// rounded is worked out in doubles where that is sure, and where it is not by the engine's and the venue's own rules; so both
/// come to the same tick, lot and cent.
internal sealed class StraightMoney
{
    /// What a price's last decimal may hide: prices become money with eight.
    private const double PriceRounding = 1e-8;

    private readonly Instrument _instrument;
    private readonly EngineSettings _limits;
    private readonly ExchangeRules _venue;
    private readonly StraightMarket _market;
    private readonly PriceCost _half;
    private readonly double _halfSpread, _halfAmount, _slippage, _impact, _amount;
    private readonly long _leastLots;
    private readonly long _tickUnits;
    private readonly bool _hasSpread;
    private readonly double _perTick, _perLot, _perFeeStep;
    private readonly double _riskShare, _reserveShare, _exposureShare, _sizeShare, _sizeAmount;
    private readonly double _minNotional, _sellRate, _sellPerShare, _sellPerShareCap, _perShare, _perUnitInBase;

    public StraightMoney(StraightMarket market, EngineSettings limits, ExchangeRules venue)
    {
        (_market, _instrument, _limits, _venue) = (market, market.Instrument, limits, venue);
        (Tick, Lot) = ((double)_instrument.Tick, (double)_instrument.Lot);
        _half = venue.HalfSpread(_instrument.AssetClass);
        (_halfSpread, _halfAmount, _slippage, _impact) = ((double)_half.Fraction, (double)_half.Amount, (double)venue.SlippageBasisPoints / 10_000, (double)venue.ImpactBasisPoints / 10_000);
        _amount = (double)(_half.Amount + venue.SlippageAmount);
        (_hasSpread, _perTick, _perLot) = (!_half.IsNone, 1 / Tick, 1 / Lot);
        var tickUnits = _instrument.Tick * 100_000_000;
        _tickUnits = decimal.IsInteger(tickUnits) ? (long)tickUnits : 0;
        var fees = _instrument.Fees;
        FeeStepExact = FeeMeter.StepOf(_instrument);
        _perFeeStep = 1 / (double)FeeStepExact;
        (_minNotional, _sellRate, _sellPerShare, _sellPerShareCap, _perShare) = ((double)_instrument.MinNotional, (double)fees.SellRate, (double)fees.SellPerShare, (double)fees.SellPerShareCap, (double)fees.PerShare);
        _perUnitInBase = fees.IsPaidInBase(Side.Buy) ? 1 - (double)fees.TakerRate : 1;
        _leastLots = Math.Max(1, (long)(Step.Round(_instrument.MinQuantity, _instrument.Lot, RoundTo.Up) / _instrument.Lot));
        (_riskShare, _reserveShare, _exposureShare) = ((double)limits.RiskPerTradePercent / 100, 1 - (double)limits.CashReservePercent / 100, (double)limits.MaxExposurePercent / 100);
        (_sizeShare, _sizeAmount) = limits.MaxPositionSize.IsPercent ? ((double)limits.MaxPositionSize.Value / 100, 0.0) : (0.0, (double)limits.MaxPositionSize.Value);
    }

    public double Tick { get; }

    public double Lot { get; }

    public decimal FeeStepExact { get; }

    public decimal PriceOf(long ticks) => ticks * _instrument.Tick;

    public decimal QuantityOf(long lots) => lots * _instrument.Lot;

    /// A price as money sees it, up to what doubles can tell.
    public static double Near(double price) => Price.TryUnits(price, out var units) ? units * PriceRounding : price;

    /// The nearest tick in a direction, as the engine makes one of a strategy's price.
    public long OnTick(double price, RoundTo direction)
    {
        if (_tickUnits == 0 || !Price.TryUnits(price, out var units))
            return TryRound((double)Price.Of(price) / Tick, direction, out var ticks) ? ticks : OnTick(Price.Of(price), direction);
        if (_tickUnits == 1) return units;
        var below = units / _tickUnits;
        return direction == RoundTo.Up && below * _tickUnits != units ? below + 1 : below;
    }

    /// The stop where a signal names none.
    public long DefaultStop(double price)
    {
        var share = 1 - (double)_limits.DefaultStopPercent / 100;
        return TryRound(Near(price) * share * _perTick, RoundTo.Up, out var ticks) ? ticks : OnTick(Price.Of(price) * (1 - _limits.DefaultStopPercent / 100), RoundTo.Up);
    }

    /// What an order pays or gets that takes at this price on a bar.
    public long Taken(Side side, double price, long lots, int bar)
    {
        var cost = Near(price) * CostShare(lots, bar) + _amount;
        var direction = side == Side.Buy ? RoundTo.Up : RoundTo.Down;
        if (cost == 0) return Math.Max(1, OnTick(price, direction));
        if (TryRound((side == Side.Buy ? Near(price) + cost : Near(price) - cost) * _perTick, direction, out var ticks)) return Math.Max(1, ticks);
        return TakenExact(side, Price.Of(price), lots, bar);
    }

    /// The same where the price is a level on the tick.
    public long Taken(Side side, long level, long lots, int bar)
    {
        var cost = level * CostShare(lots, bar) + _amount * _perTick;
        if (cost == 0) return level;
        var direction = side == Side.Buy ? RoundTo.Up : RoundTo.Down;
        if (TryRound(side == Side.Buy ? level + cost : level - cost, direction, out var ticks)) return Math.Max(1, ticks);
        return TakenExact(side, PriceOf(level), lots, bar);
    }

    /// What a limit order that just came is offered at the open.
    public long OfferedAtOpen(double open)
    {
        if (!_hasSpread) return Math.Max(1, OnTick(open, RoundTo.Down));
        if (TryRound((Near(open) - Near(open) * _halfSpread - _halfAmount) * _perTick, RoundTo.Down, out var ticks)) return Math.Max(1, ticks);
        return Ticks(FillRules.Taken(_instrument, Side.Sell, Price.Of(open), _half));
    }

    /// Whether a traded price is at or below a level, as the venue sees it: in decimals.
    public bool IsAtMost(double price, long level)
    {
        var at = level * Tick;
        return Math.Abs(price - at) > at * 1e-13 + PriceRounding ? price < at : Price.Of(price) <= PriceOf(level);
    }

    public bool IsAtLeast(double price, long level)
    {
        var at = level * Tick;
        return Math.Abs(price - at) > at * 1e-13 + PriceRounding ? price > at : Price.Of(price) >= PriceOf(level);
    }

    /// What the fee in the asset itself takes of a purchase, in lots.
    public long FeeLots(long lots, in FeeRate rate) => TryRound(lots * rate.Near, RoundTo.Up, out var fee) ? fee
        : (long)(FeeMeter.OfWhole(_instrument, Side.Buy, QuantityOf(lots), 0, rate.Exact) / _instrument.Lot);

    /// The fee in cash, in its steps.
    public long FeeSteps(Side side, long lots, long ticks, in FeeRate rate)
    {
        var isSell = side == Side.Sell;
        var quantity = lots * Lot;
        var shares = isSell ? quantity * _sellPerShare : 0;
        if (_sellPerShareCap > 0) shares = Math.Min(shares, _sellPerShareCap);
        var fee = quantity * (ticks * Tick) * (rate.Near + (isSell ? _sellRate : 0)) + shares + quantity * _perShare;
        if (fee == 0) return 0;
        return TryRound(fee * _perFeeStep, RoundTo.Up, out var steps) ? steps
            : (long)(FeeMeter.OfWhole(_instrument, side, QuantityOf(lots), QuantityOf(lots) * PriceOf(ticks), rate.Exact) / FeeStepExact);
    }

    /// The smallest of the engine's caps for an account that holds nothing, in whole lots; false where doubles leave it open.
    public bool TrySize(double cash, long price, long stop, out long lots)
    {
        lots = 0;
        // What the caps allow to be worth; divided by the price once.
        var worth = Math.Min(cash * _sizeShare + _sizeAmount, Math.Min(Math.Max(0, cash * _reserveShare), cash * _exposureShare));
        var most = Math.Min(worth / (price * Tick), cash * _riskShare / ((price - stop) * Tick));
        return most > 0 && TryRound(most * _perLot, RoundTo.Down, out lots);
    }

    /// The same by the engine's caps; where they leave nothing, the rule that says so.
    public long Size(decimal cash, long priceTicks, long stopTicks, out Reason whyNone)
    {
        var (price, stop) = (PriceOf(priceTicks), PriceOf(stopTicks));
        var (tightest, binding) = (new Allowance(RiskPerTradeCap.Amount(cash, _limits), price - stop), Reason.RiskPerTrade);
        Tighten(_limits.MaxPositionSize.Of(cash), Reason.PositionSize);
        Tighten(AccountView.Spendable(cash, _limits), Reason.BuyingPower);
        Tighten(ExposureCap.Amount(cash, _limits), Reason.Exposure);
        var most = Sizer.Most(tightest);
        whyNone = Sizer.WhyNone(most, binding);
        return (long)(_instrument.RoundQuantityDown(most) / _instrument.Lot);

        void Tighten(decimal amount, Reason reason)
        {
            var allowed = new Allowance(amount, price);
            if (allowed.IsLessThan(tightest)) (tightest, binding) = (allowed, reason);
        }
    }

    /// The least that the venue takes, judged at the stop.
    public long LeastLots(long price, long stop)
    {
        if (_minNotional <= 0) return _leastLots;
        if (TryRound(_minNotional / (Math.Min(price, stop) * Tick * _perUnitInBase) / Lot, RoundTo.Up, out var byNotional)) return Math.Max(_leastLots, byNotional);
        return (long)(_instrument.LeastQuantityAt(Sizer.WorstProceeds(_instrument, Side.Buy, PriceOf(price), PriceOf(stop))) / _instrument.Lot);
    }

    /// Whether doubles can't have rounded to another whole number than exact arithmetic would.
    private static bool TryRound(double value, RoundTo direction, out long rounded)
    {
        var below = Math.Floor(value);
        rounded = direction == RoundTo.Up ? (long)below + 1 : (long)below;
        var (part, doubt) = (value - below, 1e-9 + Math.Abs(value) * 2e-14);
        return part > doubt && part < 1 - doubt;
    }

    /// What who takes at the market pays of a price.
    private double CostShare(long lots, int bar)
    {
        if (_impact == 0) return _halfSpread + _slippage;
        var volume = _market.Bars[bar].Volume;
        return _halfSpread + _slippage + _impact * (volume > 0 ? Math.Min(1, lots * Lot / volume) : 1);
    }

    private long TakenExact(Side side, decimal price, long lots, int bar)
    {
        var volume = (decimal)_market.Bars[bar].Volume;
        var share = volume > 0 ? Math.Min(1, QuantityOf(lots) / volume) : 1;
        return Ticks(FillRules.Taken(_instrument, side, price, _half + _venue.Slippage(share)));
    }

    private long OnTick(decimal price, RoundTo direction) => Ticks(_instrument.RoundPrice(price, direction));

    private long Ticks(decimal price) => (long)(price / _instrument.Tick);
}

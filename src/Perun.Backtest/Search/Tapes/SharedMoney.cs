using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Search.Tapes;

/// Prices in ticks, quantities in lots and fees in their steps, so that money is whole numbers. What decides how a number is
/// rounded is worked out in doubles where that is sure, and where it is not in decimals, as the engine and the venue do; so
/// both come to the same tick, lot and cent.
internal sealed class SharedMoney
{
    private readonly Instrument _instrument;
    private readonly EngineSettings _limits;
    private readonly ExchangeRules _venue;
    private readonly SharedMarket _market;
    private readonly decimal _half, _halfAmount;
    private readonly double _halfSpread, _slippage, _impact, _amount;
    private readonly long _leastLots;
    private readonly long _tickUnits;
    private readonly double _riskShare, _reserveShare, _exposureShare, _sizeShare, _sizeAmount;
    private readonly double _minNotional, _sellRate, _sellPerShare, _sellPerShareCap, _perShare;

    public SharedMoney(SharedMarket market, EngineSettings limits, ExchangeRules venue)
    {
        (_market, _instrument, _limits, _venue) = (market, market.Instrument, limits, venue);
        (Tick, Lot) = ((double)_instrument.Tick, (double)_instrument.Lot);
        _half = (_instrument.AssetClass == AssetClass.Crypto ? venue.CryptoSpreadBasisPoints : venue.EquitySpreadBasisPoints) / 20_000m;
        _halfAmount = venue.SpreadAmount / 2;
        (_halfSpread, _slippage, _impact) = ((double)_half, (double)venue.SlippageBasisPoints / 10_000, (double)venue.ImpactBasisPoints / 10_000);
        _amount = (double)(_halfAmount + venue.SlippageAmount);
        var tickUnits = _instrument.Tick * 100_000_000;
        _tickUnits = decimal.IsInteger(tickUnits) && _instrument.TickBelowOne == 0 ? (long)tickUnits : 0;
        var fees = _instrument.Fees;
        FeeStepExact = fees.Step > 0 ? fees.Step : _instrument.AssetClass == AssetClass.Crypto ? 0.0001m : 0.01m;
        FeeStep = (double)FeeStepExact;
        (_minNotional, _sellRate, _sellPerShare, _sellPerShareCap, _perShare) = ((double)_instrument.MinNotional, (double)fees.SellRate, (double)fees.SellPerShare, (double)fees.SellPerShareCap, (double)fees.PerShare);
        _leastLots = Math.Max(1, (long)(Step.Round(_instrument.MinQuantity, _instrument.Lot, RoundTo.Up) / _instrument.Lot));
        (_riskShare, _reserveShare, _exposureShare) = ((double)limits.RiskPerTradePercent / 100, 1 - (double)limits.CashReservePercent / 100, (double)limits.MaxExposurePercent / 100);
        (_sizeShare, _sizeAmount) = limits.MaxPositionSize.IsPercent ? ((double)limits.MaxPositionSize.Value / 100, 0.0) : (0.0, (double)limits.MaxPositionSize.Value);
    }

    public double Tick { get; }

    public double Lot { get; }

    public double FeeStep { get; }

    public decimal FeeStepExact { get; }

    public decimal TickExact => _instrument.Tick;

    public decimal LotExact => _instrument.Lot;

    /// The nearest tick in a direction, as the engine makes one of a strategy's price.
    public long OnTick(double price, RoundTo direction)
    {
        if (_tickUnits == 0 || !Price.TryUnits(price, out var units))
            return TryRound((double)Price.Of(price) / Tick, direction, out var ticks) ? ticks : OnTick(Price.Of(price), direction);
        var below = units / _tickUnits;
        return direction == RoundTo.Up && below * _tickUnits != units ? below + 1 : below;
    }

    public long OnTick(decimal price, RoundTo direction) => Ticks(_instrument.RoundPrice(price, direction));

    /// The stop where a signal names none.
    public long DefaultStop(double price)
    {
        var share = 1 - _limits.DefaultStopPercent / 100;
        return TryRound(price * (double)share / Tick, RoundTo.Up, out var ticks) ? ticks : OnTick(Price.Of(price) * share, RoundTo.Up);
    }

    /// What an order pays or gets that takes at this price on a bar.
    public long Taken(Side side, double price, long lots, int bar)
    {
        var volume = _market.Bars[bar].Volume;
        var share = volume > 0 ? Math.Min(1, lots * Lot / volume) : 1;
        var cost = price * (_halfSpread + _slippage + _impact * share) + _amount;
        var direction = side == Side.Buy ? RoundTo.Up : RoundTo.Down;
        if (cost == 0) return Math.Max(1, OnTick(price, direction));
        if (TryRound((side == Side.Buy ? price + cost : price - cost) / Tick, direction, out var ticks)) return Math.Max(1, ticks);
        return TakenExact(side, Price.Of(price), lots, bar);
    }

    /// The same where the price is a level on the tick.
    public long Taken(Side side, long level, long lots, int bar)
    {
        var volume = _market.Bars[bar].Volume;
        var share = volume > 0 ? Math.Min(1, lots * Lot / volume) : 1;
        var cost = level * (_halfSpread + _slippage + _impact * share) + _amount / Tick;
        if (cost == 0) return level;
        var direction = side == Side.Buy ? RoundTo.Up : RoundTo.Down;
        if (TryRound(side == Side.Buy ? level + cost : level - cost, direction, out var ticks)) return Math.Max(1, ticks);
        return TakenExact(side, level * _instrument.Tick, lots, bar);
    }

    /// What a limit order that just came is offered at the open.
    public long OfferedAtOpen(double open)
    {
        if (_halfSpread == 0 && _halfAmount == 0) return Math.Max(1, OnTick(open, RoundTo.Down));
        if (TryRound((open - open * _halfSpread - (double)_halfAmount) / Tick, RoundTo.Down, out var ticks)) return Math.Max(1, ticks);
        var price = Price.Of(open);
        return Math.Max(1, OnTick(price - (price * _half + _halfAmount), RoundTo.Down));
    }

    /// Whether a traded price is at or below a level, as the venue sees it: in decimals.
    public bool IsAtMost(double price, long level)
    {
        var at = level * Tick;
        return Math.Abs(price - at) > at * 1e-13 ? price < at : Price.Of(price) <= level * _instrument.Tick;
    }

    public bool IsAtLeast(double price, long level)
    {
        var at = level * Tick;
        return Math.Abs(price - at) > at * 1e-13 ? price > at : Price.Of(price) >= level * _instrument.Tick;
    }

    /// What the fee in the asset itself takes of a purchase, in lots.
    public static long FeeLots(long lots, in FeeRate rate) =>
        TryRound(lots * rate.Near, RoundTo.Up, out var fee) ? fee : (long)Math.Ceiling(lots * rate.Exact);

    /// The fee in cash, in its steps.
    public long FeeSteps(Side side, long lots, long ticks, in FeeRate rate)
    {
        var isSell = side == Side.Sell;
        var quantity = lots * Lot;
        var shares = isSell ? quantity * _sellPerShare : 0;
        if (_sellPerShareCap > 0) shares = Math.Min(shares, _sellPerShareCap);
        var fee = quantity * (ticks * Tick) * (rate.Near + (isSell ? _sellRate : 0)) + shares + quantity * _perShare;
        if (fee == 0) return 0;
        return TryRound(fee / FeeStep, RoundTo.Up, out var steps) ? steps : FeeStepsExact(isSell, lots * _instrument.Lot, ticks * _instrument.Tick, rate.Exact);
    }

    /// The smallest of the engine's caps for an account that holds nothing, in whole lots; false where doubles leave it open.
    public bool TrySize(double cash, long price, long stop, out long lots)
    {
        lots = 0;
        // What the caps allow to be worth; divided by the price once.
        var worth = Math.Min(cash * _sizeShare + _sizeAmount, Math.Min(Math.Max(0, cash * _reserveShare), cash * _exposureShare));
        var most = Math.Min(worth / (price * Tick), cash * _riskShare / ((price - stop) * Tick));
        return most <= 0 || TryRound(most / Lot, RoundTo.Down, out lots);
    }

    public long Size(decimal cash, long priceTicks, long stopTicks)
    {
        var (price, stop) = (priceTicks * _instrument.Tick, stopTicks * _instrument.Tick);
        var most = cash * _limits.RiskPerTradePercent / 100 / (price - stop);
        most = Math.Min(most, _limits.MaxPositionSize.Of(cash) / price);
        most = Math.Min(most, Math.Max(0, cash * (1 - _limits.CashReservePercent / 100)) / price);
        most = Math.Min(most, cash * _limits.MaxExposurePercent / 100 / price);
        return (long)(_instrument.RoundQuantityDown(Math.Max(0, most)) / _instrument.Lot);
    }

    /// The least that the venue takes, judged at the stop.
    public long LeastLots(long price, long stop)
    {
        if (_minNotional <= 0) return _leastLots;
        var inBase = _instrument.Fees.IsPaidInBase(Side.Buy) ? 1 - _instrument.Fees.TakerRate : 1;
        var worst = Math.Min(price, stop);
        if (TryRound(_minNotional / (worst * Tick * (double)inBase) / Lot, RoundTo.Up, out var byNotional)) return Math.Max(_leastLots, byNotional);
        return (long)(_instrument.LeastQuantityAt(worst * _instrument.Tick * inBase) / _instrument.Lot);
    }

    /// Whether doubles can't have rounded to another whole number than exact arithmetic would.
    private static bool TryRound(double value, RoundTo direction, out long rounded)
    {
        var below = Math.Floor(value);
        rounded = direction == RoundTo.Up ? (long)below + 1 : (long)below;
        var (part, doubt) = (value - below, 1e-9 + Math.Abs(value) * 2e-14);
        return part > doubt && part < 1 - doubt;
    }

    private long TakenExact(Side side, decimal price, long lots, int bar)
    {
        var volume = (decimal)_market.Bars[bar].Volume;
        var share = volume > 0 ? Math.Min(1, lots * _instrument.Lot / volume) : 1;
        var cost = price * (_half + (_venue.SlippageBasisPoints + _venue.ImpactBasisPoints * share) / 10_000m) + _halfAmount + _venue.SlippageAmount;
        return Math.Max(1, side == Side.Buy ? OnTick(price + cost, RoundTo.Up) : OnTick(price - cost, RoundTo.Down));
    }

    private long FeeStepsExact(bool isSell, decimal quantity, decimal price, decimal rate)
    {
        var fees = _instrument.Fees;
        var shares = isSell ? quantity * fees.SellPerShare : 0;
        if (fees.SellPerShareCap > 0) shares = Math.Min(shares, fees.SellPerShareCap);
        var fee = quantity * price * (rate + (isSell ? fees.SellRate : 0)) + shares + quantity * fees.PerShare;
        return (long)(Step.Round(fee, FeeStepExact, RoundTo.Up) / FeeStepExact);
    }

    private long Ticks(decimal price) => (long)(price / _instrument.Tick);
}

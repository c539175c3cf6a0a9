using System.Diagnostics;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// Where an order fills inside a slice, if at all. Prices of the slice are trades; who takes pays half the spread and the
/// slippage on top, always rounded to the tick against us. Of what the slice leaves open (which extreme came first) only
/// what it proves is used, and where stop and target are both possible, the stop is taken.
/// <param name="halfSpread">What who takes at a limit pays on top.</param>
/// <param name="market">What who takes at the market pays on top: half the spread, and slippage.</param>
internal readonly ref struct FillRules(Instrument instrument, ref readonly PriceCost halfSpread, ref readonly PriceCost market)
{
    private readonly Instrument _instrument = instrument;
    private readonly ref readonly PriceCost _halfSpread = ref halfSpread;
    private readonly ref readonly PriceCost _market = ref market;

    /// At the open, paying half the spread and slippage.
    public bool Market(Side side, in Slice slice, ref Execution met) =>
        met.Is(Taken(side, slice.Open, _market), Liquidity.Taker, atOpen: true, slice);

    /// An order that just came takes what the open offers; one that rests fills at its limit, or at the open where the
    /// price gapped through it. A post-only order never gets better than its limit, because it never takes.
    public bool Limit(Side side, decimal limit, bool isNew, bool postOnly, in Slice slice, ref Execution met)
    {
        if (isNew && !postOnly)
        {
            var offered = Taken(side, slice.Open, _halfSpread);
            if (IsAsGood(side, offered, limit)) return met.Is(offered, Liquidity.Taker, atOpen: true, slice);
        }
        if (IsAsGood(side, slice.Open, limit))
        {
            var price = isNew || postOnly ? limit : OnTick(side, slice.Open);
            return met.Is(price, Liquidity.Maker, atOpen: true, slice);
        }
        var best = side == Side.Buy ? slice.Low : slice.High;
        if (!IsAsGood(side, best, limit)) return false;
        var rest = side == Side.Buy ? slice.AfterFallingTo(limit) : slice.AfterRisingTo(limit);
        return met.Is(limit, Liquidity.Maker, atOpen: false, rest);
    }

    /// At the worse of the level and the open, once a trade touched the level.
    public bool Stop(Side side, decimal level, in Slice slice, ref Execution met)
    {
        if (!IsTouched(side, level, slice)) return false;
        if (IsThrough(side, level, slice.Open)) return Market(side, slice, ref met);
        return met.Is(Taken(side, level, _market), Liquidity.Taker, atOpen: false, After(side, level, slice));
    }

    /// Once touched it is a limit order: it takes at the level (or the open, after a gap) if the limit allows, and where
    /// the limit is worse than what the market then offers it waits for the rest of the slice and longer.
    public bool StopLimit(Side side, decimal level, decimal limit, in Slice slice, out bool isTriggered, ref Execution met)
    {
        isTriggered = IsTouched(side, level, slice);
        if (!isTriggered) return false;
        var gapped = IsThrough(side, level, slice.Open);
        var rest = gapped ? slice : After(side, level, slice);
        var offered = Taken(side, rest.Open, _market);
        if (IsAsGood(side, offered, limit)) return met.Is(offered, Liquidity.Taker, gapped, rest);
        if (!Limit(side, limit, isNew: false, postOnly: true, rest, ref met)) return false;
        met.AtOpen &= gapped;
        return true;
    }

    /// A stop whose level follows the best price. It meets the slice with the level it had, raised by the open; then the
    /// slice's best price moves the level, and it fills there only if the close proves that the price came back to it.
    public bool Trailing(Side side, Trail trail, ref decimal level, in Slice slice, ref Execution met)
    {
        level = Follow(side, trail, level, slice.Open);
        if (Stop(side, level, slice, ref met)) return true;
        level = Follow(side, trail, level, side == Side.Sell ? slice.High : slice.Low);
        return IsThrough(side, level, slice.Close) && met.Is(Taken(side, level, _market), Liquidity.Taker, atOpen: false, slice.AtClose);
    }

    /// The level of a trailing stop after a price was seen: it only ever moves towards the market.
    public decimal Follow(Side side, Trail trail, decimal level, decimal price) => side switch
    {
        Side.Sell => Math.Max(level, _instrument.RoundPrice(price - trail.At(price), RoundTo.Down)),
        Side.Buy when level == 0 => _instrument.RoundPrice(price + trail.At(price), RoundTo.Up),
        Side.Buy => Math.Min(level, _instrument.RoundPrice(price + trail.At(price), RoundTo.Up)),
        _ => throw new UnreachableException(),
    };

    /// What an order pays that takes at this price, on the tick, rounded against us.
    internal static decimal Taken(Instrument instrument, Side side, decimal price, in PriceCost cost)
    {
        if (cost.IsNone) return OnTick(instrument, side, price);
        var paid = cost.At(price);
        return OnTick(instrument, side, side == Side.Buy ? price + paid : price - paid);
    }

    private decimal Taken(Side side, decimal price, in PriceCost cost) => Taken(_instrument, side, price, cost);

    private decimal OnTick(Side side, decimal price) => OnTick(_instrument, side, price);

    private static decimal OnTick(Instrument instrument, Side side, decimal price)
    {
        var rounded = instrument.RoundPrice(price, side == Side.Buy ? RoundTo.Up : RoundTo.Down);
        return Math.Max(rounded, instrument.TickAt(0));
    }

    private static Slice After(Side side, decimal level, in Slice slice) =>
        side == Side.Sell ? slice.AfterFallingTo(level) : slice.AfterRisingTo(level);

    private static bool IsTouched(Side stopSide, decimal level, in Slice slice) =>
        IsThrough(stopSide, level, stopSide == Side.Sell ? slice.Low : slice.High);

    private static bool IsThrough(Side stopSide, decimal level, decimal price) =>
        stopSide == Side.Sell ? price <= level : price >= level;

    private static bool IsAsGood(Side side, decimal price, decimal limit) =>
        side == Side.Buy ? price <= limit : price >= limit;
}

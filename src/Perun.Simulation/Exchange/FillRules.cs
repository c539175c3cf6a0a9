using System.Diagnostics;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// Where an order fills inside a slice, if at all. Prices of the slice are trades; who takes pays half the spread and the
/// slippage on top, always rounded to the tick against us. Of what the slice leaves open (which extreme came first) only
/// what it proves is used, and where stop and target are both possible, the stop is taken.
internal readonly struct FillRules(Instrument instrument, PriceCost halfSpread, PriceCost slippage)
{
    /// At the open, paying half the spread and slippage.
    public Execution? Market(Side side, in Slice slice) =>
        new Execution(Taken(side, slice.Open, slippage), Liquidity.Taker, true, slice);

    /// An order that just came takes what the open offers; one that rests fills at its limit, or at the open where the
    /// price gapped through it. A post-only order never gets better than its limit, because it never takes.
    public Execution? Limit(Side side, decimal limit, bool isNew, bool postOnly, in Slice slice)
    {
        if (isNew && !postOnly)
        {
            var offered = Taken(side, slice.Open, default);
            if (IsAsGood(side, offered, limit)) return new Execution(offered, Liquidity.Taker, true, slice);
        }
        if (IsAsGood(side, slice.Open, limit))
        {
            var price = isNew || postOnly ? limit : OnTick(side, slice.Open);
            return new Execution(price, Liquidity.Maker, true, slice);
        }
        var best = side == Side.Buy ? slice.Low : slice.High;
        if (!IsAsGood(side, best, limit)) return null;
        var rest = side == Side.Buy ? slice.AfterFallingTo(limit) : slice.AfterRisingTo(limit);
        return new Execution(limit, Liquidity.Maker, false, rest);
    }

    /// At the worse of the level and the open, once a trade touched the level.
    public Execution? Stop(Side side, decimal level, in Slice slice)
    {
        if (!IsTouched(side, level, slice)) return null;
        if (IsThrough(side, level, slice.Open)) return Market(side, slice);
        return new Execution(Taken(side, level, slippage), Liquidity.Taker, false, After(side, level, slice));
    }

    /// Once touched it is a limit order: it takes at the level (or the open, after a gap) if the limit allows, and where
    /// the limit is worse than what the market then offers it waits for the rest of the slice and longer.
    public Execution? StopLimit(Side side, decimal level, decimal limit, in Slice slice, out bool isTriggered)
    {
        isTriggered = IsTouched(side, level, slice);
        if (!isTriggered) return null;
        var gapped = IsThrough(side, level, slice.Open);
        var rest = gapped ? slice : After(side, level, slice);
        var offered = Taken(side, rest.Open, slippage);
        if (IsAsGood(side, offered, limit)) return new Execution(offered, Liquidity.Taker, gapped, rest);
        return Limit(side, limit, isNew: false, postOnly: true, rest) is { } later ? later with { AtOpen = gapped && later.AtOpen } : null;
    }

    /// A stop whose level follows the best price. It meets the slice with the level it had, raised by the open; then the
    /// slice's best price moves the level, and it fills there only if the close proves that the price came back to it.
    public Execution? Trailing(Side side, Trail trail, ref decimal level, in Slice slice)
    {
        level = Follow(side, trail, level, slice.Open);
        if (Stop(side, level, slice) is { } met) return met;
        level = Follow(side, trail, level, side == Side.Sell ? slice.High : slice.Low);
        if (!IsThrough(side, level, slice.Close)) return null;
        return new Execution(Taken(side, level, slippage), Liquidity.Taker, false, slice.AtClose);
    }

    /// The level of a trailing stop after a price was seen: it only ever moves towards the market.
    public decimal Follow(Side side, Trail trail, decimal level, decimal price) => side switch
    {
        Side.Sell => Math.Max(level, instrument.RoundPrice(price - trail.At(price), RoundTo.Down)),
        Side.Buy when level == 0 => instrument.RoundPrice(price + trail.At(price), RoundTo.Up),
        Side.Buy => Math.Min(level, instrument.RoundPrice(price + trail.At(price), RoundTo.Up)),
        _ => throw new UnreachableException(),
    };

    /// What an order pays that takes at this price, on the tick, rounded against us.
    public decimal Taken(Side side, decimal price, PriceCost extra)
    {
        var cost = (halfSpread + extra).At(price);
        return OnTick(side, side == Side.Buy ? price + cost : price - cost);
    }

    private decimal OnTick(Side side, decimal price)
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

using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Backtest.Straight;

/// The two legs of a bracket as a bar meets them, in the venue's order.
internal sealed class StraightLegs(Bar[] bars, StraightMoney money)
{
    private readonly Bar[] _bars = bars;
    private readonly StraightMoney _money = money;

    /// Stops that were taken in a bar in which the target was touched, too.
    public long Ambiguities { get; set; }

    /// A gap through the target is the target's; else the stop comes first.
    public StraightExit? Met(int bar, in StraightEntry entry, long held)
    {
        ref readonly var seen = ref _bars[bar];
        var (stop, target) = (entry.Stop, entry.Target);
        if (target > 0 && _money.IsAtLeast(seen.Open, target))
            return new StraightExit(Math.Max(1, _money.OnTick(seen.Open, RoundTo.Down)), ExitReason.Target, Liquidity.Maker, IsAtOpen: true);
        if (_money.IsAtMost(seen.Low, stop)) return Stopped(bar, entry, held);
        return target > 0 && _money.IsAtLeast(seen.High, target) ? new StraightExit(target, ExitReason.Target, Liquidity.Maker, IsAtOpen: false) : null;
    }

    /// On the bar of the entry the target has only just come to the venue.
    public StraightExit? MetOnEntry(int bar, in StraightEntry entry, long held)
    {
        ref readonly var seen = ref _bars[bar];
        var (stop, target) = (entry.Stop, entry.Target);
        if (_money.IsAtMost(seen.Low, stop)) return Stopped(bar, entry, held);
        if (target == 0) return null;
        var offered = _money.OfferedAtOpen(seen.Open);
        if (offered >= target) return new StraightExit(offered, ExitReason.Target, Liquidity.Taker, IsAtOpen: true);
        if (!_money.IsAtLeast(seen.High, target)) return null;
        return new StraightExit(target, ExitReason.Target, Liquidity.Maker, _money.IsAtLeast(seen.Open, target));
    }

    private StraightExit Stopped(int bar, in StraightEntry entry, long held)
    {
        ref readonly var seen = ref _bars[bar];
        var (stop, target) = (entry.Stop, entry.Target);
        var isGap = _money.IsAtMost(seen.Open, stop);
        if (!isGap && target > 0 && _money.IsAtLeast(seen.High, target)) Ambiguities++;
        var price = isGap ? _money.Taken(Side.Sell, seen.Open, held, bar) : _money.Taken(Side.Sell, stop, held, bar);
        return new StraightExit(price, ExitReason.Stop, Liquidity.Taker, isGap);
    }
}

/// An entry that passed every rule.
/// <param name="Stop">In ticks, as the target, which is zero where there is none.</param>
internal readonly record struct StraightEntry(long Lots, long Stop, long Target);

internal readonly record struct StraightExit(long Ticks, ExitReason Reason, Liquidity Liquidity, bool IsAtOpen);

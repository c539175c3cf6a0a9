using System.Buffers;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Straight;

/// A run without messages: the strategy says its ideas bar by bar, and the account takes them.
internal static class StraightPath
{
    /// So many bars are looked at, thought about and traded together, while they are near.
    private const int Block = 512;

    /// Null where the run needs messages, with the reason.
    public static RunResult? TryRun(RunPlan plan, Action<long>? progress, CancellationToken cancel, out string? why)
    {
        why = StraightReach.WhyNot(plan) ?? (plan.Markets[0].Bars.Length == 0 ? "there are no bars" : null);
        if (why is not null) return null;
        var equity = ArrayPool<double>.Shared.Rent(plan.Markets[0].Bars.Length);
        try
        {
            var market = new StraightMarket(plan);
            var account = new StraightAccount(market, plan.Limits, plan.Venue, plan.Spec.StartCash, equity);
            var curve = new StraightCurve(market);
            why = Run(account, market, plan, curve, progress, cancel);
            return why is null ? StraightResult.Of(plan, market, account, curve) : null;
        }
        finally
        {
            ArrayPool<double>.Shared.Return(equity);
        }
    }

    /// Leads an account through the whole of a market; says why it can't where it can't.
    /// <param name="market">Bars that were not admitted before are, as they come.</param>
    /// <param name="curve">What takes the curve; none where the account's own is enough.</param>
    public static string? Run(StraightAccount account, StraightMarket market, RunPlan plan, StraightCurve? curve, Action<long>? progress, CancellationToken cancel)
    {
        var strategy = LongerBars.For(plan.Strategy(), plan.Spec.Timeframe, TradingCalendar.For(market.Instrument.Hours));
        account.Begin();
        var bars = market.Bars;
        for (var from = 0; from < bars.Length; from += Block)
        {
            cancel.ThrowIfCancellationRequested();
            progress?.Invoke(from);
            var to = Math.Min(bars.Length, from + Block);
            if ((market.Admit(to) ?? account.Doubt) is { } why) return why;
            Think(strategy, account, bars, from, to);
            account.GoTo(to - 1);
            curve?.Take(account, to);
        }
        return account.Doubt;
    }

    private static void Think(IStrategy strategy, StraightAccount account, Bar[] bars, int from, int to)
    {
        for (var bar = from; bar < to; bar++)
        {
            var idea = strategy.Next(in bars[bar]);
            if (idea.Action != SignalAction.Hold) account.Take(bar, idea);
        }
    }
}

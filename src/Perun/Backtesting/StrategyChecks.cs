using Perun.Backtest.Checks;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;

namespace Perun.Backtesting;

/// What one check said about a strategy on the bars of one market.
public sealed record StrategyVerdict(string Check, string Symbol, bool IsClean, string Sentence);

/// Is what a strategy shows on history what it would have done?
internal static class StrategyChecks
{
    public static IEnumerable<StrategyVerdict> Run(BacktestRequest request, Func<IStrategy> make, IReadOnlyList<RunMarket> markets, CancellationToken cancel)
    {
        foreach (var market in markets)
        {
            var symbol = market.Instrument.Symbol;
            IStrategy Make() => LongerBars.For(make(), request.Timeframe, TradingCalendar.For(market.Instrument.Hours));
            // Ten years later a session begins at another hour of UTC, and the longer bars of a strategy would be others.
            var datesCount = market.Instrument.Hours == TradingHours.AroundTheClock || make().AlsoHears.Count == 0;
            if (request.ChecksLookAhead) yield return LookAhead(Make, symbol, market.Bars, datesCount, cancel);
            if (request.ChecksRecursion) yield return Recursion(Make, symbol, market.Bars, cancel);
        }
    }

    private static StrategyVerdict LookAhead(Func<IStrategy> make, string symbol, Bar[] bars, bool datesCount, CancellationToken cancel)
    {
        if (bars.Length < LookAheadCheck.FewestBars) return TooShort("look-ahead", symbol, bars.Length, LookAheadCheck.FewestBars);
        var report = LookAheadCheck.Run(make, bars, cancel: cancel);
        if (!report.IsClean) return new StrategyVerdict("look-ahead", symbol, false, report.Sentence);
        return datesCount && DateCheck.Run(make, bars, cancel) is { } suspicion
            ? new StrategyVerdict("look-ahead", symbol, false, suspicion.Sentence)
            : new StrategyVerdict("look-ahead", symbol, true, report.Sentence);
    }

    private static StrategyVerdict Recursion(Func<IStrategy> make, string symbol, Bar[] bars, CancellationToken cancel)
    {
        if (bars.Length < RecursionCheck.FewestBars) return TooShort("recursion", symbol, bars.Length, RecursionCheck.FewestBars);
        var report = RecursionCheck.Run(make, bars, cancel: cancel);
        return new StrategyVerdict("recursion", symbol, report.Needed is not null || report.Ideas == 0, report.Sentence);
    }

    private static StrategyVerdict TooShort(string check, string symbol, int bars, int fewest) =>
        new(check, symbol, false, $"Nothing could be checked on {bars:#,##0} bars: give at least {fewest:#,##0}.");
}

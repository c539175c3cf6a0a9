using System.Runtime.InteropServices;
using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Instruments;

namespace Perun.Backtest.Search;

/// The numbers of a run, as the statistics of a report have them. Every set of a search sees the same moments, so what
/// depends on them alone is worked out once.
internal sealed class Scorer(RunSpec spec, TradingHours hours)
{
    private readonly double _start = (double)spec.StartCash;
    private readonly int _perYear = DailyCurve.DaysPerYear(hours);
    private Moments? _moments;

    public SetNumbers Of(RunResult run)
    {
        var (profits, risks) = (new List<double>(run.Trades.Count), new List<double>(run.Trades.Count));
        foreach (var trade in run.Trades)
        {
            profits.Add((double)trade.Profit);
            if (TradeStatistics.RiskMultiple(trade) is { } multiple) risks.Add(multiple);
        }
        return Of(run.Equity.Times, run.Equity.Equity, CollectionsMarshal.AsSpan(profits), CollectionsMarshal.AsSpan(risks));
    }

    /// <param name="risks">What each trade made in units of what its stop planned to lose, of those that had a stop.</param>
    public SetNumbers Of(long[] times, double[] equity, ReadOnlySpan<double> profits, ReadOnlySpan<double> risks)
    {
        var moments = MomentsOf(times);
        var daily = new double[moments.Places.Length];
        for (var i = 0; i < daily.Length; i++) daily[i] = equity[moments.Places[i]];
        var returns = DailyCurve.ReturnsOf(daily, _start);
        var end = equity.Length == 0 ? _start : equity[^1];
        var deepest = Drawdowns.Deepest(equity, _start);
        var cagr = Performance.CompoundRate(_start, end, moments.Length);
        var (won, lost, wins, sum) = (0.0, 0.0, 0, 0.0);
        foreach (var profit in profits)
        {
            sum += profit;
            if (profit > 0) (won, wins) = (won + profit, wins + 1);
            else lost -= profit;
        }
        return new SetNumbers
        {
            End = end,
            Return = Performance.TotalReturn(_start, end),
            Cagr = cagr,
            Sharpe = Performance.Sharpe(returns, _perYear),
            Sortino = Performance.Sortino(returns, _perYear),
            Calmar = Performance.Calmar(cagr, deepest),
            MaxDrawdown = deepest,
            Trades = profits.Length,
            WinRate = Defined.Ratio(wins, profits.Length),
            ProfitFactor = Defined.Ratio(won, lost),
            Expectancy = Defined.Ratio(sum, profits.Length),
            SystemQuality = TradeStatistics.SystemQualityOf(risks.Length == profits.Length ? risks : profits),
            Blocks = BlockTally.Of(returns),
        };
    }

    private Moments MomentsOf(long[] times)
    {
        if (_moments is { } known && known.Times.Length == times.Length && (times.Length == 0 || (known.Times[0] == times[0] && known.Times[^1] == times[^1]))) return known;
        var (_, places) = DailyCurve.LastOfDays(times, hours);
        var length = times.Length == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(times[^1] - times[0]) + spec.Timeframe.Length;
        return _moments = new Moments(times, places, length);
    }

    private sealed record Moments(long[] Times, int[] Places, TimeSpan Length);
}

using Perun.Backtest.Belief;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Statistics;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests;

/// Runs as they might be: a market with calm and storm, trades with brackets on it, and the account that follows.
internal static class SampleRuns
{
    public static readonly DateTime Start = new(2021, 1, 4, 0, 0, 0, DateTimeKind.Utc);

    public static Bar[] Market(int count, Timeframe timeframe, ulong seed, double price = 120)
    {
        var random = new RandomStream(seed);
        var bars = new Bar[count];
        var calm = 0.3 * Math.Sqrt(timeframe.Minutes / 525_600.0);
        var volatility = calm;
        for (var i = 0; i < count; i++)
        {
            volatility += 0.03 * (calm - volatility) + 0.1 * volatility * random.NextNormal() * 0.5;
            volatility = Math.Clamp(volatility, calm / 3, calm * 4);
            var (open, high, low) = (price, price, price);
            for (var step = 0; step < 4; step++)
            {
                price *= Math.Exp(volatility * 0.5 * random.NextNormal());
                (high, low) = (Math.Max(high, price), Math.Min(low, price));
            }
            bars[i] = new Bar(Start + i * timeframe.Length, open, high, low, price, 1000);
        }
        return bars;
    }

    /// One position at a time in the only symbol; each entry is nudged to the right side with the chance given.
    public static RunResult Traded(string symbol, Bar[] bars, Timeframe timeframe, ulong seed, double skill = 0.1, int hold = 30)
    {
        var random = RandomStream.Named(seed, "trades");
        var trades = new List<RunTrade>();
        var (equity, exposure, times) = (new double[bars.Length], new double[bars.Length], new long[bars.Length]);
        var cash = 100_000.0;
        var i = 0;
        while (i < bars.Length)
        {
            var wait = 1 + random.NextBelow(hold * 2);
            for (var until = Math.Min(bars.Length, i + wait); i < until; i++) equity[i] = cash;
            if (i + hold + 2 >= bars.Length) continue;
            var entry = bars[i].Close;
            var sign = random.NextChance(skill) ? Math.Sign(bars[i + hold].Close - entry) : random.NextChance(0.6) ? 1 : -1;
            if (sign == 0) sign = 1;
            var width = entry * 0.3 * Math.Sqrt(hold * timeframe.Minutes / 525_600.0);
            var (stop, target) = (entry - sign * width, entry + sign * width * 1.6);
            var quantity = Math.Round(cash * 0.5 / entry, 2);
            var (worst, best, exit, reason, opened) = (0.0, 0.0, 0.0, ExitReason.Signal, i);
            (equity[i], exposure[i]) = (cash, quantity * entry);
            for (i++; ; i++)
            {
                var (bad, good) = sign > 0 ? (bars[i].Low, bars[i].High) : (bars[i].High, bars[i].Low);
                worst = Math.Min(worst, (bad - entry) * sign * quantity);
                best = Math.Max(best, (good - entry) * sign * quantity);
                if ((bad - stop) * sign <= 0) (exit, reason) = (stop, ExitReason.Stop);
                else if ((good - target) * sign >= 0) (exit, reason) = (target, ExitReason.Target);
                else if (i - opened >= hold) (exit, reason) = (bars[i].Close, ExitReason.Signal);
                if (exit > 0) break;
                (equity[i], exposure[i]) = (cash + (bars[i].Close - entry) * sign * quantity, quantity * bars[i].Close);
            }
            var fees = Math.Round(quantity * (entry + exit) * 0.0002, 2);
            var profit = Math.Round((exit - entry) * sign * quantity - fees, 2);
            cash += profit;
            equity[i] = cash;
            trades.Add(new RunTrade
            {
                Symbol = symbol,
                Side = sign > 0 ? Side.Buy : Side.Sell,
                Opened = bars[opened].Time + timeframe.Length,
                Closed = bars[i].Time,
                Quantity = (decimal)quantity,
                AverageEntry = (decimal)Math.Round(entry, 2),
                AverageExit = (decimal)Math.Round(exit, 2),
                Fees = (decimal)fees,
                Profit = (decimal)profit,
                Reason = reason,
                WorstUnrealised = (decimal)Math.Round(worst, 2),
                BestUnrealised = (decimal)Math.Round(best, 2),
                Stop = (decimal)Math.Round(stop, 2),
                Target = (decimal)Math.Round(target, 2),
            });
            i++;
        }
        for (var bar = 0; bar < bars.Length; bar++) times[bar] = (bars[bar].Time + timeframe.Length).Ticks;
        return new RunResult
        {
            Spec = Spec(timeframe, bars[0].Time, bars[^1].Time, symbol),
            Equity = new EquityCurve(times, equity, exposure),
            Trades = trades,
            Bars = bars.Length,
            Refusals = new Dictionary<string, long> { ["daily-loss"] = 12, ["position-cap"] = 143, ["stale-price"] = 2 },
        };
    }

    public static RunSpec Spec(Timeframe timeframe, DateTime from, DateTime to, params string[] symbols) => new()
    {
        Strategy = "donchian",
        Parameters = new Dictionary<string, double> { ["entry"] = 55, ["exit"] = 20, ["stopAtr"] = 2.5 },
        Symbols = symbols,
        Timeframe = timeframe,
        From = from,
        To = to,
        StartCash = 100_000,
    };

    /// A run from given values, one a day around the clock, with no trades.
    public static RunResult Days(params double[] equity) => new()
    {
        Spec = Spec(Timeframe.D1, Start, Start.AddDays(equity.Length), "BTC/USD") with { StartCash = 100 },
        Equity = new EquityCurve([.. equity.Select((_, i) => Start.AddDays(i + 1).Ticks)], equity, new double[equity.Length]),
        Trades = [],
        Bars = equity.Length,
        Refusals = new Dictionary<string, long>(),
    };

    /// A long trade of ten from 100 with the stop at 95, unless said otherwise.
    public static RunTrade Trade(decimal profit, int day = 0, string symbol = "AAPL") => new()
    {
        Symbol = symbol,
        Side = Side.Buy,
        Opened = Start.AddDays(day).AddHours(15),
        Closed = Start.AddDays(day).AddHours(17),
        Quantity = 10,
        AverageEntry = 100,
        AverageExit = 100 + profit / 10,
        Fees = 1,
        Profit = profit,
        Reason = profit < 0 ? ExitReason.Stop : ExitReason.Target,
        WorstUnrealised = Math.Min(0, profit) - 5,
        BestUnrealised = Math.Max(0, profit) + 5,
        Stop = 95,
        Target = 110,
    };

    public static ReportInput Report(RunResult run, IReadOnlyDictionary<string, Bar[]>? bars = null, BeliefOptions? belief = null, string? name = null)
    {
        var benchmark = bars is { Count: > 0 }
            ? new BenchmarkCurve("Buy and hold", run.Equity.Times, [.. bars.Values.First().Select(bar => bar.Close)]) : null;
        var statistics = RunStatistics.Of(run, new StatisticsOptions(TradingHours.AroundTheClock, benchmark));
        return new ReportInput(run, statistics, RunBelief.Of(run, statistics, belief ?? new BeliefOptions(TradingHours.AroundTheClock)))
        {
            Bars = bars ?? new Dictionary<string, Bar[]>(),
            Benchmark = benchmark,
            Name = name,
        };
    }
}

using Perun.Backtest.History;
using Perun.Backtest.History.Reshaping;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Tests.History;
using Perun.Backtest.Tests.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.RealBars;

/// Two decades of real daily bars through every built-in strategy and the whole engine, held against an independent computation
/// and a handful of numbers worked out by hand.
public sealed class RealBarsTests : IDisposable
{
    private readonly Given _given = new();

    public void Dispose() => _given.Dispose();

    public static TheoryData<string, string> Everything
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var symbol in (string[])["SPY", "AAPL", "BTC/USD"])
                foreach (var strategy in StrategyCatalog.All) all.Add(symbol, strategy.Name);
            return all;
        }
    }

    [Theory, MemberData(nameof(Everything))]
    public void Every_strategy_makes_the_trades_and_the_money_of_an_independent_computation(string symbol, string strategy)
    {
        var bars = Bars(symbol);
        var run = Run(symbol, strategy, bars);
        var (trades, equity) = PlainAccount.Trade(bars, new PlainDecisions(bars).Of(strategy));
        run.Bars.ShouldBe(bars.Length);
        run.Trades.Count.ShouldBe(trades.Count);
        trades.ShouldNotBeEmpty();
        for (var i = 0; i < trades.Count; i++)
        {
            var (plain, real) = (trades[i], run.Trades[i]);
            real.Side.ShouldBe(Side.Buy);
            DayOf(real.Opened, symbol).ShouldBe(bars[plain.Entered].Time.Date, $"entry of trade {i}");
            DayOf(real.Closed, symbol).ShouldBe(bars[plain.Left].Time.Date, $"exit of trade {i}");
            ((double)real.AverageEntry).ShouldBe(plain.Entry, plain.Entry * 1e-6, $"entry of trade {i}");
            ((double)real.AverageExit).ShouldBe(plain.Exit, plain.Exit * 1e-6, $"exit of trade {i}");
            ((double)real.Quantity).ShouldBe(plain.Quantity, plain.Quantity * 1e-6, $"quantity of trade {i}");
        }
        run.Equity.Equity[^1].ShouldBe(equity, equity * 1e-6);
    }

    /// The close of 2 January 1998 is 97.36: a tenth of 100,000 buys 10,000 / 97.36 = 102.71158586 at the next open, 97.84, with a stop
    /// at 97.36 * 0.95 = 92.492, which the low of 9 January, 91.91, touches. The loss is 102.71158586 * 5.348 = 549.30, and the fees are a
    /// hundredth of a percent of 10,049.30 and of 9,500.00: 1.00 and 0.95.
    [Fact]
    public void SPY_bought_and_held_is_first_stopped_out_in_a_week()
    {
        var first = Run("SPY", "buy-and-hold", Bars("SPY")).Trades[0];
        (first.Opened.Date, first.Closed.Date).ShouldBe((new DateTime(1998, 1, 5), new DateTime(1998, 1, 9)));
        (first.AverageEntry, first.AverageExit, first.Quantity).ShouldBe((97.84m, 92.492m, 102.71158586m));
        Math.Round(first.Profit, 2).ShouldBe(-551.26m);
    }

    /// On 10 February 1998 the close, 102.05, breaks 101.75, the highest of twenty days. It is bought at the next open, 102.09. The
    /// range is 1.6118, so the target is 102.05 + 3 * 1.6118 = 106.8854; on 11 March the open, 106.97, is beyond it.
    [Fact]
    public void SPYs_first_breakout_leaves_at_the_open_that_gapped_through_its_target()
    {
        var first = Run("SPY", "donchian-breakout", Bars("SPY")).Trades[0];
        (first.Opened.Date, first.Closed.Date).ShouldBe((new DateTime(1998, 2, 11), new DateTime(1998, 3, 11)));
        (first.AverageEntry, first.AverageExit).ShouldBe((102.09m, 106.97m));
        Math.Round(first.Target!.Value, 4).ShouldBe(106.8854m);
    }

    /// The raw closes on both sides are 645.57 and 93.70 (seven for one, 2014), and 499.23 and 129.04 (four for one, 2020). Before the
    /// latter the factors are 0.25 and 0.9967882: 499.23 * 0.25 * 0.9967882 = 124.4066.
    [Fact]
    public void Apples_splits_leave_no_gap_in_adjusted_bars_and_no_loss_in_a_run()
    {
        var bars = Bars("AAPL");
        bars.Single(bar => bar.Time.Date == new DateTime(2020, 8, 28)).Close.ShouldBe(124.4066, 0.0001);
        foreach (var day in (DateTime[])[new(2014, 6, 9), new(2020, 8, 31)])
        {
            var at = Array.FindIndex(bars, bar => bar.Time.Date == day);
            (bars[at].Open / bars[at - 1].Close).ShouldBeInRange(0.95, 1.05);
        }
        Run("AAPL", "sma-atr", bars).Trades.Min(trade => trade.AverageExit / trade.AverageEntry).ShouldBeGreaterThan(0.7m);
    }

    private static RunResult Run(string symbol, string strategy, Bar[] bars)
    {
        var definition = StrategyCatalog.Find(strategy)!;
        var plan = RunBench.Plan(bars, () => definition.Create(definition.Default), RunBench.TenPercentEach with { StaleAfter = TimeSpan.FromDays(400) }, timeframe: Timeframe.D1);
        var instrument = RunBench.Coin(symbol) with { Hours = symbol == "BTC/USD" ? TradingHours.AroundTheClock : TradingHours.NewYork };
        return RunBench.Run(plan with { Markets = [new RunMarket(instrument, bars)] });
    }

    /// Apple's are adjusted: its shares were split four times in between.
    private Bar[] Bars(string symbol)
    {
        var name = symbol == "BTC/USD" ? "btcusd_trade" : symbol.ToLowerInvariant();
        _given.Import(Perun.Tests.Fixtures.Path($"lean/daily/{name}.zip"));
        var key = new SeriesKey(symbol, Timeframe.D1);
        if (symbol != "AAPL") return _given.Stored(key);
        var adjusted = new SeriesKey("AAPL.ADJ", Timeframe.D1);
        Adjuster.Run(_given.Store, key, adjusted, FactorFile.Read(Perun.Tests.Fixtures.Path("lean/factor/aapl.csv")), CancellationToken.None);
        return _given.Stored(adjusted);
    }

    /// A day's trades are told when it is over, which around the clock is the next midnight.
    private static DateTime DayOf(DateTime told, string symbol) => symbol == "BTC/USD" ? told.AddTicks(-1).Date : told.Date;
}

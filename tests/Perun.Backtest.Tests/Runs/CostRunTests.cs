using Perun.Backtest.Costs;
using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Tests.Runs;

/// What a run assumes of fills, followed through the engine to the money at the end. Worked out by hand.
public class CostRunTests
{
    /// A thousand coins are a tenth of 1,000,000 at 100; bars without movement but what the test wants.
    private static RunPlan Plan(Bar[] bars, FillWords words, params (int Bar, SignalAction Action)[] script)
    {
        var plan = RunBench.Plan(bars, () => new Scripted(script));
        plan = plan with { Markets = [plan.Markets[0] with { Instrument = Whole }], Spec = plan.Spec with { StartCash = 1_000_000 } };
        return words.Read().Fills.ShouldNotBeNull().On(plan);
    }

    private static readonly Instrument Whole = RunBench.Coin() with { Lot = 1, Tick = 0.01m };

    private static Bar[] Flat(params double[] prices) => [.. prices.Select((price, i) => new Bar(RunBench.Start.AddMinutes(i), price, price, price, price, 10_000))];

    [Fact]
    public void Spread_slippage_and_fees_come_out_of_the_profit_and_the_books_agree()
    {
        // Bought at 100 + half of 20 bp + 10 bp = 100.20, sold at 110 - 0.22 = 109.78; 10 bp of each side's value.
        var run = RunBench.Run(Plan(Flat(100, 100, 110, 110), new FillWords("20bp", "10bp", Fees: "10bp"), (0, SignalAction.Buy), (2, SignalAction.Sell)));
        var trade = run.Trades.ShouldHaveSingleItem();
        (trade.Quantity, trade.AverageEntry, trade.AverageExit).ShouldBe((1000m, 100.20m, 109.78m));
        trade.Fees.ShouldBe(100.20m + 109.78m);
        trade.Profit.ShouldBe(9_580m - 209.98m);
        run.Equity.Equity[^1].ShouldBe(1_009_370.02, 0.0001);
    }

    [Theory]
    [InlineData(0, 101, 106)]
    [InlineData(1, 102, 108)]
    [InlineData(3, 104, 112)]
    public void An_order_meets_the_open_so_many_bars_later(int latency, double paid, double got)
    {
        // Bought on bar 0, so at the open of bar 1 + latency. Sold on bar 5: the bracket is taken back first, then the sale is sent,
        // and each message is as late as the other, so the sale meets bar 6 + 2 * latency.
        var bars = Flat([.. Enumerable.Range(100, 16).Select(price => (double)price)]);
        var run = RunBench.Run(Plan(bars, new FillWords("none", "none", $"{latency}", "none", "none"), (0, SignalAction.Buy), (5, SignalAction.Sell)));
        var trade = run.Trades.ShouldHaveSingleItem();
        (trade.AverageEntry, trade.AverageExit).ShouldBe(((decimal)paid, (decimal)got));
    }

    [Fact]
    public void Latency_counts_bars_and_not_the_time_between_them()
    {
        var bars = Flat(100, 100, 100, 100);
        for (var i = 1; i < bars.Length; i++) bars[i] = bars[i] with { Time = bars[i].Time.AddDays(3 * i), Open = 100 + i, High = 100 + i };
        var run = RunBench.Run(Plan(bars, new FillWords("none", "none", "1", "none", "none"), (0, SignalAction.Buy)));
        run.Equity.Exposure.ShouldBe([0, 0, 100_000, 100_000]);
    }

    [Fact]
    public void Late_orders_leave_the_books_in_order_and_the_run_repeatable()
    {
        var plan = new FillWords("2bp", "1bp+volume:50bp", "2", "10%", "kraken").Read().Fills!.On(RunBench.Plan(RunBench.Walk(20_000)));
        var (one, two) = (RunBench.Run(plan), RunBench.Run(plan));
        one.Trades.Count.ShouldBeGreaterThan(100);
        two.Trades.ShouldBe(one.Trades);
        two.Equity.Equity.ShouldBe(one.Equity.Equity);
        one.Equity.Equity[^1].ShouldBeLessThan(RunBench.Run(RunBench.Plan(RunBench.Walk(20_000))).Equity.Equity[^1], "costs cost");
    }

    [Fact]
    public void A_share_of_the_volume_fills_an_entry_over_several_bars()
    {
        // A thousand wanted, 400 a bar: 400 at 101, 400 at 102, 200 at 103, on average 101.80.
        Bar[] bars = [.. Flat(100, 101, 102, 103, 103, 103, 103, 103, 103).Select(bar => bar with { Volume = 4_000 })];
        var run = RunBench.Run(Plan(bars, new FillWords("none", "none", VolumeShare: "10%", Fees: "none"), (0, SignalAction.Buy), (4, SignalAction.Sell)));
        var trade = run.Trades.ShouldHaveSingleItem();
        (trade.Quantity, trade.AverageEntry).ShouldBe((1000m, 101.80m));
        run.Equity.Exposure[1].ShouldBe(400 * 101, 0.001);
    }

    [Fact]
    public void What_trades_enough_pays_less()
    {
        // 100,000 bought at 0.40 % are 400; a day later 42,000 of trailing volume and more cost 0.22 % on the way out: the 100,000 are one tier, 0.22 %.
        var bars = Flat(100, 100, 100, 100);
        for (var i = 2; i < bars.Length; i++) bars[i] = bars[i] with { Time = bars[i].Time.AddDays(1) };
        var run = RunBench.Run(Plan(bars, new FillWords("none", "none", VolumeShare: "none", Fees: "kraken"), (0, SignalAction.Buy), (2, SignalAction.Sell)));
        run.Trades.ShouldHaveSingleItem().Fees.ShouldBe(400m + 220m);
    }

    [Fact]
    public void A_fee_in_the_asset_itself_leaves_less_to_sell()
    {
        // Alpaca credits 1000 less 0.25 %: 997.5, of which 997 whole ones can be sold; the half stays.
        var run = RunBench.Run(Plan(Flat(100, 100, 100, 100), new FillWords("none", "none", VolumeShare: "none", Fees: "alpaca"), (0, SignalAction.Buy), (2, SignalAction.Sell)));
        run.Equity.Exposure[1].ShouldBe(99_700, 100);
        run.Equity.Equity[^1].ShouldBe(1_000_000 - 250 - 0.0025 * 99_750, 150);
    }

    [Fact]
    public void A_short_is_sold_to_open_and_bought_to_cover()
    {
        // Sold 1000 at 100, covered at 90 by the target: 10,000 before fees of 10 bp: 100 and 90.
        Bar[] bars = [.. Flat(100, 100), At(2, 100, 103, 97, 98), At(3, 98, 99, 88, 89), .. Flat(0, 0, 0, 0, 89, 89).Skip(4)];
        var run = RunBench.Run(Short(bars, new FillWords("none", "none", Fees: "10bp"), allowed: true, shortable: true, stop: 110, target: 90, (0, SignalAction.Sell)));
        var trade = run.Trades.ShouldHaveSingleItem();
        (trade.Side, trade.Quantity, trade.AverageEntry, trade.AverageExit).ShouldBe((Side.Sell, 1000m, 100m, 90m));
        trade.Profit.ShouldBe(10_000m - 190m);
        // At its worst it stood at 103; at its best it was left, before the low of 88.
        (trade.WorstUnrealised, trade.BestUnrealised).ShouldBe((-3_000m, 10_000m));
        run.Equity.Equity[^1].ShouldBe(1_009_810, 0.0001);
    }

    [Fact]
    public void A_short_that_rises_is_bought_back_at_its_stop()
    {
        Bar[] bars = [.. Flat(100, 100), At(2, 100, 111, 99, 110), .. Flat(0, 0, 0, 110, 110).Skip(3)];
        var trade = RunBench.Run(Short(bars, new FillWords("none", "none", Fees: "none"), allowed: true, shortable: true, stop: 105, target: 80, (0, SignalAction.Sell))).Trades.ShouldHaveSingleItem();
        (trade.Side, trade.AverageExit, trade.Profit).ShouldBe((Side.Sell, 105m, -5_000m));
    }

    [Fact]
    public void A_buy_idea_covers_a_short()
    {
        var trade = RunBench.Run(Short(Flat(100, 100, 95, 94, 94), new FillWords("none", "none", Fees: "none"), allowed: true, shortable: true, stop: 110, target: 0, (0, SignalAction.Sell), (2, SignalAction.Buy))).Trades.ShouldHaveSingleItem();
        (trade.Side, trade.AverageExit, trade.Profit).ShouldBe((Side.Sell, 94m, 6_000m));
    }

    [Fact]
    public void Where_the_venue_has_no_shorts_the_refusal_is_counted()
    {
        var run = RunBench.Run(Short(Flat(100, 100, 95, 94), new FillWords(), allowed: true, shortable: false, stop: 110, target: 0, (0, SignalAction.Sell)));
        run.Trades.ShouldBeEmpty();
        run.Refusals["ShortNotAllowed"].ShouldBe(1);
    }

    [Fact]
    public void Where_shorts_are_not_asked_for_a_sell_idea_opens_nothing()
    {
        var run = RunBench.Run(Short(Flat(100, 100, 95, 94), new FillWords(), allowed: false, shortable: true, stop: 110, target: 0, (0, SignalAction.Sell)));
        run.Trades.ShouldBeEmpty();
        run.Equity.Exposure.ShouldAllBe(exposure => exposure == 0);
    }

    [Fact]
    public void What_asks_for_more_than_it_has_is_refused_and_counted()
    {
        // Three coins at 40 % each: for the third a fifth of the cash is left, at its stop worth 10,000, which is less than the venue takes.
        RunMarket[] markets = [.. new[] { "A/USD", "B/USD", "C/USD" }.Select(symbol => new RunMarket(RunBench.Coin(symbol) with { MinNotional = 15_000 }, Flat(100, 100, 100)))];
        var plan = RunBench.Plan(markets[0].Bars, () => new Scripted((0, SignalAction.Buy)), RunBench.TenPercentEach with { MaxPositionSize = Core.Money.AmountOrPercent.Percent(40) });
        var run = RunBench.Run(plan with { Markets = markets });
        run.Refusals.ShouldBe([new("BelowMinimum", 1)]);
        run.Equity.Exposure[^1].ShouldBeLessThanOrEqualTo(100_000);
    }

    private static Bar At(int minute, double open, double high, double low, double close) => new(RunBench.Start.AddMinutes(minute), open, high, low, close, 10_000);

    private static RunPlan Short(Bar[] bars, FillWords words, bool allowed, bool shortable, double stop, double target, params (int Bar, SignalAction Action)[] script)
    {
        var plan = Plan(bars, words, script);
        return plan with
        {
            Strategy = () => new Scripted(script) { Opens = SignalAction.Sell, Stop = stop, Target = target },
            Markets = [plan.Markets[0] with { Instrument = plan.Markets[0].Instrument with { CanBeShorted = shortable } }],
            Limits = plan.Limits with { AllowShort = allowed },
        };
    }
}

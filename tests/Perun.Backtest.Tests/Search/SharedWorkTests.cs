using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Backtest.Search;
using Perun.Backtest.Search.Tapes;
using Perun.Backtest.Straight;
using Perun.Backtest.Tests.Runs;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Money;
using Perun.Core.Strategies;
using Perun.Engine;
using Perun.Simulation.Exchange;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Search;

/// Shared work and the full engine, side by side: the same round trips to the last tick and lot, the same money.
public class SharedWorkTests
{
    private const int SetsEach = 12;

    /// The limits a backtest has when nothing is set.
    private static readonly EngineSettings Usual = new() { StaleAfter = TimeSpan.FromDays(7) };

    private static readonly ExchangeRules UsualVenue = new() { Latency = TimeSpan.Zero };

    /// Amounts on top, and rates that fall with what was traded.
    private static readonly ExchangeRules Tiered = UsualVenue with { SpreadAmount = 0.02m, SlippageAmount = 0.01m, CryptoTiers = [new FeeTier(20_000, 0.0014m, 0.0024m), new FeeTier(60_000, 0.001m, 0.002m), new FeeTier(400_000, 0.0002m, 0.0012m)] };

    private static readonly Instrument Kraken = RunBench.Coin() with { Tick = 0.1m, Lot = 0.00001m, MinNotional = 1, Fees = new FeeSchedule { TakerRate = 0.0025m, MakerRate = 0.0015m, Asset = FeeAsset.Credited } };

    private static readonly Instrument Share = RunBench.Coin("ACME") with
    {
        AssetClass = AssetClass.Equity,
        Tick = 0.01m,
        Lot = 1,
        TickBelowOne = 0.0001m,
        Fees = new FeeSchedule { SellRate = 0.0000278m, SellPerShare = 0.000166m, SellPerShareCap = 8.30m, PerShare = 0.000046m },
    };

    public static TheoryData<string, string> Worlds()
    {
        var data = new TheoryData<string, string>();
        foreach (var strategy in StrategyCatalog.All)
            foreach (var world in (string[])["yardstick", "crypto", "share", "days", "tight", "tiers"]) data.Add(strategy.Name, world);
        return data;
    }

    [Theory]
    [MemberData(nameof(Worlds))]
    public void Shared_work_makes_the_same_round_trips_and_the_same_money_as_the_full_engine(string strategy, string world)
    {
        var plan = PlanOf(strategy, world);
        Sharing.WhyNot(plan).ShouldBeNull();
        var dice = RandomStream.Named(11, strategy + world);
        var (trips, shared) = (0, 0);
        var market = new StraightMarket(plan.Run);
        market.Admit(market.Bars.Length).ShouldBeNull();
        var sets = new StraightSets(plan, market, new Scorer(plan.Run.Spec, plan.Hours), shares: true);
        var account = sets.NewAccount();
        foreach (var values in Sets(plan.Space, ref dice))
        {
            sets.Follow(values, account);
            if (account.Doubt is not null) continue;
            var run = BacktestRunner.ByMessages(plan.RunOf(values), null, CancellationToken.None);
            shared++;
            trips += run.Trades.Count;
            var curve = new StraightCurve(market);
            curve.Take(account, market.Bars.Length);
            TwoWays.Difference(run, StraightResult.Of(plan.RunOf(values), market, account, curve)).ShouldBeNull($"{world}: {strategy} {values}");
        }
        shared.ShouldBeGreaterThan(SetsEach / 2, "or nothing was compared");
        if (strategy is not "buy-and-hold") trips.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_search_with_shared_work_finds_what_one_without_it_finds()
    {
        var plan = SearchBench.Plan(8_000, "sma-atr", "period=10:40:10", "stopAtr=1:3:1", "targetAtr=2:4:1");
        var (with, without) = (SearchBench.Search(plan), SearchBench.Search(plan with { MayShare = false }));
        with.SharedCount.ShouldBe(36);
        (without.SharedCount, without.WhyNotShared).ShouldBe((0, "it is switched off"));
        with.Ranking.Select(outcome => outcome.Key).ShouldBe(without.Ranking.Select(outcome => outcome.Key));
        foreach (var (left, right) in with.Ranking.Zip(without.Ranking)) StraightSets.Agree(left.Numbers!, right.Numbers!).ShouldBeTrue(left.Key);
        with.Winner.Run.Trades.ShouldBe(without.Winner.Run.Trades);
    }

    [Fact]
    public void A_set_that_would_fill_in_parts_is_left_to_the_full_engine()
    {
        var bars = RunBench.Walk(3_000);
        for (var i = 0; i < bars.Length; i++) bars[i] = bars[i] with { Volume = i % 7 == 0 ? 1 : 2000 };
        var plan = SearchBench.Plan(SearchBench.Run(bars, venue: UsualVenue), SearchBench.Space("sma-atr", ["period=10:30:10"]));
        var result = SearchBench.Search(plan);
        (result.SharedCount, result.WhyNotShared).ShouldBe((0, null));
        var alone = SearchBench.Search(plan with { MayShare = false });
        result.Ranking.Select(outcome => (outcome.Key, outcome.Numbers!.End)).ShouldBe(alone.Ranking.Select(outcome => (outcome.Key, outcome.Numbers!.End)));
    }

    private static SearchPlan PlanOf(string strategy, string world)
    {
        var minutes = RunBench.Walk(12_000, 3);
        var run = world switch
        {
            "yardstick" => SearchBench.Run(minutes),
            "crypto" => SearchBench.Run(minutes, Kraken, Usual with { MaxDrawdownPercent = 2, DrawdownPause = TimeSpan.FromHours(3) }, UsualVenue),
            "share" => SearchBench.Run(Cents(minutes), Share, Usual with { MaxTradesPerDay = 9, DailyProfitTarget = AmountOrPercent.Amount(150), MaxDailyLoss = AmountOrPercent.Amount(120) }, ExchangeRules.Frictionless),
            "tiers" => SearchBench.Run([.. minutes.Select((bar, i) => bar with { Time = bar.Time.AddMinutes(59 * i) })], Kraken with { Fees = VenueFees.Kraken }, Usual, Tiered, Timeframe.H1),
            "days" => SearchBench.Run(Days(2_500), Share with { Hours = TradingHours.NewYork }, Usual, UsualVenue, Timeframe.D1),
            _ => SearchBench.Run(minutes, Kraken with { Lot = 0.01m, MinQuantity = 0.05m, MinNotional = 400 },
                Usual with { RiskPerTradePercent = 0.05m, MaxPositionSize = AmountOrPercent.Percent(40), StopOutLimit = 2, LossStreakLimit = 2, SymbolLossLimit = 2, SymbolLock = TimeSpan.FromMinutes(50), Cooldown = TimeSpan.Zero, MinConfidence = 0.55, MaxDailyLoss = AmountOrPercent.Percent(0.2m), MaxDrawdownPercent = 0.5m, DrawdownWindowDays = 2, DrawdownPause = TimeSpan.FromMinutes(90) },
                UsualVenue),
        };
        return SearchBench.Plan(run, SearchBench.Space(strategy, []));
    }

    /// Sets by lot, with averages short enough to trade.
    private static List<ParameterValues> Sets(SearchSpace space, ref RandomStream dice)
    {
        var sets = new List<ParameterValues>();
        var places = new int[space.Ranges.Count];
        while (sets.Count < SetsEach)
        {
            for (var i = 0; i < places.Length; i++)
            {
                var count = space.Ranges[i].Count;
                places[i] = dice.NextBelow(space.Ranges[i].Parameter.Name is "period" or "fast" or "slow" or "entry" or "exit" or "again" or "oversold" ? Math.Min(count, 40) : count);
            }
            if (space.At(places).Values is { } values) sets.Add(values);
        }
        return sets;
    }

    private static Bar[] Cents(Bar[] bars) =>
        [.. bars.Select(bar => new Bar(bar.Time, Cent(bar.Open), Cent(bar.High), Cent(bar.Low), Cent(bar.Close), bar.Volume))];

    private static double Cent(double price) => Math.Round(price, 2);

    private static Bar[] Days(int count)
    {
        var dice = RandomStream.Named(5, "days");
        var bars = new List<Bar>();
        var close = 80.0;
        for (var day = new DateTime(2012, 1, 3, 0, 0, 0, DateTimeKind.Utc); bars.Count < count; day = day.AddDays(1))
        {
            if (Core.Calendars.TradingCalendar.NewYork.SessionOn(DateOnly.FromDateTime(day)) is null) continue;
            var open = Cent(close * (1 + 0.004 * dice.NextNormal()));
            close = Cent(open * (1 + 0.0003 + 0.015 * dice.NextNormal()));
            var high = Cent(Math.Max(open, close) * (1 + Math.Abs(0.006 * dice.NextNormal())));
            var low = Cent(Math.Min(open, close) * (1 - Math.Abs(0.006 * dice.NextNormal())));
            bars.Add(new Bar(day, open, high, low, close, 1_000_000));
        }
        return [.. bars];
    }
}

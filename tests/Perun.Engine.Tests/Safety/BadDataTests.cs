using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Events;

namespace Perun.Engine.Tests.Safety;

public class BadDataTests
{
    private static Bar At(DateTime time, double open, double high, double low, double close, double volume) => new(time, open, high, low, close, volume);

    public static TheoryData<string, Bar> Garbage()
    {
        var time = EngineBench.Start;
        return new()
        {
            { "NaN", At(time, 100, double.NaN, 100, 100, 1) },
            { "infinite", At(time, 100, double.PositiveInfinity, 100, 100, 1) },
            { "zero", At(time, 0, 0, 0, 0, 1) },
            { "negative", At(time, -1, -1, -1, -1, 1) },
            { "high below low", At(time, 100, 99, 101, 100, 1) },
            { "NaN volume", At(time, 100, 100, 100, 100, double.NaN) },
            { "a turnover beyond all numbers", At(time, 100, 100, 100, 100, double.MaxValue) },
            { "beyond money", At(time, 1e13, 1e13, 1e13, 1e13, 1) },
            { "a single tick 90 % down", At(time, 10, 10, 10, 10, 1) },
            { "repeated", At(time.AddMinutes(-1), 101, 101, 101, 101, 1) },
            { "out of order", At(time.AddMinutes(-9), 101, 101, 101, 101, 1) },
            { "still forming", At(time.AddSeconds(30), 101, 101, 101, 101, 1) },
            { "from the future", At(time.AddYears(1), 101, 101, 101, 101, 1) },
        };
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public void It_changes_no_price_moves_no_money_and_silences_nothing_that_follows(string what, Bar bar)
    {
        var bench = new EngineBench(new EngineSettings { Protection = ProtectionStyle.EngineHeld });
        bench.Hold(stop: 95, target: 100.5m);
        bench.WaitSeconds(60);
        var (equity, turnover) = (bench.State.Ledger.Equity, bench.State.Market(Listing.Share).Turnover);
        bench.Do(new BarClosed(Listing.Share, bar));
        (bench.State.Ledger.Equity, bench.State.Market(Listing.Share).Price, bench.State.Market(Listing.Share).Turnover).ShouldBe((equity, 100, turnover), what);
        bench.Answers.Commands.ShouldBe(0, what);
        bench.Price(100.2).State.Market(Listing.Share).Price.ShouldBe(100.2, what);
        bench.State.Ledger.Equity.ShouldBe(100_020);
    }

    [Fact]
    public void Garbage_is_complained_about_once_until_something_sane_comes()
    {
        var bench = new EngineBench();
        for (var i = 0; i < 5; i++) bench.Bar(double.NaN);
        bench.Answers.Alerts(AlertCode.BadMarketData).Count.ShouldBe(1);
        bench.Price(100).Bar(-1).Answers.Alerts(AlertCode.BadMarketData).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(0, 100.1, 0)]
    [InlineData(double.NaN, 100.1, 0)]
    [InlineData(100.2, 100.1, 0)] // crossed
    [InlineData(50, 50.1, 0)]
    [InlineData(100.4, 100.5, 3600)] // from the future
    public void No_order_is_priced_from_a_senseless_quote(double bid, double ask, int secondsAhead)
    {
        var bench = new EngineBench();
        bench.Do(new QuoteSeen(Listing.Share, new Quote(bench.Now.AddSeconds(secondsAhead), bid, ask, 1, 1)));
        bench.Buy().Price.ShouldBe(100);
    }

    [Fact]
    public void A_sane_quote_prices_an_entry()
    {
        var bench = new EngineBench();
        bench.Do(new QuoteSeen(Listing.Share, new Quote(bench.Now, 99.9, 100.1, 1, 1)));
        bench.Buy().Price.ShouldBe(100.1m);
    }

    [Fact]
    public void News_of_what_is_not_listed_is_told_and_ignored()
    {
        var bench = new EngineBench();
        var nowhere = new InstrumentId(99);
        bench.Bar(100, nowhere).Do(new QuoteSeen(nowhere, new Quote(bench.Now, 1, 2, 1, 1))).Do(new TradingHalted(nowhere, IsHalted: true, "?"));
        bench.Answers.Alerts(AlertCode.BadMarketData).Count.ShouldBe(3);
        bench.Answers.Commands.ShouldBe(0);
    }
}

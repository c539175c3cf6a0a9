using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;
using Perun.Mind.Analysts;
using Perun.Simulation.World;

namespace Perun.Tests.Trading;

/// What a strategy hears live, minute by minute, and what it hears in a backtest on the bars that those minutes make.
public class LongerBarsLiveTests
{
    [Theory]
    [InlineData("BTC/USD", "2026-01-05T00:00:00Z", 1440)]
    [InlineData("AAPL", "2026-01-05T14:30:00Z", 390)]
    public void A_strategy_hears_the_same_live_as_in_a_backtest(string symbol, string start, int minutesADay)
    {
        WorldCatalog.TryFind(symbol, out var profile).ShouldBeTrue();
        // A round trip that costs little keeps the live analyst on the bars that were asked for.
        var instrument = profile.Instrument with { Fees = FeeSchedule.Free };
        var minutes = Minutes(DateTime.Parse(start, null, System.Globalization.DateTimeStyles.AdjustToUniversal), minutesADay, days: 3);

        var live = new Recorder();
        var analyst = new RuleAnalyst(new Universe(instrument), Timeframe.M15, [], () => live);
        foreach (ref readonly var minute in minutes.AsSpan()) analyst.See(new InstrumentId(0), minute);

        var tested = new Recorder();
        var quarters = new List<Bar>();
        var aggregator = new BarAggregator(Timeframe.M15, TradingCalendar.For(instrument.Hours));
        foreach (ref readonly var minute in minutes.AsSpan())
            foreach (ref readonly var bar in aggregator.Add(minute)) quarters.Add(bar);
        BacktestRunner.Run(new RunPlan
        {
            Spec = new RunSpec { Strategy = "recorder", Parameters = new Dictionary<string, double>(), Symbols = [symbol], Timeframe = Timeframe.M15, From = minutes[0].Time, To = minutes[^1].Time, StartCash = 1000 },
            Markets = [new RunMarket(instrument, [.. quarters])],
            Strategy = () => tested,
        }, null, TestContext.Current.CancellationToken);

        tested.Heard.ShouldContain(heard => heard.Length == Timeframe.D1);
        tested.Heard.ShouldContain(heard => heard.Length == Timeframe.H1);
        live.Heard.ShouldBe(tested.Heard);
    }

    /// Every eleventh minute is missing, and so are some that end a bar.
    private static Bar[] Minutes(DateTime start, int aDay, int days) =>
    [
        .. from day in Enumerable.Range(0, days)
           from minute in Enumerable.Range(0, aDay)
           where (day * aDay + minute) % 11 != 3
           let price = 100 + Math.Sin(minute / 50.0 + day) * 5
           select new Bar(start.AddDays(day).AddMinutes(minute), price, price + 0.1, price - 0.1, price + 0.05, 10),
    ];

    private sealed class Recorder : IStrategy
    {
        public List<(Timeframe Length, Bar Bar)> Heard { get; } = [];

        public IReadOnlyList<Timeframe> AlsoHears => [Timeframe.H1, Timeframe.D1];

        public void Hear(Timeframe timeframe, in Bar bar) => Heard.Add((timeframe, bar));

        public Idea Next(in Bar bar)
        {
            Heard.Add((Timeframe.M15, bar));
            return default;
        }

        public string Explain() => "";
    }
}

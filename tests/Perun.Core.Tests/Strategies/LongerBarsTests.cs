using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.Strategies;

namespace Perun.Core.Tests.Strategies;

public class LongerBarsTests
{
    private static readonly TradingCalendar Always = TradingCalendar.For(TradingHours.AroundTheClock);
    private static readonly TradingCalendar NewYork = TradingCalendar.For(TradingHours.NewYork);
    private static readonly DateTime Monday = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_longer_bar_is_heard_before_the_bar_that_ends_it_and_not_sooner()
    {
        var recorder = new Recorder(Timeframe.H1);
        Feed(recorder, Timeframe.M15, Always, Quarters(Monday, 9));
        recorder.Heard.ShouldBe(["15m 00:00", "15m 00:15", "15m 00:30", "1h 00:00", "15m 00:45", "15m 01:00", "15m 01:15", "15m 01:30", "1h 01:00", "15m 01:45", "15m 02:00"]);
    }

    [Fact]
    public void A_longer_bar_is_made_of_the_shorter_ones_and_nothing_else()
    {
        var recorder = new Recorder(Timeframe.H1);
        var bars = Quarters(Monday, 4);
        Feed(recorder, Timeframe.M15, Always, bars);
        recorder.Longer.ShouldHaveSingleItem().ShouldBe(new Bar(Monday, bars[0].Open, bars.Max(bar => bar.High), bars.Min(bar => bar.Low), bars[3].Close, bars.Sum(bar => bar.Volume)));
    }

    [Fact]
    public void Several_lengths_come_the_shorter_first_and_each_once()
    {
        var recorder = new Recorder(Timeframe.D1, Timeframe.H4, Timeframe.D1);
        Feed(recorder, Timeframe.H1, Always, [.. Enumerable.Range(0, 24).Select(hour => Bar(Monday.AddHours(hour), hour + 1))]);
        recorder.Heard.Where(line => !line.StartsWith("1h", StringComparison.Ordinal)).ShouldBe(["4h 00:00", "4h 04:00", "4h 08:00", "4h 12:00", "4h 16:00", "4h 20:00", "1d 00:00"]);
    }

    [Fact]
    public void A_day_in_New_York_ends_with_its_session()
    {
        var recorder = new Recorder(Timeframe.D1);
        var open = new DateTime(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc);
        Feed(recorder, Timeframe.H1, NewYork, [.. Enumerable.Range(0, 7).Select(hour => Bar(open.AddHours(hour), hour + 1))]);
        recorder.Heard[^2..].ShouldBe(["1d 14:30", "1h 20:30"], "the last hour is half an hour, and the day is over with it");
    }

    [Fact]
    public void Where_the_last_bar_of_a_longer_one_is_missing_it_is_heard_with_the_next()
    {
        var recorder = new Recorder(Timeframe.H1);
        var bars = Quarters(Monday, 6);
        Feed(recorder, Timeframe.M15, Always, [bars[0], bars[1], bars[2], bars[4], bars[5]]);
        recorder.Heard.ShouldBe(["15m 00:00", "15m 00:15", "15m 00:30", "1h 00:00", "15m 01:00", "15m 01:15"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_comes_later_changes_nothing_that_was_heard(int seed)
    {
        var random = new Random(seed);
        Bar[] bars = [.. Enumerable.Range(0, 400).Where(_ => random.Next(10) > 0).Select(i => Bar(Monday.AddMinutes(15 * i), 100 + random.Next(50)))];
        foreach (var cut in (int[])[1, 2, 3, 4, 37, 95, 96, 97, 200])
        {
            var (part, whole) = (new Recorder(Timeframe.H1, Timeframe.D1), new Recorder(Timeframe.H1, Timeframe.D1));
            Feed(part, Timeframe.M15, Always, bars[..cut]);
            Feed(whole, Timeframe.M15, Always, [.. bars[..cut], .. bars[cut..].Select(bar => bar with { Open = 1, High = 1, Low = 1, Close = 1 })]);
            whole.Everything.Take(part.Everything.Count).ShouldBe(part.Everything);
        }
    }

    [Fact]
    public void A_strategy_that_hears_nothing_else_stays_what_it_is()
    {
        var strategy = new Recorder();
        LongerBars.For(strategy, Timeframe.D1, Always).ShouldBeSameAs(strategy);
    }

    [Theory]
    [InlineData(60, 1440, true)]
    [InlineData(1440, 1440, false)]
    [InlineData(240, 60, false)]
    [InlineData(25, 60, false)]
    [InlineData(60, 2880, false)]
    public void Only_longer_bars_that_the_own_ones_divide_can_be_heard(int own, int longer, bool can)
    {
        var strategy = new Recorder(new Timeframe(longer));
        var objection = LongerBars.Objection(strategy, new Timeframe(own));
        (objection is null).ShouldBe(can);
        if (can) return;
        objection!.ShouldContain($"also hears {new Timeframe(longer)} bars, which can't be made of {new Timeframe(own)} bars");
        Should.Throw<ArgumentException>(() => LongerBars.For(strategy, new Timeframe(own), Always)).Message.ShouldContain("run it on shorter ones");
    }

    private static void Feed(Recorder recorder, Timeframe timeframe, TradingCalendar calendar, Bar[] bars)
    {
        recorder.Own = timeframe;
        var strategy = LongerBars.For(recorder, timeframe, calendar);
        foreach (ref readonly var bar in bars.AsSpan()) strategy.Next(bar);
    }

    private static Bar[] Quarters(DateTime from, int count) => [.. Enumerable.Range(0, count).Select(i => Bar(from.AddMinutes(15 * i), 10 + i))];

    private static Bar Bar(DateTime time, double price) => new(time, price, price + 1, price - 1, price + 0.5, 10);

    private sealed class Recorder(params Timeframe[] longer) : IStrategy
    {
        public Timeframe Own { get; set; }

        public List<string> Heard { get; } = [];

        public List<Bar> Longer { get; } = [];

        public List<(Timeframe, Bar)> Everything { get; } = [];

        public IReadOnlyList<Timeframe> AlsoHears => longer;

        public void Hear(Timeframe timeframe, in Bar bar)
        {
            Longer.Add(bar);
            Note(timeframe, bar);
        }

        public Idea Next(in Bar bar)
        {
            Note(Own, bar);
            return default;
        }

        public string Explain() => "";

        private void Note(Timeframe timeframe, in Bar bar)
        {
            Heard.Add($"{timeframe} {bar.Time:HH:mm}");
            Everything.Add((timeframe, bar));
        }
    }
}

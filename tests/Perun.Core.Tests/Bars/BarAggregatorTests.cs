using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.State;
using static Perun.Core.Tests.Bars.MinuteSeries;

namespace Perun.Core.Tests.Bars;

public class BarAggregatorTests
{
    /// Both changes of the clocks, holidays and early closes lie in these weeks.
    private static readonly (DateOnly First, DateOnly Last)[] Weeks =
    [
        (new(2026, 3, 2), new(2026, 3, 13)),
        (new(2025, 6, 30), new(2025, 7, 8)),
        (new(2026, 10, 26), new(2026, 11, 6)),
        (new(2026, 11, 23), new(2026, 12, 1)),
    ];

    public static TheoryData<TradingHours, Timeframe, double> Cases()
    {
        var cases = new TheoryData<TradingHours, Timeframe, double>();
        foreach (var hours in Enum.GetValues<TradingHours>())
            foreach (var timeframe in Timeframe.All.Append(new Timeframe(7)).Append(new Timeframe(90)))
                foreach (var missing in (double[])[0, 0.2, 0.97])
                    cases.Add(hours, timeframe, missing);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_series_becomes_what_grouping_its_minutes_gives(TradingHours hours, Timeframe timeframe, double missing)
    {
        for (var week = 0; week < Weeks.Length; week++)
        {
            var minutes = Random(hours, Weeks[week].First, Weeks[week].Last, seed: week, missing);
            var aggregator = Aggregator(timeframe, hours);

            var bars = AddAll(aggregator, minutes);
            bars.AddRange(aggregator.Advance(minutes[^1].Time.AddDays(2)));

            bars.ShouldBe(Direct(minutes, timeframe, hours));
            bars.ShouldAllBe(bar => bar.Time.Kind == DateTimeKind.Utc);
            aggregator.Refused.Total.ShouldBe(0);
            aggregator.Forming.ShouldBeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void No_bar_is_seen_before_it_closes_nor_after_the_first_proof_that_it_has(
        TradingHours hours, Timeframe timeframe, double missing)
    {
        var minutes = Random(hours, new(2026, 11, 23), new(2026, 12, 1), seed: 7, missing);
        var random = new Random(11);
        var aggregator = Aggregator(timeframe, hours);
        var waiting = new Queue<Bar>(Direct(minutes, timeframe, hours));
        var seen = DateTime.MinValue;
        for (var i = 0; i < minutes.Count; i++)
        {
            seen = minutes[i].Time.AddMinutes(1);
            ExpectExactlyWhatIsOver(aggregator.Add(minutes[i]));
            if (random.Next(5) != 0) continue;
            var next = i + 1 < minutes.Count ? minutes[i + 1].Time : seen.AddDays(1);
            seen = seen.AddTicks((long)((next - seen).Ticks * random.NextDouble()));
            ExpectExactlyWhatIsOver(aggregator.Advance(seen));
        }
        seen = seen.AddDays(2);
        ExpectExactlyWhatIsOver(aggregator.Advance(seen));
        waiting.ShouldBeEmpty();
        aggregator.Refused.Total.ShouldBe(0);

        void ExpectExactlyWhatIsOver(ReadOnlySpan<Bar> completed)
        {
            foreach (var bar in completed)
            {
                EndOf(bar.Time, timeframe, hours).ShouldBeLessThanOrEqualTo(seen);
                bar.ShouldBe(waiting.Dequeue());
            }
            if (waiting.Count > 0 && EndOf(waiting.Peek().Time, timeframe, hours) <= seen)
                Assert.Fail($"{waiting.Peek()} is over at {seen:u} and did not come out");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Late_repeated_outside_and_unusable_minutes_change_nothing_and_are_counted(
        TradingHours hours, Timeframe timeframe, double missing)
    {
        var minutes = Random(hours, new(2026, 11, 25), new(2026, 11, 30), seed: 3, missing);
        var random = new Random(5);
        var aggregator = Aggregator(timeframe, hours);
        var bars = new List<Bar>();
        var expected = new RefusedMinutes();
        for (var i = 0; i < minutes.Count; i++)
        {
            bars.AddRange(aggregator.Add(minutes[i]));
            var disturbed = minutes[i] with { High = 1e6, Volume = 1e6 };
            switch (random.Next(6))
            {
                case 0:
                    expected.Repeated++;
                    bars.AddRange(aggregator.Add(disturbed));
                    break;
                case 1 when i > 0:
                    expected.Late++;
                    bars.AddRange(aggregator.Add(disturbed with { Time = minutes[random.Next(i)].Time }));
                    break;
                case 2:
                    expected.Unusable += 3;
                    bars.AddRange(aggregator.Add(disturbed with { Time = minutes[i].Time.AddMinutes(1), Close = double.NaN }));
                    bars.AddRange(aggregator.Add(disturbed with { Time = minutes[i].Time.AddMinutes(1), Low = -1 }));
                    bars.AddRange(aggregator.Add(disturbed with { Time = minutes[i].Time.AddSeconds(90) }));
                    break;
                case 3 when !TradingCalendar.For(hours).IsOpen(minutes[i].Time.AddMinutes(1)):
                    expected.OutsideSession++;
                    bars.AddRange(aggregator.Add(disturbed with { Time = minutes[i].Time.AddMinutes(1) }));
                    break;
            }
        }
        bars.AddRange(aggregator.Advance(minutes[^1].Time.AddDays(2)));

        bars.ShouldBe(Direct(minutes, timeframe, hours));
        aggregator.Refused.ShouldBe(expected);
        (expected.Late + expected.Repeated + expected.Unusable).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_bar_comes_out_with_its_last_minute()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        for (var minute = 0; minute < 4; minute++)
            aggregator.Add(At($"2026-07-06 10:0{minute}", price: 100 + minute, volume: 10)).IsEmpty.ShouldBeTrue();
        aggregator.Forming.ShouldBe(new Bar(Utc("2026-07-06 10:00"), 100, 104, 99, 103, 40));
        aggregator.FormingEnds.ShouldBe(Utc("2026-07-06 10:05"));

        var completed = aggregator.Add(At("2026-07-06 10:04", price: 104, volume: 10)).ToArray();

        completed.ShouldBe([new Bar(Utc("2026-07-06 10:00"), 100, 105, 99, 104, 50)]);
        aggregator.Forming.ShouldBeNull();
        aggregator.FormingEnds.ShouldBeNull();
    }

    [Fact]
    public void A_minute_after_a_gap_can_prove_one_bar_over_and_end_another()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        aggregator.Add(At("2026-07-06 10:02", price: 50)).IsEmpty.ShouldBeTrue();

        var completed = aggregator.Add(At("2026-07-06 10:19", price: 60)).ToArray();

        completed.ShouldBe([At("2026-07-06 10:00", price: 50), At("2026-07-06 10:15", price: 60)]);
    }

    [Fact]
    public void Hourly_bars_of_New_York_begin_at_half_past_and_the_last_ends_with_the_session()
    {
        var minutes = Random(TradingHours.NewYork, new(2026, 11, 25), new(2026, 11, 27), seed: 1, missing: 0);

        var starts = AddAll(Aggregator(Timeframe.H1, TradingHours.NewYork), minutes).Select(bar => $"{bar.Time:dd HH:mm}");

        starts.ShouldBe(
        [
            "25 14:30", "25 15:30", "25 16:30", "25 17:30", "25 18:30", "25 19:30", "25 20:30",
            "27 14:30", "27 15:30", "27 16:30", "27 17:30",
        ]);
    }

    [Fact]
    public void A_daily_bar_is_the_sessions_through_early_closes_and_changes_of_the_clocks()
    {
        var aggregator = Aggregator(Timeframe.D1, TradingHours.NewYork);
        string[] lastMinutes = ["2026-10-30 19:59", "2026-11-02 20:59", "2026-11-27 17:59"];
        string[] opens = ["2026-10-30 13:30", "2026-11-02 14:30", "2026-11-27 14:30"];
        for (var i = 0; i < opens.Length; i++)
        {
            aggregator.Add(At(opens[i])).IsEmpty.ShouldBeTrue();
            aggregator.Add(At(lastMinutes[i]) with { Time = Utc(lastMinutes[i]).AddMinutes(-1) }).IsEmpty.ShouldBeTrue();
            aggregator.Add(At(lastMinutes[i])).ToArray().ShouldBe([At(opens[i], volume: 3)]);
        }
    }

    [Fact]
    public void A_minute_after_the_close_is_left_out_yet_proves_the_session_over()
    {
        var aggregator = Aggregator(Timeframe.D1, TradingHours.NewYork);
        aggregator.Add(At("2026-07-06 19:00"));

        aggregator.Add(At("2026-07-06 20:00", price: 500)).ToArray().ShouldBe([At("2026-07-06 13:30")]);

        aggregator.Refused.ShouldBe(new RefusedMinutes { OutsideSession = 1 });
        aggregator.Forming.ShouldBeNull();
    }

    [Fact]
    public void A_minute_of_a_bar_that_is_over_is_late_even_where_none_of_its_minutes_came_before()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        aggregator.Add(At("2026-07-06 10:01"));
        aggregator.Advance(Utc("2026-07-06 10:10")).ToArray().ShouldBe([At("2026-07-06 10:00")]);

        aggregator.Add(At("2026-07-06 10:04")).IsEmpty.ShouldBeTrue();
        aggregator.Add(At("2026-07-06 10:09")).IsEmpty.ShouldBeTrue();
        aggregator.Refused.ShouldBe(new RefusedMinutes { Late = 2 });

        aggregator.Add(At("2026-07-06 10:14")).ToArray().ShouldBe([At("2026-07-06 10:10")]);
    }

    [Fact]
    public void A_bar_whose_last_minute_is_missing_is_over_at_its_end()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        aggregator.Add(At("2026-07-06 10:01"));

        aggregator.Advance(Utc("2026-07-06 10:05")).ToArray().ShouldBe([At("2026-07-06 10:00")]);
        aggregator.Advance(Utc("2026-07-06 10:05")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Advancing_to_a_moment_inside_a_bar_or_into_the_past_ends_nothing()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        aggregator.Add(At("2026-07-06 10:01"));

        aggregator.Advance(Utc("2026-07-06 10:05").AddTicks(-1)).IsEmpty.ShouldBeTrue();
        aggregator.Advance(Utc("2026-07-01 10:00")).IsEmpty.ShouldBeTrue();

        aggregator.Add(At("2026-07-06 10:04")).ToArray().ShouldBe([At("2026-07-06 10:00", volume: 2)]);
    }

    [Fact]
    public void A_state_saved_at_any_minute_goes_on_as_if_nothing_had_happened()
    {
        var minutes = Random(TradingHours.NewYork, new(2026, 11, 27), new(2026, 11, 30), seed: 2, missing: 0.3);
        var aggregator = Aggregator(Timeframe.M15, TradingHours.NewYork);
        var bars = new List<Bar>();
        foreach (var minute in minutes)
        {
            bars.AddRange(aggregator.Add(minute));
            var before = Saved(aggregator);
            aggregator = Restored(before, Aggregator(Timeframe.M15, TradingHours.NewYork));
            Saved(aggregator).ShouldBe(before);
            bars.AddRange(aggregator.Add(minute));
        }
        bars.AddRange(aggregator.Advance(minutes[^1].Time.AddDays(2)));

        bars.ShouldBe(Direct(minutes, Timeframe.M15, TradingHours.NewYork));
        aggregator.Refused.ShouldBe(new RefusedMinutes { Repeated = minutes.Count });
    }

    [Fact]
    public void A_restored_state_still_knows_which_bars_are_over()
    {
        var aggregator = Aggregator(Timeframe.M5, TradingHours.AroundTheClock);
        aggregator.Add(At("2026-07-06 10:01"));
        aggregator.Advance(Utc("2026-07-06 10:10"));

        var restored = Restored(Saved(aggregator), Aggregator(Timeframe.M5, TradingHours.AroundTheClock));

        restored.Add(At("2026-07-06 10:09")).IsEmpty.ShouldBeTrue();
        restored.Refused.ShouldBe(new RefusedMinutes { Late = 1 });
    }

    [Fact]
    public void A_state_of_other_bars_is_refused()
    {
        var saved = Saved(Aggregator(Timeframe.M15, TradingHours.NewYork));

        Should.Throw<InvalidStateException>(() => Restored(saved, Aggregator(Timeframe.M5, TradingHours.NewYork)));
        Should.Throw<InvalidStateException>(() => Restored(saved, Aggregator(Timeframe.M15, TradingHours.AroundTheClock)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1441)]
    public void A_bar_shorter_than_a_minute_or_longer_than_a_day_is_refused(int minutes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Aggregator(new Timeframe(minutes), TradingHours.AroundTheClock));

    [Theory]
    [InlineData(TradingHours.NewYork)]
    [InlineData(TradingHours.AroundTheClock)]
    public void A_minute_allocates_nothing(TradingHours hours)
    {
        var minutes = Random(hours, new(2026, 11, 23), new(2026, 12, 1), seed: 1, missing: 0.1);
        foreach (var timeframe in Timeframe.All)
        {
            CountAdding(Aggregator(timeframe, hours), minutes).ShouldBeGreaterThan(0);
            var aggregator = Aggregator(timeframe, hours);
            var before = GC.GetAllocatedBytesForCurrentThread();
            CountAdding(aggregator, minutes);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        }
    }

    private static int CountAdding(BarAggregator aggregator, List<Bar> minutes)
    {
        var count = 0;
        for (var i = 0; i < minutes.Count; i++)
        {
            count += aggregator.Add(minutes[i]).Length;
            count += aggregator.Advance(minutes[i].Time).Length;
        }
        return count;
    }

    private static BarAggregator Aggregator(Timeframe timeframe, TradingHours hours) => new(timeframe, TradingCalendar.For(hours));

    private static List<Bar> AddAll(BarAggregator aggregator, List<Bar> minutes)
    {
        var bars = new List<Bar>();
        foreach (var minute in minutes) bars.AddRange(aggregator.Add(minute));
        return bars;
    }

    private static byte[] Saved(BarAggregator aggregator)
    {
        var stream = StateStream.Save();
        aggregator.Sync(stream);
        return stream.Saved.ToArray();
    }

    private static BarAggregator Restored(byte[] saved, BarAggregator aggregator)
    {
        var stream = StateStream.Load(saved);
        aggregator.Sync(stream);
        stream.ExpectEnd();
        return aggregator;
    }
}

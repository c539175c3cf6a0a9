using Perun.Simulation.Time;

namespace Perun.Simulation.Tests.Time;

public class TimeProviderTests
{
    private static readonly DateTime Start = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly ManualTimeProvider _time = new(Start);
    private readonly List<string> _fired = [];

    private ITimer Timer(TimeProvider time, string name, int due, int period = -1) => time.CreateTimer(
        _ => _fired.Add($"{name} {(time.GetUtcNow().UtcDateTime - Start).TotalSeconds}"), null, Seconds(due), Seconds(period));

    private static TimeSpan Seconds(int seconds) => seconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    [Fact]
    public void Time_stands_still_until_it_is_told_to_pass()
    {
        _time.GetUtcNow().UtcDateTime.ShouldBe(Start);
        var before = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(90));
        _time.GetUtcNow().UtcDateTime.ShouldBe(Start.AddSeconds(90));
        _time.GetElapsedTime(before).ShouldBe(TimeSpan.FromSeconds(90));
        Should.Throw<ArgumentOutOfRangeException>(() => _time.AdvanceTo(Start));
    }

    [Fact]
    public void Timers_fire_at_their_own_moments_in_the_order_of_time_and_then_of_setting()
    {
        Timer(_time, "late", 5);
        Timer(_time, "first", 2);
        Timer(_time, "second", 2);
        Timer(_time, "often", 1, 2);
        _time.Advance(TimeSpan.FromSeconds(5));
        _fired.ShouldBe(["often 1", "first 2", "second 2", "often 3", "late 5", "often 5"]);
    }

    [Fact]
    public void A_stopped_or_moved_timer_does_not_fire_at_its_old_time()
    {
        var stopped = Timer(_time, "stopped", 1);
        var moved = Timer(_time, "moved", 1);
        stopped.Dispose();
        moved.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        stopped.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));
        _fired.ShouldBe(["moved 3"]);
    }

    [Fact]
    public void A_timer_may_set_another_that_fires_in_the_same_passage_of_time()
    {
        _time.CreateTimer(_ => Timer(_time, "inner", 1), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _time.Advance(TimeSpan.FromSeconds(2));
        _fired.ShouldBe(["inner 2"]);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_passed()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(59));
        delay.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }

    [Fact]
    public void Scaled_time_runs_faster_by_its_factor_from_its_start()
    {
        var real = new ManualTimeProvider(new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var scaled = new ScaledTimeProvider(60, Start, real);
        Timer(scaled, "tick", 120, 60);
        real.Advance(TimeSpan.FromSeconds(1));
        scaled.GetUtcNow().UtcDateTime.ShouldBe(Start.AddMinutes(1));
        _fired.ShouldBeEmpty();
        real.Advance(TimeSpan.FromSeconds(2));
        _fired.ShouldBe(["tick 120", "tick 180"]);
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(0, Start, real));
    }
}

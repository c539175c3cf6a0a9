using Perun.Adapters.Venues.Kraken.Rest;

namespace Perun.Venues.Tests.Kraken;

public sealed class NonceTests
{
    [Fact]
    public void Nonces_are_nanoseconds_that_always_rise()
    {
        var clock = new TestClock();
        var nonces = new NonceSource(clock, new MemoryFloor());
        var first = nonces.Next();
        first.ShouldBe((TestClock.Start - DateTime.UnixEpoch).Ticks * 100);
        nonces.Next().ShouldBe(first + 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        nonces.Next().ShouldBe(first + 1_000_000_000);
    }

    [Fact]
    public void They_rise_on_when_the_clock_is_set_back_also_over_a_restart()
    {
        var floor = new MemoryFloor();
        var before = new NonceSource(new TestClock(), floor);
        var last = 0L;
        for (var i = 0; i < 100; i++) last = before.Next();
        var after = new NonceSource(new TestClock(TestClock.Start.AddHours(-1)), floor);
        after.Next().ShouldBeGreaterThan(last);
    }

    [Fact]
    public void The_floor_is_written_ahead_and_not_for_each_request()
    {
        var floor = new MemoryFloor();
        var clock = new TestClock();
        var nonces = new NonceSource(clock, floor);
        for (var i = 0; i < 50; i++)
        {
            nonces.Next().ShouldBeLessThan(floor.Value);
            clock.Advance(TimeSpan.FromSeconds(1));
        }
        floor.Writes.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(30));
        nonces.Next().ShouldBeLessThan(floor.Value);
        floor.Writes.ShouldBe(2);
    }

    [Fact]
    public void A_file_keeps_the_floor_and_trouble_with_it_stops_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("perun-nonce-").FullName;
        try
        {
            var path = Path.Combine(folder, "deeper", "nonce");
            new NonceFile(path).Read().ShouldBe(0);
            new NonceFile(path).Write(42);
            new NonceFile(path).Read().ShouldBe(42);
            File.WriteAllText(path, "torn");
            new NonceFile(path).Read().ShouldBe(0);
            // A folder stands where the file should be.
            new NonceFile(folder).Write(43);
            new NonceFile(folder).Read().ShouldBe(0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

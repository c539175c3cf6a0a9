using System.Collections.Concurrent;

namespace Perun.Engine.Tests.Storms;

public class EngineStormTests
{
    private static readonly int Sequences = Environment.GetEnvironmentVariable("PERUN_LONG_TESTS") == "1" ? 3_000_000 : 100_000;

    [Fact]
    public void Whatever_comes_in_whatever_order_the_engine_keeps_its_word()
    {
        var failures = new ConcurrentBag<(ulong Seed, int Length, string What)>();
        var (entries, exits, trades, reversals) = (0L, 0L, 0L, 0L);
        Parallel.For(1, Sequences + 1, (seed, loop) =>
        {
            var storm = new Storm((ulong)seed);
            if (storm.Rage() is { } what)
            {
                failures.Add(((ulong)seed, storm.Events.Count, what));
                if (failures.Count > 20) loop.Stop();
            }
            Interlocked.Add(ref entries, storm.Entries);
            Interlocked.Add(ref exits, storm.Exits);
            Interlocked.Add(ref trades, storm.Trades);
            Interlocked.Add(ref reversals, storm.Alerts(AlertCode.Reversed));
        });
        if (!failures.IsEmpty)
        {
            var shortest = failures.MinBy(static failure => failure.Length);
            throw new InvalidOperationException($"{failures.Count} storms broke something; the shortest, seed {shortest.Seed}, {shortest.What}");
        }
        entries.ShouldBeGreaterThan(Sequences, "storms without entries prove nothing");
        exits.ShouldBeGreaterThan(Sequences / 2);
        trades.ShouldBeGreaterThan(Sequences / 10);
        reversals.ShouldBeGreaterThan(Sequences / 100);
    }
}

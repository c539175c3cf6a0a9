using Perun.Core.Bars;
using Perun.Core.State;

namespace Perun.Core.Tests.Bars;

public class BarRingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void After_any_number_of_bars_it_holds_the_newest_in_order(int capacity)
    {
        var ring = new BarRing(capacity);
        for (var added = 1; added <= (3 * capacity) + 1; added++)
        {
            ring.Add(Numbered(added));
            var newestFirst = Enumerable.Range(0, Math.Min(added, capacity)).Select(age => Numbered(added - age)).ToArray();
            var oldestFirst = newestFirst.Reverse().ToArray();

            ring.Count.ShouldBe(newestFirst.Length);
            ring.IsFull.ShouldBe(added >= capacity);
            ring.Newest.ShouldBe(Numbered(added));
            Enumerable.Range(0, ring.Count).Select(age => ring[age]).ShouldBe(newestFirst);
            for (var most = 0; most <= capacity + 1; most++)
            {
                var expected = oldestFirst.TakeLast(most).ToArray();
                ring.ToArray(most).ShouldBe(expected);

                var bars = new Bar[most];
                ring.CopyNewest(bars).ShouldBe(expected.Length);
                bars[..expected.Length].ShouldBe(expected);

                var closes = new double[most];
                ring.CopyNewestCloses(closes).ShouldBe(expected.Length);
                closes[..expected.Length].ShouldBe(expected.Select(bar => bar.Close));
            }
        }
    }

    [Fact]
    public void An_age_that_it_does_not_hold_is_refused()
    {
        var ring = new BarRing(3);
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Newest);
        ring.Add(Numbered(1));
        Should.Throw<ArgumentOutOfRangeException>(() => ring[1]);
        Should.Throw<ArgumentOutOfRangeException>(() => ring[-1]);
        Should.Throw<ArgumentOutOfRangeException>(() => new BarRing(0));
    }

    [Fact]
    public void Cleared_it_is_as_new()
    {
        var ring = new BarRing(2);
        for (var i = 1; i <= 3; i++) ring.Add(Numbered(i));

        ring.Clear();

        ring.Count.ShouldBe(0);
        ring.ToArray(2).ShouldBeEmpty();
        ring.Add(Numbered(4));
        ring.ToArray(2).ShouldBe([Numbered(4)]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    public void A_saved_ring_goes_on_as_if_nothing_had_happened(int added)
    {
        var ring = new BarRing(3);
        for (var i = 1; i <= added; i++) ring.Add(Numbered(i));
        var restored = new BarRing(3);
        restored.Add(Numbered(99));

        Restore(restored, Save(ring));

        restored.ToArray(3).ShouldBe(ring.ToArray(3));
        Save(restored).ShouldBe(Save(ring));
        ring.Add(Numbered(50));
        restored.Add(Numbered(50));
        restored.ToArray(3).ShouldBe(ring.ToArray(3));
    }

    [Fact]
    public void A_ring_of_another_size_is_refused() =>
        Should.Throw<InvalidStateException>(() => Restore(new BarRing(4), Save(new BarRing(3))));

    private static Bar Numbered(int number) =>
        new(new DateTime(2026, 7, 6, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number), number, number + 0.5, number - 0.5, number + 0.25, number * 10);

    private static byte[] Save(BarRing ring)
    {
        var stream = StateStream.Save();
        ring.Sync(stream);
        return stream.Saved.ToArray();
    }

    private static void Restore(BarRing ring, byte[] saved)
    {
        var stream = StateStream.Load(saved);
        ring.Sync(stream);
        stream.ExpectEnd();
    }
}

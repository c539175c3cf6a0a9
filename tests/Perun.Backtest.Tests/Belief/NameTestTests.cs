using Perun.Backtest.Belief;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Belief;

public sealed class NameTestTests
{
    private static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Knowing_what_comes_is_caught_and_measured()
    {
        var test = Of((random, move) => (0, Math.Sign(move)));
        (test.IsSuspect, test.Chance).ShouldBe((true, 1.0 / 10_001));
        (test.HitRateShown, test.HitRateHidden).ShouldBe((1, null));
        test.EarnedHidden.ShouldBe(0);
        test.Band.Low.ShouldBeGreaterThan(0);
        test.Difference.ShouldBeInRange(test.Band.Low, test.Band.High);
    }

    [Fact]
    public void Luck_is_seldom_taken_for_memory()
    {
        var suspects = 0;
        for (var seed = 0UL; seed < 100; seed++)
            if (Of((random, move) => (random.NextBelow(3) - 1, random.NextBelow(3) - 1), seed, 60).IsSuspect) suspects++;
        suspects.ShouldBeInRange(1, 11);
    }

    [Fact]
    public void A_model_that_does_as_well_on_both_sides_is_cleared()
    {
        var test = Of((random, move) => (random.NextChance(0.3) ? 0 : Math.Sign(move), random.NextChance(0.3) ? 0 : Math.Sign(move)));
        test.IsSuspect.ShouldBeFalse();
        test.Verdict.Headline.ShouldStartWith("No sign of memory");
        test.HitRateHidden.ShouldBe(1);
    }

    [Fact]
    public void Where_names_change_next_to_nothing_nothing_is_said()
    {
        var test = Of((random, move) => (1, 1));
        (test.Agreement, test.Differences, test.IsDecided, test.IsSuspect).ShouldBe((1, 0, false, false));
        test.Verdict.Tone.ShouldBe(Tone.Doubt);
        NameTest.Of([], 1).IsSuspect.ShouldBeFalse();
    }

    [Fact]
    public void Several_instruments_at_one_moment_count_as_one()
    {
        var test = NameTest.Of([.. Enumerable.Range(0, 30).Select(i => new PairedView(Start.AddHours(i / 10), $"S{i % 10}", 0, 1, 0.01))], 1);
        (test.Moments, test.Views, test.Differences, test.IsDecided).ShouldBe((3, 30, 3, false));
    }

    private static NameTest Of(Func<Dice, double, (int Hidden, int Shown)> think, ulong seed = 7, int moments = 120)
    {
        var dice = new Dice(seed);
        return NameTest.Of([.. Enumerable.Range(0, moments).Select(i =>
        {
            var move = dice.NextNormal() / 100;
            var (hidden, shown) = think(dice, move);
            return new PairedView(Start.AddHours(i), "A", hidden, shown, move);
        })], 1);
    }

    private sealed class Dice(ulong seed)
    {
        private RandomStream _random = RandomStream.Named(seed, "views");

        public double NextNormal() => _random.NextNormal();

        public int NextBelow(int bound) => _random.NextBelow(bound);

        public bool NextChance(double chance) => _random.NextChance(chance);
    }
}

using Perun.Backtest.Belief;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Belief;

public sealed class OverfittingTests
{
    private static double[][] Noise(int variants, int periods, ulong seed)
    {
        var random = new RandomStream(seed);
        var returns = new double[variants][];
        for (var variant = 0; variant < variants; variant++)
        {
            returns[variant] = new double[periods];
            for (var i = 0; i < periods; i++) returns[variant][i] = 0.01 * random.NextNormal();
        }
        return returns;
    }

    // Bailey and others (2015): where no variant has skill, choosing is no better than a coin.
    [Fact]
    public void Among_pure_noise_the_winner_of_one_half_is_a_coin_toss_on_the_other()
    {
        var found = Enumerable.Range(0, 12).Select(seed => Overfitting.Of(Noise(40, 640, (ulong)seed), 252)!).ToArray();
        found.Average(one => one.Probability).ShouldBe(0.55, 0.13);
        found.Average(one => one.Decay!.MeanOutside).ShouldBe(0, 0.4);
        found.Average(one => one.Decay!.MeanInside).ShouldBeGreaterThan(1);
        found.Average(one => one.Decay!.Slope!.Value).ShouldBeLessThan(0);
    }

    [Fact]
    public void A_true_edge_is_found_again_wherever_history_is_split()
    {
        var returns = Noise(40, 640, 5);
        for (var i = 0; i < 640; i++) returns[17][i] += 0.004;
        var found = Overfitting.Of(returns, 252)!;
        found.Probability.ShouldBeLessThan(0.02);
        found.Decay!.MeanOutside.ShouldBeGreaterThan(3);
        found.Decay.ChanceOfLoss.ShouldBe(0, 0.01);
    }

    [Fact]
    public void Sixteen_blocks_split_in_12870_ways()
    {
        var found = Overfitting.Of(Noise(3, 160, 1), 252)!;
        (found.Blocks, found.Splits, found.Variants).ShouldBe((16, 12870, 3));
        Overfitting.Of(Noise(3, 20, 1), 252)!.Splits.ShouldBe(6);
    }

    // By hand: of the six splits of four blocks, two put like with like, and the winner of one half is the loser of the other;
    // in the other four both variants are alike on both halves, which is the middle and not above it.
    [Fact]
    public void Opposite_variants_are_overfitted_as_often_as_counted_by_hand()
    {
        double[] shape = [0.01, 0.03, 0.02, 0.01, 0.03];
        double[] One(params double[] levels) => [.. levels.SelectMany(level => shape.Select(value => value + level))];
        var found = Overfitting.Of([One(0.1, -0.1, 0.1, -0.1), One(-0.1, 0.1, -0.1, 0.1)], 252)!;
        found.Splits.ShouldBe(6);
        found.Probability.ShouldBe(1);
        // A third where the winner is the loser, a half where both are alike.
        found.MedianRank.ShouldBe(0.5);
    }

    [Fact]
    public void Variants_over_different_periods_are_refused_in_words() =>
        Should.Throw<ArgumentException>(() => Overfitting.Of([new double[100], new double[99]], 252)).Message.ShouldContain("the same periods");

    [Fact]
    public void One_variant_or_too_little_history_is_not_judged()
    {
        Overfitting.Of(Noise(1, 500, 1), 252).ShouldBeNull();
        Overfitting.Of(Noise(5, 19, 1), 252).ShouldBeNull();
    }

    // y = 3 + 0.5 x through Anscombe's first set: 0.50009, 3.00009, R² 0.66654.
    [Fact]
    public void Decay_is_the_least_squares_line_of_Anscombes_first_set()
    {
        var line = Decay.Of([10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5], [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68])!;
        line.Slope!.Value.ShouldBe(0.50009, 0.00001);
        line.Intercept!.Value.ShouldBe(3.00009, 0.00001);
        line.Fit!.Value.ShouldBe(0.66654, 0.00001);
        line.ChanceOfLoss.ShouldBe(0);
    }
}

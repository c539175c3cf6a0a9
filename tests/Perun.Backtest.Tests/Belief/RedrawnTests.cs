using Perun.Backtest.Belief;
using Perun.Backtest.Statistics;
using Perun.Simulation.Randomness;

namespace Perun.Backtest.Tests.Belief;

public sealed class RedrawnTests
{
    private static DailyCurve Daily(int count, ulong seed, double mean)
    {
        var random = new RandomStream(seed);
        var (values, returns, value) = (new double[count], new double[count], 100.0);
        for (var i = 0; i < count; i++) values[i] = value *= 1 + (returns[i] = mean + 0.01 * random.NextNormal());
        return new DailyCurve([.. Enumerable.Range(0, count).Select(day => new DateOnly(2020, 1, 1).AddDays(day))], values, returns);
    }

    private static Redrawn Draw(DailyCurve daily, ulong seed = 7, int paths = 2000) =>
        Redrawn.From(daily, 100, 252, TimeSpan.FromDays(daily.Days.Length * 365.25 / 252), paths, seed)!;

    // Lo (2002): for independent returns the error of a Sharpe ratio is sqrt((1 + SR²/2) / T) per period, so the 5th and the
    // 95th percentile are 2 × 1.645 errors apart.
    [Fact]
    public void The_spread_of_the_Sharpe_of_independent_days_is_that_of_Lo()
    {
        var daily = Daily(1500, 11, 0.0006);
        var seen = Performance.Sharpe(daily.Returns, 1)!.Value;
        var error = Math.Sqrt((1 + seen * seen / 2) / 1500) * Math.Sqrt(252);
        var interval = Draw(daily).Sharpe!;
        (interval.High - interval.Low).ShouldBe(2 * 1.645 * error, 0.12 * 2 * 1.645 * error);
        interval.Median.ShouldBe(seen * Math.Sqrt(252), 0.1);
    }

    // Whatever is drawn of equal days is the same history: a tenth of a percent on each of 252 days of a year.
    [Fact]
    public void Days_that_are_all_alike_grow_alike_in_every_history()
    {
        double[] values = [.. Enumerable.Range(1, 252).Select(day => 100 * Math.Pow(1.001, day))];
        var daily = new DailyCurve([.. Enumerable.Range(0, 252).Select(day => new DateOnly(2020, 1, 1).AddDays(day))], values, [.. Enumerable.Repeat(0.001, 252)]);
        var redrawn = Redrawn.From(daily, 100, 252, TimeSpan.FromDays(365.25), 50, 1)!;
        redrawn.MeanBlock.ShouldBe(6, "the cube root of 252 is 6.3");
        redrawn.Cagr!.Low.ShouldBe(Math.Pow(1.001, 252) - 1, 1e-9);
        redrawn.Cagr.High.ShouldBe(redrawn.Cagr.Low, 1e-9);
        (redrawn.ChanceOfLoss, redrawn.MaxDrawdown!.High).ShouldBe((0, 0));
    }

    [Fact]
    public void Blocks_have_the_mean_length_asked_for_and_wrap_around_the_end()
    {
        double[] places = [.. Enumerable.Range(0, 1000).Select(i => (double)i)];
        var path = new double[200_000];
        var random = new RandomStream(5);
        BlockBootstrap.Draw(places, path, 10, ref random);
        var (jumps, wraps) = (0, 0);
        for (var i = 1; i < path.Length; i++)
        {
            if (path[i] != (path[i - 1] + 1) % 1000) jumps++;
            if (path[i - 1] == 999 && path[i] == 0) wraps++;
        }
        ((double)path.Length / jumps).ShouldBe(10, 0.3);
        wraps.ShouldBeGreaterThan(0);
        path.Average().ShouldBe(499.5, 10);
    }

    [Fact]
    public void The_same_seed_gives_the_same_histories_and_another_gives_others()
    {
        var daily = Daily(400, 3, 0.0003);
        Draw(daily).Band.P95.ShouldBe(Draw(daily).Band.P95);
        Draw(daily, seed: 8).Band.P95.ShouldNotBe(Draw(daily).Band.P95);
    }

    [Fact]
    public void Fewer_paths_are_the_first_of_more_so_that_cores_and_their_order_change_nothing()
    {
        var daily = Daily(60, 3, 0);
        var one = RandomStream.Numbered(7, 0);
        var path = new double[60];
        BlockBootstrap.Draw(daily.Returns, path, BlockBootstrap.BlockLengthFor(60), ref one);
        Draw(daily, paths: 1).Sharpe!.Median.ShouldBe(Performance.Sharpe(path, 252)!.Value);
    }

    [Fact]
    public void Bands_lie_in_order_and_a_losing_history_mostly_loses_again()
    {
        var band = Draw(Daily(500, 2, -0.001)).Band;
        for (var i = 0; i < band.Days.Length; i++)
            new[] { band.P5[i], band.P25[i], band.P50[i], band.P75[i], band.P95[i] }.ShouldBeInOrder();
        band.Days.Length.ShouldBe(240);
        Draw(Daily(500, 2, -0.002)).ChanceOfLoss.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void A_handful_of_days_is_not_redrawn() =>
        Redrawn.From(Daily(9, 1, 0), 100, 252, TimeSpan.FromDays(40), 100, 1).ShouldBeNull();
}

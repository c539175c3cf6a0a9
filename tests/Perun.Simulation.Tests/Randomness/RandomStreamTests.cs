using Perun.Core.State;
using Perun.Simulation.Randomness;

namespace Perun.Simulation.Tests.Randomness;

public class RandomStreamTests
{
    [Fact]
    public void The_stream_is_xoshiro256_star_star()
    {
        var saved = StateStream.Save();
        for (var word = 1UL; word <= 4; word++) saved.Sync(ref word);
        var random = new RandomStream();
        random.Sync(StateStream.Load(saved.Saved));
        new[] { random.Next(), random.Next(), random.Next(), random.Next() }.ShouldBe([11520UL, 0UL, 1509978240UL, 1215971899390074240UL]);
    }

    [Fact]
    public void Names_and_numbers_give_streams_of_their_own()
    {
        RandomStream[] streams = [RandomStream.Named(1, "AAPL"), RandomStream.Named(1, "MSFT"), RandomStream.Named(2, "AAPL"), RandomStream.Numbered(1, 5), RandomStream.Numbered(1, 6)];
        streams.Select(stream => stream.Next()).Distinct().Count().ShouldBe(5);
        RandomStream.Named(1, "AAPL").ShouldBe(RandomStream.Named(1, "AAPL"));
    }

    [Fact]
    public void Draws_are_spread_as_they_say()
    {
        var random = new RandomStream(3);
        var normals = Enumerable.Range(0, 100_000).Select(_ => random.NextNormal()).ToList();
        normals.Average().ShouldBe(0, 0.015);
        normals.Average(value => value * value).ShouldBe(1, 0.02);
        normals.Average(value => value * value * value * value).ShouldBe(3, 0.15);
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.NextBelow(7)]++;
        counts.ShouldAllBe(count => count > 9_500 && count < 10_500);
        Enumerable.Range(0, 10_000).Count(_ => random.NextChance(0.25)).ShouldBeInRange(2_300, 2_700);
    }
}

public class PortableMathTests
{
    [Fact]
    public void Exp_and_log_agree_with_the_systems()
    {
        for (var x = -50.0; x < 50; x += 0.0137) PortableMath.Exp(x).ShouldBe(Math.Exp(x), Math.Exp(x) * 2e-14);
        for (var x = -0.03; x < 0.03; x += 0.00011) PortableMath.Exp(x).ShouldBe(Math.Exp(x), 1e-15);
        for (var x = 1e-12; x < 1e9; x *= 1.0173) PortableMath.Log(x).ShouldBe(Math.Log(x), 1e-14 * Math.Max(1, Math.Abs(Math.Log(x))));
        PortableMath.Exp(-1000).ShouldBe(0);
        PortableMath.Exp(1000).ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.999, 3.090232306167813)]
    [InlineData(1e-10, -6.361340902404056)]
    [InlineData(1e-15, -7.941345326170997)]
    public void The_normal_quantile_has_its_published_values(double probability, double value) =>
        PortableMath.NormalQuantile(probability).ShouldBe(value, 1e-11);
}

using Perun.Core.Bars;
using Perun.Simulation.World;

namespace Perun.Simulation.Tests.World;

/// The world's prices have what is known of real ones.
public class MarketShapeTests
{
    private static readonly Recorder World = Recorder.Run(21, 120, false, "AAPL", "MSFT", "KO", "BTC/USD", "ETH/USD");

    [Theory]
    [InlineData("AAPL")]
    [InlineData("BTC/USD")]
    public void Volatility_comes_in_clusters_and_direction_does_not(string symbol)
    {
        var returns = Returns(symbol, 1);
        var sizes = returns.ConvertAll(Math.Abs);
        Correlation(sizes.SkipLast(1), sizes.Skip(1)).ShouldBeGreaterThan(0.1);
        Correlation(sizes.SkipLast(60), sizes.Skip(60)).ShouldBeGreaterThan(0.05);
        Math.Abs(Correlation(returns.SkipLast(1), returns.Skip(1))).ShouldBeLessThan(0.06);
    }

    [Fact]
    public void Returns_have_fat_tails()
    {
        var returns = Returns("BTC/USD", 1);
        var variance = returns.Average(r => r * r);
        (returns.Average(r => r * r * r * r) / (variance * variance)).ShouldBeGreaterThan(4);
    }

    [Fact]
    public void Instruments_of_a_market_move_together_and_markets_apart()
    {
        Correlation(Returns("AAPL", 30), Returns("MSFT", 30)).ShouldBeGreaterThan(0.3);
        Correlation(Returns("BTC/USD", 30), Returns("ETH/USD", 30)).ShouldBeGreaterThan(0.5);
        var nights = Returns("BTC/USD", 30).Take(Returns("AAPL", 30).Count);
        Math.Abs(Correlation(Returns("AAPL", 30), nights)).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void A_session_is_lively_at_its_ends_and_calm_at_noon()
    {
        var byHalfHour = World.Bars["AAPL"].Select((bar, place) => (Half: place % 390 / 30, Size: Math.Abs(Math.Log(bar.Close / bar.Open)), bar.Volume))
            .GroupBy(minute => minute.Half).OrderBy(half => half.Key)
            .Select(half => (Size: half.Average(minute => minute.Size), Volume: half.Average(minute => minute.Volume))).ToList();
        byHalfHour[0].Size.ShouldBeGreaterThan(1.5 * byHalfHour[6].Size);
        byHalfHour[12].Size.ShouldBeGreaterThan(1.2 * byHalfHour[6].Size);
        byHalfHour[0].Volume.ShouldBeGreaterThan(1.5 * byHalfHour[6].Volume);
    }

    [Fact]
    public void Volume_follows_volatility()
    {
        var bars = World.Bars["BTC/USD"];
        Correlation(bars.Select(bar => Math.Log(bar.High / bar.Low)), bars.Select(bar => bar.Volume)).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void Nights_leave_gaps()
    {
        var bars = World.Bars["AAPL"];
        var gaps = Enumerable.Range(1, bars.Count / 390 - 1).Select(day => Math.Abs(Math.Log(bars[day * 390].Open / bars[day * 390 - 1].Close))).ToList();
        var minutes = Returns("AAPL", 1).ConvertAll(Math.Abs);
        gaps.Average().ShouldBeGreaterThan(4 * minutes.Average());
    }

    [Fact]
    public void A_day_moves_as_much_as_such_markets_do()
    {
        Deviation(Returns("AAPL", 390)).ShouldBeInRange(0.007, 0.028);
        Deviation(Returns("BTC/USD", 1440)).ShouldBeInRange(0.013, 0.05);
        Deviation(Returns("KO", 390)).ShouldBeLessThan(Deviation(Returns("AAPL", 390)));
    }

    [Fact]
    public void Every_mood_comes_and_goes()
    {
        var world = new SimulatedWorld(DefaultUniverse.Of("BTC/USD"), 3, Recorder.Start);
        var moods = new HashSet<Regime>();
        for (var day = 1; day <= 900; day++)
        {
            world.SkipTo(Recorder.Start.AddDays(day));
            moods.Add(world.MoodOf(WorldMarket.Crypto));
        }
        moods.Count.ShouldBe(5);
    }

    private static List<double> Returns(string symbol, int minutes)
    {
        var bars = World.Bars[symbol];
        var returns = new List<double>();
        for (var place = minutes; place < bars.Count; place += minutes) returns.Add(Math.Log(bars[place].Close / bars[place - minutes].Close));
        return returns;
    }

    private static double Deviation(List<double> values) => Math.Sqrt(values.Average(value => value * value) - Math.Pow(values.Average(), 2));

    private static double Correlation(IEnumerable<double> left, IEnumerable<double> right)
    {
        var pairs = left.Zip(right).ToList();
        var (a, b) = (pairs.Average(pair => pair.First), pairs.Average(pair => pair.Second));
        var covariance = pairs.Average(pair => (pair.First - a) * (pair.Second - b));
        return covariance / Math.Sqrt(pairs.Average(pair => Math.Pow(pair.First - a, 2)) * pairs.Average(pair => Math.Pow(pair.Second - b, 2)));
    }
}

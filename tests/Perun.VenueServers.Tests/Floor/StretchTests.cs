using Perun.Core.Bars;
using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Tests.Floor;

public sealed class StretchTests
{
    private static readonly DateTime Start = new(2026, 1, 5, 14, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(100, 104, 98, 103, 98, 104)] // it rose: the low first
    [InlineData(100, 104, 98, 99, 104, 98)]
    [InlineData(100, 100, 100, 100, 100, 100)]
    public void A_slice_is_one_path_from_its_open_to_its_close(double open, double high, double low, double close, double first, double second)
    {
        var slice = new Bar(Start, open, high, low, close, 1003);
        var end = Start.AddSeconds(10);
        var path = Enumerable.Range(0, Stretch.PerSlice).Select(place => Stretch.Of(slice, end, place)).ToList();
        path.Select(static stretch => stretch.Path.Close).ShouldBe([open, first, second, close]);
        (path[0].Path.Open, path[0].Path.Time, path[^1].End).ShouldBe((open, Start, end));
        for (var place = 1; place < path.Count; place++)
        {
            path[place].Path.Open.ShouldBe(path[place - 1].Path.Close);
            path[place].Path.Time.ShouldBe(path[place - 1].End);
        }
        path.ShouldAllBe(static stretch => stretch.Path.IsSane && stretch.Path.Volume % 5 == 0);
        path.Sum(static stretch => stretch.Path.Volume).ShouldBeInRange(998, 1003);
    }

    [Fact]
    public void A_coin_s_volume_is_shared_out_whole()
    {
        var slice = new Bar(Start, 100, 101, 99, 100.5, 1.2345);
        Enumerable.Range(0, Stretch.PerSlice).Sum(place => Stretch.Of(slice, Start.AddSeconds(10), place).Path.Volume).ShouldBe(1.2345, 0.0002);
    }
}

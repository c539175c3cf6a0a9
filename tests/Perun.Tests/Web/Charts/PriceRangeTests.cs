using Perun.Web.Charts;

namespace Perun.Tests.Web.Charts;

public class PriceRangeTests
{
    [Fact]
    public void A_long_runs_from_its_stop_to_its_target()
    {
        var range = PriceRange.Of(Samples.Position("AAPL", 1, 110, 150, stop: 100, target: 200))!;

        range.Entry.ShouldBe(10);
        range.Mark.ShouldBe(50);
    }

    [Fact]
    public void A_short_is_mirrored_so_that_the_stop_is_left()
    {
        var range = PriceRange.Of(Samples.Position("AAPL", -1, 190, 120, stop: 200, target: 100))!;

        range.Entry.ShouldBe(10);
        range.Mark.ShouldBe(80);
    }

    [Fact]
    public void A_price_beyond_an_end_stays_in_sight()
    {
        var range = PriceRange.Of(Samples.Position("AAPL", 1, 110, 20, stop: 100, target: 200))!;

        range.Mark.ShouldBe(0);
    }

    [Fact]
    public void Without_both_ends_there_is_no_range()
    {
        PriceRange.Of(Samples.Position("AAPL", 1, 110, 20, stop: null, target: 200)).ShouldBeNull();
        PriceRange.Of(Samples.Position("AAPL", 1, 110, 20, stop: 100, target: null)).ShouldBeNull();
        PriceRange.Of(Samples.Position("AAPL", 1, 110, 20, stop: 100, target: 100)).ShouldBeNull();
    }
}

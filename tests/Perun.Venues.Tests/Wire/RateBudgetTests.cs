using Perun.Adapters.Venues.Wire;

namespace Perun.Venues.Tests.Wire;

public sealed class RateBudgetTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public void Ordinary_requests_leave_the_reserve_to_urgent_ones()
    {
        var budget = Budget(10, reserve: 3);
        Take(budget, RequestLane.Ordinary).ShouldBe(7);
        budget.TryTake(RequestLane.Ordinary, 1, out var notBefore).ShouldBeFalse();
        notBefore.ShouldBe(_clock.Now + Given.Seconds(6));
        Take(budget, RequestLane.Urgent).ShouldBe(3);
    }

    [Fact]
    public void It_fills_with_time()
    {
        var budget = Budget(10, reserve: 0);
        Take(budget, RequestLane.Ordinary);
        _clock.Advance(Given.Seconds(12));
        budget.Left.ShouldBe(2, 1e-9);
        _clock.Advance(Given.Seconds(600));
        budget.Left.ShouldBe(10);
    }

    [Fact]
    public void What_the_venue_counts_is_believed_where_it_is_less_and_nothing_more_comes_before_its_reset()
    {
        var budget = Budget(10, reserve: 0);
        budget.Learn(10, 2, Given.Seconds(40));
        Take(budget, RequestLane.Urgent).ShouldBe(2);
        _clock.Advance(Given.Seconds(39));
        budget.TryTake(RequestLane.Urgent, 1, out var notBefore).ShouldBeFalse();
        notBefore.ShouldBe(TestClock.Start + Given.Seconds(40));
        _clock.Advance(Given.Seconds(1));
        budget.Left.ShouldBe(10);
    }

    [Fact]
    public void A_count_that_is_behind_ours_gives_nothing_back()
    {
        var budget = Budget(10, reserve: 0);
        Take(budget, RequestLane.Ordinary);
        budget.Learn(10, 9, Given.Seconds(40));
        budget.Left.ShouldBe(0);
    }

    [Fact]
    public void While_the_venue_has_closed_it_one_urgent_request_may_look_and_no_more()
    {
        var budget = Budget(10, reserve: 3);
        budget.Close(_clock.Now + Given.Seconds(20));
        budget.TryTake(RequestLane.Ordinary, 1, out _).ShouldBeFalse();
        budget.TryTake(RequestLane.Urgent, 1, out _).ShouldBeTrue();
        budget.TryTake(RequestLane.Urgent, 1, out var notBefore).ShouldBeFalse();
        notBefore.ShouldBe(TestClock.Start + Given.Seconds(20));
        // The look found it closed for longer.
        budget.Close(_clock.Now + Given.Seconds(30));
        budget.TryTake(RequestLane.Urgent, 1, out _).ShouldBeFalse();
        _clock.Advance(Given.Seconds(30));
        budget.TryTake(RequestLane.Urgent, 1, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_look_that_finds_the_door_open_opens_it()
    {
        var budget = Budget(10, reserve: 0);
        budget.Close(_clock.Now + Given.Seconds(20));
        budget.TryTake(RequestLane.Urgent, 1, out _).ShouldBeTrue();
        budget.Learn(10, 8, Given.Seconds(30));
        budget.TryTake(RequestLane.Ordinary, 1, out _).ShouldBeTrue();
        budget.Left.ShouldBe(7);
    }

    [Theory]
    [InlineData(double.NaN, 5)]
    [InlineData(-1, 5)]
    [InlineData(0, 5)]
    [InlineData(10, double.NaN)]
    [InlineData(10, -3)]
    public void Nonsense_teaches_nothing(double capacity, double left)
    {
        var budget = Budget(10, reserve: 0);
        budget.Learn(capacity, left, Given.Seconds(10));
        budget.Left.ShouldBe(10);
    }

    [Fact]
    public void Nobody_is_shut_out_for_days_by_a_number()
    {
        var budget = Budget(10, reserve: 0);
        budget.Learn(10, 0, TimeSpan.FromDays(3));
        budget.Close(_clock.Now + TimeSpan.FromDays(3));
        _clock.Advance(TimeSpan.FromMinutes(15));
        budget.TryTake(RequestLane.Ordinary, 1, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_fill_it_twice()
    {
        var budget = Budget(10, reserve: 0);
        Take(budget, RequestLane.Ordinary);
        _clock.Advance(Given.Seconds(-30));
        budget.Left.ShouldBe(0);
        _clock.Advance(Given.Seconds(6));
        budget.Left.ShouldBe(1, 1e-9);
    }

    private RateBudget Budget(double capacity, double reserve) => new(capacity, TimeSpan.FromMinutes(1), reserve, _clock);

    private static int Take(RateBudget budget, RequestLane lane)
    {
        var taken = 0;
        while (budget.TryTake(lane, 1, out _)) taken++;
        return taken;
    }
}

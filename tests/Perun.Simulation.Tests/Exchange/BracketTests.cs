using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Simulation.Tests.Exchange;

public class BracketTests
{
    private readonly Venue _venue = new();

    private (OrderId Entry, OrderId Stop, OrderId Target) Place(Venue venue, OrderRequest entry, decimal stop = 95, decimal target = 110)
    {
        var bracket = venue.Bracket(entry, stop, target);
        venue.Submit(bracket);
        return (bracket.Id, bracket.Legs!.Value.StopId, bracket.Legs.Value.TargetId);
    }

    [Fact]
    public void The_legs_are_held_until_the_entry_fills_and_then_work_for_what_filled()
    {
        var (entry, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99));
        _venue.Find(stop).State.ShouldBe(VenueOrderState.Held);
        var reports = _venue.Trade(100, 100, 98, 99);
        reports.Select(r => (r.Order, r.Kind, r.Quantity)).ShouldBe([
            (entry, ReportKind.Accepted, 10), (entry, ReportKind.Filled, 10),
            (stop, ReportKind.Accepted, 10), (target, ReportKind.Accepted, 10)]);
    }

    [Fact]
    public void One_leg_cancels_the_other()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        var reports = _venue.Trade(105, 111, 104, 110);
        reports.Select(r => (r.Order, r.Kind)).ShouldBe([(target, ReportKind.Filled), (stop, ReportKind.Cancelled)]);
        _venue.Cash.ShouldBe(100_000 - 1000 + 1100);
        _venue.Trade(50).ShouldBeEmpty();
        _venue.Shares.ShouldBe(0);
    }

    [Fact]
    public void When_one_slice_touches_stop_and_target_the_stop_is_taken()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Trade(100, 112, 94, 111);
        _venue.Find(stop).AveragePrice.ShouldBe(95);
        _venue.Find(target).State.ShouldBe(VenueOrderState.Cancelled);
        _venue.Exchange.Ambiguities.ShouldBe(1);
    }

    [Fact]
    public void A_gap_through_the_target_fills_it_at_the_open_whatever_comes_later()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Trade(112, 113, 94, 95);
        _venue.Find(target).AveragePrice.ShouldBe(112);
        _venue.Find(stop).State.ShouldBe(VenueOrderState.Cancelled);
        _venue.Exchange.Ambiguities.ShouldBe(0);
    }

    [Fact]
    public void A_gap_through_the_stop_fills_it_at_the_open_and_is_not_ambiguous()
    {
        var (_, stop, _) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Trade(90, 112, 89, 111);
        _venue.Find(stop).AveragePrice.ShouldBe(90);
        _venue.Exchange.Ambiguities.ShouldBe(0);
    }

    [Fact]
    public void A_short_meets_its_bracket_the_other_way_round()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Sell, OrderType.Market, 10), stop: 105, target: 90);
        _venue.Trade(100);
        _venue.Shares.ShouldBe(-10);
        _venue.Trade(100, 106, 89, 90);
        _venue.Find(stop).AveragePrice.ShouldBe(105);
        _venue.Find(target).State.ShouldBe(VenueOrderState.Cancelled);
        _venue.Exchange.Ambiguities.ShouldBe(1);
        _venue.Cash.ShouldBe(100_000 - 50);
    }

    [Fact]
    public void An_entry_at_the_open_may_be_stopped_in_the_same_slice()
    {
        var (_, stop, _) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100, 112, 94, 100);
        _venue.Find(stop).AveragePrice.ShouldBe(95);
        _venue.Cash.ShouldBe(100_000 - 50);
    }

    [Fact]
    public void A_target_counts_in_the_slice_of_the_entry_only_where_it_certainly_came_later()
    {
        var (_, _, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Limit, 10, limit: 98), stop: 90);
        _venue.Trade(100, 112, 97, 100); // the high may have come before the price fell to 98
        _venue.Find(target).Filled.ShouldBe(0);
        var (_, _, rising) = Place(_venue, _venue.Order(Side.Buy, OrderType.Stop, 10, stop: 105), stop: 90);
        _venue.Trade(100, 112, 99, 106); // the high came after the price rose to 105
        _venue.Find(rising).AveragePrice.ShouldBe(110);
    }

    [Fact]
    public void A_gap_through_the_stop_fills_at_the_open()
    {
        var (_, stop, _) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Trade(80, 85, 79, 84);
        _venue.Find(stop).AveragePrice.ShouldBe(80);
    }

    [Fact]
    public void Each_part_of_the_entry_that_fills_is_protected()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var (entry, stop, target) = Place(venue, venue.Order(Side.Buy, OrderType.Market, 150));
        venue.Trade(100);
        venue.Find(stop).Terms.Quantity.ShouldBe(100);
        var reports = venue.Trade(100);
        reports.Select(r => (r.Order, r.Kind, r.Quantity)).ShouldBe([
            (entry, ReportKind.Filled, 150), (stop, ReportKind.Replaced, 150), (target, ReportKind.Replaced, 150)]);
    }

    [Fact]
    public void Cancelling_the_rest_of_an_entry_keeps_the_protection_of_what_filled()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var (entry, stop, target) = Place(venue, venue.Order(Side.Buy, OrderType.Limit, 150, limit: 100));
        venue.Trade(100);
        venue.Exchange.Cancel(entry, Venue.Share, venue.Now);
        venue.Reports().ShouldHaveSingleItem().Kind.ShouldBe(ReportKind.Cancelled);
        venue.Find(stop).State.ShouldBe(VenueOrderState.Working);
        venue.Trade(94);
        venue.Shares.ShouldBe(0);
        venue.Find(target).State.ShouldBe(VenueOrderState.Cancelled);
    }

    [Fact]
    public void A_target_that_fills_in_part_leaves_the_stop_for_the_rest()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var (_, stop, target) = Place(venue, venue.Order(Side.Buy, OrderType.Market, 100));
        venue.Trade(100);
        var reports = venue.Trade(111, 111, 111, 111, volume: 300);
        reports.Select(r => (r.Order, r.Kind, r.Quantity)).ShouldBe([(target, ReportKind.Filled, 100), (stop, ReportKind.Replaced, 70)]);
        venue.Trade(90);
        venue.Find(stop).Filled.ShouldBe(70);
        venue.Find(target).State.ShouldBe(VenueOrderState.Cancelled);
        venue.Shares.ShouldBe(0);
    }

    [Fact]
    public void A_leg_that_fills_ends_what_is_left_of_the_entry()
    {
        var venue = new Venue(ExchangeRules.Frictionless with { VolumeShare = 0.1m });
        var (entry, stop, _) = Place(venue, venue.Order(Side.Buy, OrderType.Limit, 150, limit: 100));
        venue.Trade(100);
        venue.Reports();
        var reports = venue.Trade(111);
        reports.Count(r => r.Order == entry && r.Kind == ReportKind.Cancelled).ShouldBe(1);
        venue.Find(entry).Filled.ShouldBe(100);
        venue.Find(stop).State.ShouldBe(VenueOrderState.Cancelled);
        venue.Trade(90).ShouldBeEmpty();
        venue.Shares.ShouldBe(0);
    }

    [Fact]
    public void An_entry_that_never_fills_takes_its_legs_with_it()
    {
        var (entry, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Limit, 10, limit: 99));
        _venue.Reports();
        _venue.Exchange.Cancel(entry, Venue.Share, _venue.Now);
        _venue.Reports().Select(r => (r.Order, r.Kind)).ShouldBe([
            (entry, ReportKind.Cancelled), (stop, ReportKind.Cancelled), (target, ReportKind.Cancelled)]);
    }

    [Fact]
    public void Cancelling_one_leg_cancels_the_other()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Exchange.Cancel(target, Venue.Share, _venue.Now);
        _venue.Reports().Select(r => (r.Order, r.Kind)).ShouldBe([(target, ReportKind.Cancelled), (stop, ReportKind.Cancelled)]);
        _venue.Trade(50).ShouldBeEmpty();
        _venue.Shares.ShouldBe(10);
    }

    [Fact]
    public void The_stop_leg_can_be_moved()
    {
        var (_, stop, _) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 10));
        _venue.Trade(100);
        _venue.Exchange.Change(new OrderChange { Order = stop, Instrument = Venue.Share, StopPrice = 99 }, _venue.Now);
        _venue.Reports().ShouldHaveSingleItem().StopPrice.ShouldBe(99);
        _venue.Trade(100, 100, 98, 98);
        _venue.Find(stop).AveragePrice.ShouldBe(99);
    }

    [Fact]
    public void A_fee_taken_from_the_bought_coins_leaves_the_legs_sized_to_what_is_there()
    {
        var (_, stop, _) = Place(_venue, _venue.Order(Side.Buy, OrderType.Market, 1) with { Instrument = Venue.Coin });
        _venue.Trade(100, 100, 100, 100, Venue.Coin);
        _venue.Coins.ShouldBe(0.9975m);
        _venue.Find(stop).Terms.Quantity.ShouldBe(0.9975m);
        _venue.Trade(90, 90, 90, 90, Venue.Coin);
        _venue.Coins.ShouldBe(0);
        _venue.Cash.ShouldBe(100_000m - 100 + 89.775m - 0.2245m); // 0.25 % of 89.775 is 0.2244375, rounded up to a hundredth of a cent
    }

    [Fact]
    public void A_short_entry_is_protected_from_above()
    {
        var (_, stop, target) = Place(_venue, _venue.Order(Side.Sell, OrderType.Market, 10), stop: 105, target: 90);
        _venue.Trade(100);
        _venue.Shares.ShouldBe(-10);
        _venue.Trade(100, 106, 89, 100);
        _venue.Find(stop).AveragePrice.ShouldBe(105);
        _venue.Find(target).State.ShouldBe(VenueOrderState.Cancelled);
        _venue.Cash.ShouldBe(100_000 - 50);
    }
}

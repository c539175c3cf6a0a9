using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Safety;

namespace Perun.Engine.Tests.Safety;

public class BreachTests
{
    [Fact]
    public void Books_that_agree_to_the_cent_are_no_breach()
    {
        var bench = new EngineBench();
        bench.Hold();
        bench.Do(new AccountSeen(90_000.009m, [new(Listing.Share, 60), new(Listing.Share, 40)])).IsBraked(Brake.Breach).ShouldBeFalse();
    }

    [Theory]
    [InlineData(90_000, 99, "99")]
    [InlineData(90_000.01, 100, "90,000.01")]
    public void Any_difference_is_told_and_stops_entries_until_a_person_resumes(double cash, int shares, string number)
    {
        var bench = new EngineBench();
        bench.Hold();
        var working = bench.Enter(10, limit: 99, stop: 95, instrument: Listing.Stock).Order;
        bench.Accept(working).Do(new AccountSeen((decimal)cash, [new(Listing.Share, shares)]));
        bench.Answers.Alerts(AlertCode.AccountDiffers).ShouldHaveSingleItem().Text.ShouldContain(number);
        bench.Answers.Cancelled.ShouldContain(working);
        bench.Wait(TimeSpan.FromDays(2)).IsBraked(Brake.Breach).ShouldBeTrue();
        bench.Ask(new OperatorRequest.Resume("looked into it")).IsBraked(Brake.Breach).ShouldBeFalse();
    }

    [Fact]
    public void A_position_the_venue_does_not_have_is_a_difference() =>
        new EngineBench().Do(new AccountSeen(100_000, [new(Listing.Stock, 1)])).IsBraked(Brake.Breach).ShouldBeTrue();

    [Fact]
    public void Books_that_do_not_balance_stop_entries()
    {
        var bench = new EngineBench();
        bench.Hold();
        bench.State.Ledger.Mark(Listing.Share, 100);
        bench.State.Ledger[Listing.Share].Take(-1, 0, bench.Now); // behind the bookkeeper's back
        bench.FillAll(bench.Stop().Id, 95);
        bench.IsBraked(Brake.Breach).ShouldBeTrue();
        bench.Answers.Alerts(AlertCode.LedgerBroken).Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_clock_that_goes_back_is_told_once_and_the_later_time_counts()
    {
        var bench = new EngineBench();
        bench.WaitSeconds(60);
        var (later, back) = (bench.Now, bench.Now.AddSeconds(-40));
        bench.Now = back;
        for (var i = 0; i < 10; i++) bench.Do(default(TimePassed));
        bench.State.Now.ShouldBe(later);
        bench.Answers.Alerts(AlertCode.ClockWentBack).ShouldHaveSingleItem();
        var entry = bench.Buy().Order;
        bench.Order(entry).NextAsk.ShouldBe(later.AddSeconds(30));
        bench.Now = later;
        bench.Do(default(TimePassed));
        bench.Now = back;
        bench.Do(default(TimePassed)).Answers.Alerts(AlertCode.ClockWentBack).Count.ShouldBe(2);
    }
}

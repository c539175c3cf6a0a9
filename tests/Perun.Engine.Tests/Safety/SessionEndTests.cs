using Perun.Core.Orders;
using Perun.Engine.Ledger;

namespace Perun.Engine.Tests.Safety;

public class SessionEndTests
{
    private static readonly EngineSettings Style = new() { Protection = ProtectionStyle.VenueStop, LiquidateOnClose = true };

    [Theory]
    [InlineData("2026-03-04T17:00:00Z", "2026-03-04T20:55:00Z")] // a plain day, 16:00 in New York
    [InlineData("2026-11-27T16:00:00Z", "2026-11-27T17:55:00Z")] // the day after Thanksgiving, 13:00
    public void Positions_are_left_in_time_before_the_session_ends(string start, string due)
    {
        var close = DateTime.Parse(due).ToUniversalTime();
        var bench = new EngineBench(Style, at: DateTime.Parse(start).ToUniversalTime());
        bench.Hold(instrument: Listing.Stock);
        bench.Hold(instrument: Listing.Coin);
        var stop = bench.Stop(Listing.Stock).Id;
        while (bench.Now < close.AddSeconds(-1))
        {
            var step = close.AddSeconds(-1) - bench.Now;
            bench.Wait(step < TimeSpan.FromMinutes(14) ? step : TimeSpan.FromMinutes(14)).Accept(stop).Accept(bench.Stop(Listing.Coin).Id);
        }
        bench.Answers.Cancelled.ShouldBeEmpty();
        bench.WaitSeconds(1).Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(stop);
        bench.Tell(stop, ReportKind.Cancelled).FillAll(bench.Answers.Exits.Single().Id, 100);
        bench.Answers.Of<Notice.TradeClosed>().Single().Trade.Reason.ShouldBe(ExitReason.SessionClose);
        bench.Held(Listing.Coin).ShouldBe(100, "what trades around the clock stays");
    }

    [Fact]
    public void An_entry_that_still_works_is_cancelled_before_the_session_ends()
    {
        var bench = new EngineBench(Style, at: new DateTime(2026, 3, 4, 20, 50, 0, DateTimeKind.Utc));
        var entry = bench.Enter(10, limit: 90, stop: 80, instrument: Listing.Stock).Order;
        bench.Accept(entry).Wait(TimeSpan.FromMinutes(5)).Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(entry);
    }
}

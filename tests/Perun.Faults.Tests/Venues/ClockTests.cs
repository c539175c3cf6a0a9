using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Orders;
using Perun.Faults.Tests.Page;

namespace Perun.Faults.Tests.Venues;

/// The venue's time and ours.
public sealed class ClockTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "the venue's is an hour ahead")]
    [InlineData(House.Alpaca, "ours is set back two minutes")]
    [InlineData(House.Alpaca, "ours is set ahead ten minutes")]
    [InlineData(House.Alpaca, "the machine sleeps for an hour")]
    [InlineData(House.Kraken, "the venue's is an hour ahead")]
    [InlineData(House.Kraken, "ours is set back two minutes")]
    [InlineData(House.Kraken, "ours is set ahead ten minutes")]
    [InlineData(House.Kraken, "the machine sleeps for an hour")]
    [InlineData(House.Kraken, "ours is set back over a start")]
    [Fault("F50", "a clock is set back or ahead, the venue's or ours, or the machine sleeps", "never goes back in time, measures the difference and enters nothing while there is one; decides nothing on old prices; numbers of requests only rise, also over a start; positions can be left all the while")]
    public async Task F50_a_wrong_clock_stops_entries_and_nothing_else(House at, string what)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        await night.HoldAsync(night.House.Symbols[1]);
        switch (what)
        {
            case "the venue's is an hour ahead": night.Script("skew for 3600s"); break;
            case "ours is set back two minutes": night.Machine.Ahead = TimeSpan.FromMinutes(-2); break;
            case "ours is set ahead ten minutes": night.Machine.Ahead = TimeSpan.FromMinutes(10); break;
            case "the machine sleeps for an hour": night.Sleep(3_600); break;
            case "ours is set back over a start":
                night.Close();
                night.Machine.Ahead = TimeSpan.FromMinutes(-2);
                await night.OpenAsync();
                break;
            default: throw new ArgumentException(what);
        }
        await night.SettleAsync();
        if (what.Contains("sleeps", StringComparison.Ordinal))
        {
            night.Refused().ShouldNotBeEmpty();
        }
        else
        {
            await night.UntilAsync(() => !night.TakesEntries, 90, "entries stop");
            await night.UntilAsync(() => night.Stops.Any(static why => why.Contains("clock", StringComparison.Ordinal)) || (night.Market.WhyNotReady ?? "").Contains("clock", StringComparison.Ordinal), 120, "the clock is named");
        }
        await night.LeaveAsync();
        await night.UntilAsync(() => night.House.Held(night.Symbol) == 0 && night.Held() == 0, 180, "a position is left all the same");
        night.IsProtected(night.House.Symbols[1]).ShouldBeTrue(night.Story());
        if (what.StartsWith("the venue's", StringComparison.Ordinal)) night.Script("skew for 0s");
        night.Machine.Ahead = TimeSpan.Zero;
        await night.UntilAsync(() => night.TakesEntries, 1_800, "the clocks agree again");
        await FillTests.SoldAsync(night, night.House.Symbols[1]);
        night.House.Struck.ShouldAllBe(static struck => struck.StartsWith("skew", StringComparison.Ordinal));
    }
}

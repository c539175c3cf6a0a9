using Perun.Faults.Tests.Harness;

namespace Perun.Faults.Tests.Rest;

public sealed class CalmTests
{
    [Theory]
    [InlineData(House.Alpaca)]
    [InlineData(House.Kraken)]
    public async Task Where_nothing_goes_wrong_a_trade_begins_and_ends_with_equal_books(House at)
    {
        await using var night = await Night.AtAsync(at);
        await night.HoldAsync();
        await night.PassAsync(300);
        await night.LeaveAsync();
        await night.UntilAsync(() => night.Held() == 0, 60, "it is sold");
        await night.PassAsync(120);
        night.BooksAgree();
        night.Alarms.ShouldBeEmpty();
        night.Stops.ShouldBeEmpty();
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }
}

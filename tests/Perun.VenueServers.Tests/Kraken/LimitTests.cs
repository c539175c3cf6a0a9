using Perun.Simulation.Time;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Limits;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class LimitTests
{
    private readonly ManualTimeProvider _wall = new(new DateTime(2026, 1, 5, 14, 31, 0, DateTimeKind.Utc));

    [Theory]
    [InlineData(KrakenTier.Starter, 15, 4)]
    [InlineData(KrakenTier.Intermediate, 20, 2)]
    [InlineData(KrakenTier.Pro, 20, 1)]
    public async Task Calls_are_counted_for_each_key_and_forgotten_with_time(KrakenTier tier, int most, int secondsForOne)
    {
        await using var kraken = await OpenAsync(tier);
        for (var call = 0; call < most; call++) await kraken.Client.AskAsync("Balance");
        (await kraken.Client.RefusalAsync("Balance")).ShouldBe("EAPI:Rate limit exceeded");
        using var other = kraken.ClientOf("two");
        await other.AskAsync("Balance");
        _wall.Advance(TimeSpan.FromSeconds(secondsForOne));
        await kraken.Client.AskAsync("Balance");
        (await kraken.Client.RefusalAsync("Balance")).ShouldBe("EAPI:Rate limit exceeded");
    }

    [Fact]
    public async Task History_costs_two_and_orders_cost_nothing_of_it()
    {
        await using var kraken = await OpenAsync(KrakenTier.Starter);
        for (var call = 0; call < 7; call++) await kraken.Client.AskAsync("Ledgers");
        (await kraken.Client.RefusalAsync("Ledgers")).ShouldBe("EAPI:Rate limit exceeded");
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.001m, ("price", 50_000));
        (await kraken.Client.AskAsync("CancelAll"))["count"].Number().ShouldBe(1);
    }

    [Fact]
    public async Task Orders_are_counted_by_pair_and_haste_costs_more()
    {
        await using var kraken = await OpenAsync(KrakenTier.Starter);
        var placed = 0;
        while (await TryPlaceAsync("XBTUSD")) placed++;
        placed.ShouldBe(7); // one for each order and eight for each hasty cancel, of sixty
        (await TryPlaceAsync("ETHUSD")).ShouldBeTrue();
        kraken.Pass(9);
        (await TryPlaceAsync("XBTUSD")).ShouldBeTrue();

        async Task<bool> TryPlaceAsync(string pair)
        {
            var answer = await kraken.Client.PrivateAsync("AddOrder", ("pair", pair), ("type", "buy"), ("ordertype", "limit"), ("volume", 0.01m), ("price", 1000));
            if (answer["error"]!.AsArray().Count > 0)
            {
                KrakenClient.ErrorIn(answer).ShouldBe("EOrder:Rate limit exceeded");
                return false;
            }
            await kraken.Client.AskAsync("CancelOrder", ("txid", answer["result"]!["txid"]![0]!.ToString()));
            return true;
        }
    }

    [Fact]
    public async Task Only_so_many_orders_may_be_open_in_a_pair()
    {
        await using var kraken = await OpenAsync(KrakenTier.Starter);
        for (var order = 0; order < 60; order++)
        {
            await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.001m, ("price", 50_000));
            kraken.Pass(1);
        }
        kraken.Pass(60);
        (await kraken.Client.RefusalAsync("AddOrder", ("pair", "XBTUSD"), ("type", "buy"), ("ordertype", "limit"), ("volume", 0.001m), ("price", 50_000))).ShouldBe("EOrder:Orders limit exceeded");
    }

    [Fact]
    public async Task Strangers_are_counted_too()
    {
        await using var kraken = await OpenAsync(KrakenTier.Pro);
        for (var call = 0; call < 20; call++) (await kraken.Client.PublicAsync("Time"))["error"]!.AsArray().ShouldBeEmpty();
        KrakenClient.ErrorIn(await kraken.Client.PublicAsync("Time")).ShouldBe("EGeneral:Too many requests");
        _wall.Advance(TimeSpan.FromSeconds(1));
        (await kraken.Client.PublicAsync("Time"))["error"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, 4, 7, 8)]
    [InlineData(5, 3, 6, 6)]
    [InlineData(10, 2, 5, 5)]
    [InlineData(15, 1, 3, 4)]
    [InlineData(45, 1, 2, 2)]
    [InlineData(90, 1, 1, 1)]
    [InlineData(300, 1, 1, 0)]
    public void Haste_has_its_price(double age, double amend, double edit, double cancel)
    {
        var since = TimeSpan.FromSeconds(age);
        (TradingCost.Amend(since), TradingCost.Edit(since), TradingCost.Cancel(since)).ShouldBe((amend, edit, cancel));
    }

    private Task<KrakenGround> OpenAsync(KrakenTier tier) => KrakenGround.OpenAsync(with: settings => settings with
    {
        HasLimits = true,
        Wall = _wall,
        Accounts = [.. settings.Accounts.Select(account => account with { Tier = tier })],
    });
}

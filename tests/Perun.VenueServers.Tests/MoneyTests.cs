using System.Text.Json;
using Perun.VenueServers.Tests.Alpaca;
using Perun.VenueServers.Tests.Kraken;

namespace Perun.VenueServers.Tests;

/// Money that somebody moves into an account or out of it, as the account's owner sees it afterwards.
public sealed class MoneyTests
{
    [Fact]
    public async Task Alpaca_tells_deposits_and_withdrawals_among_the_activities_and_they_can_be_spent()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await MoveAsync(desk.Client, "PKPERUN1 200000");
        await MoveAsync(desk.Client, "PKPERUN1 -500.25");
        (await desk.GetAsync("/v2/account")).GetProperty("cash").GetString().ShouldBe("299499.75");
        var activities = await desk.GetAsync("/v2/account/activities?activity_types=CSD,CSW&direction=asc");
        activities.EnumerateArray().Select(static one => (one.GetProperty("activity_type").GetString(), one.GetProperty("net_amount").GetString())).ShouldBe([("CSD", "200000"), ("CSW", "-500.25")]);
        var last = desk.Account.LastPrice(desk.Server.Venue.Assets.Find("SPY")!);
        await desk.OrderAsync($$"""{"symbol":"SPY","qty":"{{Math.Floor(250_000 / last)}}","side":"buy","type":"market","time_in_force":"day"}""");
    }

    [Fact]
    public async Task Kraken_tells_deposits_and_withdrawals_in_the_ledger_and_they_can_be_spent()
    {
        await using var ground = await KrakenGround.OpenAsync();
        using var client = new HttpClient { BaseAddress = ground.Server.Address };
        await MoveAsync(client, "two 45000");
        await MoveAsync(client, "two -1000");
        using var two = ground.ClientOf("two");
        (await two.PrivateAsync("Balance"))["result"]!["ZUSD"].Number().ShouldBe(49_000);
        var ledger = (await two.PrivateAsync("Ledgers"))["result"]!["ledger"]!.AsObject().Select(static entry => (entry.Value!["type"]!.ToString(), entry.Value!["amount"].Number())).ToList();
        ledger.ShouldContain(("deposit", 45_000));
        ledger.ShouldContain(("withdrawal", -1_000));
        var volume = Math.Round(30_000 / ground.Last(), 4);
        (await two.PrivateAsync("AddOrder", ("pair", "XBTUSD"), ("type", "buy"), ("ordertype", "market"), ("volume", $"{volume}")))["error"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("PKPERUN1")]
    [InlineData("PKNOBODY 100")]
    [InlineData("PKPERUN1 0")]
    [InlineData("PKPERUN1 lots")]
    [InlineData("PKPERUN1 1e9")]
    [InlineData("PKPERUN1 99999999999")]
    public async Task What_is_no_movement_is_refused_with_an_example(string text)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        using var response = await desk.Client.PostAsync("/_perun/money", new StringContent(text), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(422);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("\"PKPERUN1 2500\"");
        desk.Account.Cash.ShouldBe(100_000);
    }

    private static async Task MoveAsync(HttpClient client, string text)
    {
        using var response = await client.PostAsync("/_perun/money", new StringContent(text), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}

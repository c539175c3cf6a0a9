namespace Perun.VenueServers.Tests.Kraken;

public sealed class OrderLifeTests
{
    [Fact]
    public async Task A_market_order_fills_and_the_books_balance()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.01m);
        kraken.Pass(30);
        var order = await kraken.Client.OrderAsync(id);
        order["status"]!.ToString().ShouldBe("closed");
        order["vol_exec"].Number().ShouldBe(0.01m);
        var balance = await kraken.Client.AskAsync("Balance");
        balance["XXBT"].Number().ShouldBe(0.01m);
        var cash = kraken.Account.Exchange.Account.Cash;
        balance["ZUSD"].Number().ShouldBe(cash, 0.0001m);
        kraken.Account.Ledger[^1].Balance.ShouldBe(cash);
        (100_000 - order["cost"].Number() - order["fee"].Number()).ShouldBe(cash, 0.0001m);
    }

    [Fact]
    public async Task A_resting_sell_locks_what_it_would_sell()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.01m);
        kraken.Pass(30);
        var stop = decimal.Round(kraken.Last() * 0.8m, 1);
        await kraken.Client.PlaceAsync("XBTUSD", "sell", "stop-loss", 0.01m, ("price", stop));
        (await kraken.Client.AskAsync("BalanceEx"))["XXBT"]!["hold_trade"].Number().ShouldBe(0.01m);
        (await kraken.Client.RefusalAsync("AddOrder", ("pair", "XBTUSD"), ("type", "sell"), ("ordertype", "take-profit"), ("volume", 0.01m), ("price", stop * 2))).ShouldBe("EOrder:Insufficient funds");
    }
}

namespace Perun.VenueServers.Tests.Kraken;

public sealed class HistoryTests
{
    private const string Pair = "XBTUSD";

    [Fact]
    public async Task Ended_orders_come_in_pages_of_fifty_with_the_whole_count()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        for (var order = 0; order < 60; order++)
        {
            await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.001m, ("price", 50_000), ("userref", order % 2));
            kraken.Pass(1);
        }
        await kraken.Client.AskAsync("CancelAll");
        var first = await kraken.Client.AskAsync("ClosedOrders");
        var second = await kraken.Client.AskAsync("ClosedOrders", ("ofs", 50));
        (first["closed"]!.AsObject().Count, second["closed"]!.AsObject().Count, first["count"].Number()).ShouldBe((50, 10, 60));
        first["closed"]!.AsObject().Select(static order => order.Key).Concat(second["closed"]!.AsObject().Select(static order => order.Key)).ShouldBeUnique();
        (await kraken.Client.AskAsync("ClosedOrders", ("userref", 1)))["count"].Number().ShouldBe(30);
        (await kraken.Client.AskAsync("ClosedOrders", ("without_count", true)))["count"].ShouldBeNull();
        (await kraken.Client.AskAsync("ClosedOrders", ("ofs", 9999)))["closed"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task History_begins_after_its_start_and_ends_with_its_end()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var ids = new List<string>();
        for (var order = 0; order < 3; order++)
        {
            ids.Add(await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.001m));
            kraken.Pass(60);
        }
        var times = kraken.Account.Trades.Select(static trade => new DateTimeOffset(trade.Time).ToUnixTimeMilliseconds() / 1000m).ToList();
        var between = await kraken.Client.AskAsync("TradesHistory", ("start", times[0]), ("end", times[1]));
        between["trades"]!.AsObject().ShouldHaveSingleItem().Value!["ordertxid"]!.ToString().ShouldBe(ids[1]);
        var since = await kraken.Client.AskAsync("TradesHistory", ("start", kraken.Account.Trades[0].Id));
        since["trades"]!.AsObject().Count.ShouldBe(2);
        (await kraken.Client.AskAsync("Ledgers", ("start", times[2]), ("type", "trade")))["count"].Number().ShouldBe(0);
    }

    [Fact]
    public async Task A_trade_names_its_order_and_its_ledger_entries()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.01m);
        kraken.Pass(30);
        var order = await kraken.Client.OrderAsync(id);
        var name = order["trades"]!.AsArray()[0]!.ToString();
        var trade = (await kraken.Client.AskAsync("QueryTrades", ("txid", name), ("ledgers", true)))[name]!;
        (trade["ordertxid"]!.ToString(), trade["pair"]!.ToString(), trade["maker"]!.GetValue<bool>()).ShouldBe((id, "XXBTZUSD", false));
        var ledgers = trade["ledgers"]!.AsArray().Select(static ledger => ledger!.ToString()).ToList();
        var entries = await kraken.Client.AskAsync("QueryLedgers", ("id", string.Join(',', ledgers)));
        (entries[ledgers[0]]!["asset"]!.ToString(), entries[ledgers[0]]!["amount"].Number()).ShouldBe(("XXBT", 0.01m));
        (entries[ledgers[1]]!["asset"]!.ToString(), entries[ledgers[1]]!["refid"]!.ToString()).ShouldBe(("ZUSD", name));
        entries[ledgers[1]]!["amount"].Number().ShouldBe(-trade["cost"].Number(), 0.0001m);
        entries[ledgers[1]]!["fee"].Number().ShouldBe(trade["fee"].Number());
    }

    [Fact]
    public async Task The_ledger_is_asked_for_by_asset_and_type()
    {
        await using var kraken = await KrakenGround.OpenAsync("withdraw on one");
        await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.01m);
        kraken.Pass(30);
        var types = (await kraken.Client.AskAsync("Ledgers"))["ledger"]!.AsObject().Select(static entry => entry.Value!["type"]!.ToString()).Distinct();
        types.ShouldBe(["withdrawal", "trade", "deposit"], ignoreOrder: true);
        (await kraken.Client.AskAsync("Ledgers", ("asset", "XBT")))["ledger"]!.AsObject().ShouldAllBe(static entry => entry.Value!["asset"]!.ToString() == "XXBT");
        var withdrawn = (await kraken.Client.AskAsync("Ledgers", ("type", "withdrawal")))["ledger"]!.AsObject().ShouldHaveSingleItem().Value!;
        withdrawn["amount"].Number().ShouldBe(-1000);
        (await kraken.Client.AskAsync("Balance"))["ZUSD"].Number().ShouldBe(kraken.Account.Ledger[^1].Asset.Key == "ZUSD" ? kraken.Account.Ledger[^1].Balance : kraken.Account.Cash, 0.0001m);
    }

    [Fact]
    public async Task Holdings_that_do_not_trade_are_told_as_they_are()
    {
        await using var kraken = await KrakenGround.OpenAsync(with: static settings => settings with
        {
            Accounts = [settings.Accounts[0] with { Elsewhere = new Dictionary<string, decimal> { ["ETH2.S"] = 1.5m, ["ZEUR"] = 20 } }],
        });
        var balance = await kraken.Client.AskAsync("Balance");
        (balance["ETH2.S"].Number(), balance["ZEUR"].Number()).ShouldBe((1.5m, 20));
        (await kraken.Client.AskAsync("BalanceEx"))["ETH2.S"]!["hold_trade"].Number().ShouldBe(0);
    }

    [Fact]
    public async Task The_trade_balance_is_cash_and_holdings()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.1m);
        kraken.Pass(30);
        var balance = await kraken.Client.AskAsync("TradeBalance");
        balance["eb"].Number().ShouldBe(kraken.Account.Exchange.Snapshot().Equity, 0.001m);
        balance["tb"].Number().ShouldBe(kraken.Account.Cash, 0.001m);
    }
}

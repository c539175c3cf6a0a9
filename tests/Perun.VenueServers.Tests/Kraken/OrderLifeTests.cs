using System.Text.Json.Nodes;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class OrderLifeTests
{
    private const string Pair = "XBTUSD";

    [Fact]
    public async Task A_market_order_fills_and_the_books_balance()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var order = await FilledAsync(kraken, "buy", 0.01m);
        order["vol_exec"].Number().ShouldBe(0.01m);
        var balance = await kraken.Client.AskAsync("Balance");
        balance["XXBT"].Number().ShouldBe(0.01m);
        var cash = kraken.Account.Exchange.Account.Cash;
        balance["ZUSD"].Number().ShouldBe(cash, 0.0001m);
        (100_000 - order["cost"].Number() - order["fee"].Number()).ShouldBe(cash, 0.0001m);
    }

    [Fact]
    public async Task Every_ledger_entry_ends_where_the_next_begins_and_the_last_is_the_balance()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.5m);
        await FilledAsync(kraken, "buy", 0.25m, "XETHZUSD");
        await FilledAsync(kraken, "sell", 0.2m);
        foreach (var entries in kraken.Account.Ledger.GroupBy(static entry => entry.Asset))
        {
            var balance = 0m;
            foreach (var entry in entries) entry.Balance.ShouldBe(balance += entry.Amount - entry.Fee);
            balance.ShouldBe(kraken.Account.BalanceOf(entries.Key));
        }
        kraken.Account.Trades.Sum(static trade => trade.Fee).ShouldBe(kraken.Account.Exchange.Account.FeesPaid);
    }

    [Fact]
    public async Task A_resting_sell_locks_what_it_would_sell()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var stop = decimal.Round(kraken.Last() * 0.8m, 1);
        await kraken.Client.PlaceAsync(Pair, "sell", "stop-loss", 0.01m, ("price", stop));
        (await kraken.Client.AskAsync("BalanceEx"))["XXBT"]!["hold_trade"].Number().ShouldBe(0.01m);
        (await kraken.Client.RefusalAsync("AddOrder", ("pair", Pair), ("type", "sell"), ("ordertype", "take-profit"), ("volume", 0.01m), ("price", stop * 2))).ShouldBe("EOrder:Insufficient funds");
    }

    [Fact]
    public async Task A_target_that_waits_locks_what_it_would_sell_too()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var target = await kraken.Client.PlaceAsync(Pair, "sell", "take-profit", 0.01m, ("price", 190_000));
        (await kraken.Client.AskAsync("BalanceEx"))["XXBT"]!["hold_trade"].Number().ShouldBe(0.01m);
        (await kraken.Client.RefusalAsync("AddOrder", ("pair", Pair), ("type", "sell"), ("ordertype", "market"), ("volume", 0.01m))).ShouldBe("EOrder:Insufficient funds");
        await kraken.Client.AskAsync("CancelOrder", ("txid", target));
        (await FilledAsync(kraken, "sell", 0.01m))["status"]!.ToString().ShouldBe("closed");
    }

    [Theory]
    [InlineData("stop-loss", -0.0004, 0)]
    [InlineData("stop-loss-limit", -0.0004, -0.01)]
    [InlineData("take-profit", 0.0004, 0)]
    [InlineData("take-profit-limit", 0.0004, 0.0002)]
    public async Task What_waits_for_a_price_fills_once_it_is_reached(string type, double trigger, double limit)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var last = kraken.Last();
        var level = decimal.Round(last * (1 + (decimal)trigger), 1);
        (string, object)[] prices = limit == 0 ? [("price", level)] : [("price", level), ("price2", decimal.Round(last * (1 + (decimal)limit), 1))];
        var id = await kraken.Client.PlaceAsync(Pair, "sell", type, 0.01m, prices);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("open");
        await kraken.PassUntilAsync(async () => (await kraken.Client.OrderAsync(id))["status"]!.ToString() == "closed");
        var order = await kraken.Client.OrderAsync(id);
        order["stopprice"].Number().ShouldBe(level);
        var traded = kraken.Account.Trades[^1];
        if (trigger < 0) traded.Price.ShouldBeLessThanOrEqualTo(level);
        else traded.Price.ShouldBeGreaterThan(decimal.Round(last * 1.0001m, 1));
        if (limit > 0) traded.Price.ShouldBeGreaterThanOrEqualTo(decimal.Round(last * (1 + (decimal)limit), 1));
    }

    [Theory]
    [InlineData("trailing-stop", "+0.05%", null)]
    [InlineData("trailing-stop-limit", "+0.05%", "-1%")]
    [InlineData("trailing-stop", "+50", null)]
    [InlineData("trailing-stop-limit", "+50", "#100")]
    public async Task A_trailing_stop_follows_and_then_sells_no_further_from_the_best_price_than_its_trail(string type, string trail, string? limit)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var best = kraken.Last();
        var prices = new List<(string, object)> { ("price", trail) };
        if (limit is not null) prices.Add(("price2", limit));
        var id = await kraken.Client.PlaceAsync(Pair, "sell", type, 0.01m, [.. prices]);
        var order = await kraken.Client.OrderAsync(id);
        order["descr"]!["price"]!.ToString().ShouldStartWith("+");
        await kraken.PassUntilAsync(async () =>
        {
            best = Math.Max(best, kraken.Last());
            return (await kraken.Client.OrderAsync(id))["status"]!.ToString() == "closed";
        });
        kraken.Account.Trades[^1].Price.ShouldBeLessThan(best);
    }

    [Fact]
    public async Task A_buy_stop_and_a_buy_below_the_market_wait_with_their_cash_locked()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        foreach (var (type, price) in new[] { ("stop-loss", 190_000m), ("take-profit", 50_000m), ("limit", 50_000m) })
        {
            var id = await kraken.Client.PlaceAsync(Pair, "buy", type, 0.1m, ("price", price));
            (await kraken.Client.AskAsync("BalanceEx"))["ZUSD"]!["hold_trade"].Number().ShouldBeGreaterThanOrEqualTo(price * 0.1m);
            kraken.Pass(60);
            (await kraken.Client.OrderAsync(id))["vol_exec"].Number().ShouldBe(0);
            await kraken.Client.AskAsync("CancelOrder", ("txid", id));
            (await kraken.Client.AskAsync("BalanceEx"))["ZUSD"]!["hold_trade"].Number().ShouldBe(0);
        }
    }

    [Fact]
    public async Task What_must_fill_at_once_ends_at_once()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var far = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.01m, ("price", 50_000), ("timeinforce", "IOC"));
        (await kraken.Client.OrderAsync(far))["status"]!.ToString().ShouldBe("canceled");
        var near = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.01m, ("price", 150_000), ("timeinforce", "IOC"));
        (await kraken.Client.OrderAsync(near))["status"]!.ToString().ShouldBe("closed");
        var whole = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.6m, ("price", 150_000), ("timeinforce", "FOK"));
        (await kraken.Client.OrderAsync(whole))["vol_exec"].Number().ShouldBeOneOf(0, 0.6m);
    }

    [Fact]
    public async Task A_post_only_order_that_would_take_is_cancelled_and_says_why()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var order = await kraken.Client.OrderAsync(await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.01m, ("price", 150_000), ("oflags", "post")));
        (order["status"]!.ToString(), order["reason"]!.ToString(), order["oflags"]!.ToString()).ShouldBe(("canceled", "Post only order", "post,fciq"));
    }

    [Fact]
    public async Task An_order_with_an_end_expires_then()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.01m, ("price", 50_000), ("timeinforce", "GTD"), ("expiretm", "+60"));
        kraken.Pass(55);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("open");
        kraken.Pass(10);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("expired");
    }

    [Fact]
    public async Task A_scheduled_order_waits_for_its_time()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.01m, ("starttm", "+60"));
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("pending");
        kraken.Pass(55);
        (await kraken.Client.OrderAsync(id))["vol_exec"].Number().ShouldBe(0);
        kraken.Pass(15);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("closed");
    }

    [Fact]
    public async Task A_closing_order_is_placed_for_what_filled_and_stands_on_its_own()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "market", 0.01m, ("close[ordertype]", "stop-loss-limit"), ("close[price]", "50000"), ("close[price2]", "49000"));
        kraken.Pass(30);
        var open = (await kraken.Client.AskAsync("OpenOrders"))["open"]!.AsObject().ShouldHaveSingleItem().Value!;
        open["refid"]!.ToString().ShouldBe(id);
        open["vol"].Number().ShouldBe(0.01m);
        open["descr"]!["order"]!.ToString().ShouldBe("sell 0.01000000 XBTUSD @ stop loss 50000.0 -> limit 49000.0");
    }

    [Fact]
    public async Task Cash_can_be_spent_by_amount()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "market", 500, ("oflags", "viqc"));
        kraken.Pass(30);
        var order = await kraken.Client.OrderAsync(id);
        order["cost"].Number().ShouldBe(500, 1);
        order["oflags"]!.ToString().ShouldBe("fciq,viqc");
    }

    [Fact]
    public async Task Relative_prices_are_measured_from_the_last_trade()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var last = kraken.Last();
        foreach (var (price, wanted) in new[] { ("-1000", last - 1000), ("#1%", decimal.Round(last * 0.99m, 1)), ("-2.5%", decimal.Round(last * 0.975m, 1)) })
        {
            var id = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.001m, ("price", price));
            (await kraken.Client.OrderAsync(id))["descr"]!["price"].Number().ShouldBe(wanted, 0.1m);
        }
    }

    [Fact]
    public async Task An_amended_order_keeps_its_id_and_its_fills()
    {
        await using var kraken = await KrakenGround.OpenAsync("partial on BTC/USD buy limit for 9999s");
        var id = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.02m, ("price", 150_000), ("cl_ord_id", "keeps"));
        (await kraken.Client.OrderAsync(id))["vol_exec"].Number().ShouldBe(0.01m);
        (await kraken.Client.AskAsync("AmendOrder", ("cl_ord_id", "keeps"), ("order_qty", 0.03m), ("limit_price", 60_000)))["amend_id"]!.ToString().ShouldStartWith("T");
        var order = await kraken.Client.OrderAsync(id);
        (order["vol"].Number(), order["vol_exec"].Number(), order["descr"]!["price"].Number(), order["status"]!.ToString()).ShouldBe((0.03m, 0.01m, 60_000, "open"));
        (await kraken.Client.RefusalAsync("AmendOrder", ("txid", id), ("order_qty", 0.005m))).ShouldBe("EGeneral:Invalid arguments:order_qty");
    }

    [Theory]
    [InlineData("stop-loss", 50_000, 60_000)]
    [InlineData("take-profit", 190_000, 180_000)]
    public async Task A_trigger_can_be_moved(string type, decimal from, decimal to)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var id = await kraken.Client.PlaceAsync(Pair, "sell", type, 0.01m, ("price", from));
        await kraken.Client.AskAsync("AmendOrder", ("txid", id), ("trigger_price", to));
        var order = await kraken.Client.OrderAsync(id);
        (order["descr"]!["price"].Number(), order["status"]!.ToString()).ShouldBe((to, "open"));
        (await kraken.Client.AskAsync("BalanceEx"))["XXBT"]!["hold_trade"].Number().ShouldBe(0.01m);
    }

    [Fact]
    public async Task An_edited_order_is_a_new_one_and_the_old_one_goes_on_where_that_is_refused()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var first = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.01m, ("price", 50_000), ("userref", 7));
        var second = (await kraken.Client.AskAsync("EditOrder", ("pair", Pair), ("txid", first), ("price", 51_000)))["txid"]!.ToString();
        (await kraken.Client.OrderAsync(first))["status"]!.ToString().ShouldBe("canceled");
        var order = await kraken.Client.OrderAsync(second);
        (order["descr"]!["price"].Number(), order["userref"].Number()).ShouldBe((51_000, 7));
        (await kraken.Client.RefusalAsync("EditOrder", ("pair", Pair), ("txid", second), ("volume", 100))).ShouldBe("EOrder:Insufficient funds");
        (await kraken.Client.AskAsync("OpenOrders"))["open"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(second);
    }

    [Fact]
    public async Task Orders_are_cancelled_by_every_name_they_have()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var plain = await PlaceFarAsync(("userref", 1));
        await PlaceFarAsync(("userref", 42));
        await PlaceFarAsync(("userref", 42));
        await PlaceFarAsync(("cl_ord_id", "6d1b345e-2821-40e2-ad83-4ecb18a06876"));
        (await kraken.Client.AskAsync("CancelOrder", ("txid", plain)))["count"].Number().ShouldBe(1);
        (await kraken.Client.AskAsync("CancelOrder", ("txid", 42)))["count"].Number().ShouldBe(2);
        (await kraken.Client.AskAsync("CancelOrder", ("cl_ord_id", "6d1b345e-2821-40e2-ad83-4ecb18a06876")))["count"].Number().ShouldBe(1);
        (await kraken.Client.RefusalAsync("CancelOrder", ("txid", plain))).ShouldBe("EOrder:Unknown order");
        var (one, two) = (await PlaceFarAsync(), await PlaceFarAsync());
        (await kraken.Client.PrivateJsonAsync("CancelOrderBatch", new JsonObject { ["orders"] = new JsonArray(one, two, plain) }))["result"]!["count"].Number().ShouldBe(2);
        await PlaceFarAsync();
        (await kraken.Client.AskAsync("CancelAll"))["count"].Number().ShouldBe(1);

        Task<string> PlaceFarAsync(params (string, object)[] more) => kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.001m, [("price", 50_000), .. more]);
    }

    [Fact]
    public async Task A_batch_stands_or_falls_row_by_row()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var rows = new JsonArray();
        foreach (var (volume, price) in new[] { ("0.001", "50000"), ("100", "50000"), ("0.001", "50000.55") })
            rows.Add(new JsonObject { ["type"] = "buy", ["ordertype"] = "limit", ["volume"] = volume, ["price"] = price });
        var answer = await kraken.Client.PrivateJsonAsync("AddOrderBatch", new JsonObject { ["pair"] = Pair, ["orders"] = rows });
        answer["error"]!.AsArray().ShouldBeEmpty();
        var orders = answer["result"]!["orders"]!.AsArray();
        orders[0]!["txid"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        orders[1]!["error"]!.ToString().ShouldBe("EOrder:Insufficient funds");
        orders[2]!["error"]!.ToString().ShouldBe("EOrder:Tick size check failed");
        (await kraken.Client.AskAsync("OpenOrders"))["open"]!.AsObject().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_dead_mans_switch_takes_protective_stops_with_it()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.01m);
        var stop = await kraken.Client.PlaceAsync(Pair, "sell", "stop-loss", 0.01m, ("price", 50_000));
        var answer = await kraken.Client.AskAsync("CancelAllOrdersAfter", ("timeout", 60));
        (DateTime.Parse(answer["triggerTime"]!.ToString()) - DateTime.Parse(answer["currentTime"]!.ToString())).ShouldBe(TimeSpan.FromSeconds(60));
        kraken.Pass(50);
        await kraken.Client.AskAsync("CancelAllOrdersAfter", ("timeout", 60));
        kraken.Pass(50);
        (await kraken.Client.OrderAsync(stop))["status"]!.ToString().ShouldBe("open");
        kraken.Pass(15);
        (await kraken.Client.OrderAsync(stop))["status"]!.ToString().ShouldBe("canceled");
        (await kraken.Client.AskAsync("CancelAllOrdersAfter", ("timeout", 0)))["triggerTime"]!.ToString().ShouldBe("0");
    }

    [Fact]
    public async Task Fees_fall_with_what_was_traded_before_today()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await FilledAsync(kraken, "buy", 0.4m);
        await FilledAsync(kraken, "sell", 0.4m);
        var today = await kraken.Client.AskAsync("TradeVolume", ("pair", Pair));
        (today["volume"].Number(), today["fees"]!["XXBTZUSD"]!["fee"].Number()).ShouldBe((0, 0.4m));
        kraken.Pass(86_400);
        var tomorrow = await kraken.Client.AskAsync("TradeVolume", ("pair", Pair));
        tomorrow["volume"].Number().ShouldBeGreaterThan(50_000);
        tomorrow["fees"]!["XXBTZUSD"]!["fee"].Number().ShouldBe(0.24m);
        tomorrow["fees_maker"]!["XXBTZUSD"]!["nextvolume"].Number().ShouldBe(100_000);
        var order = await FilledAsync(kraken, "buy", 0.1m);
        order["fee"].Number().ShouldBe(order["cost"].Number() * 0.0024m, 0.001m);
    }

    [Fact]
    public async Task Two_accounts_trade_one_market_and_never_see_each_other()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        using var other = kraken.ClientOf("two");
        var mine = await kraken.Client.PlaceAsync(Pair, "buy", "limit", 0.001m, ("price", 50_000));
        (await other.AskAsync("OpenOrders"))["open"]!.AsObject().ShouldBeEmpty();
        (await other.RefusalAsync("CancelOrder", ("txid", mine))).ShouldBe("EOrder:Unknown order");
        (await other.AskAsync("Balance"))["ZUSD"].Number().ShouldBe(5_000);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_day()
    {
        var days = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var kraken = await KrakenGround.OpenAsync();
            await FilledAsync(kraken, "buy", 0.3m);
            await kraken.Client.PlaceAsync(Pair, "sell", "trailing-stop", 0.3m, ("price", "+0.1%"));
            kraken.Pass(3600);
            days.Add((await kraken.Client.AskAsync("TradesHistory", ("ledgers", true))).ToJsonString());
        }
        days[0].ShouldBe(days[1]);
    }

    private static async Task<JsonNode> FilledAsync(KrakenGround kraken, string side, decimal volume, string pair = Pair)
    {
        var id = await kraken.Client.PlaceAsync(pair, side, "market", volume);
        await kraken.PassUntilAsync(async () => (await kraken.Client.OrderAsync(id))["status"]!.ToString() == "closed");
        return await kraken.Client.OrderAsync(id);
    }
}

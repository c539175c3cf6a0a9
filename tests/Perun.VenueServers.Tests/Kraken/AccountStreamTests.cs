using System.Text.Json.Nodes;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class AccountStreamTests
{
    private const string Symbol = "BTC/USD";

    [Fact]
    public async Task A_market_orders_life_is_told_step_by_step_with_numbers_that_go_on()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions");
        var id = (await AddAsync(stream, "market", "buy", 0.01m, ("cl_ord_id", "mine")))["result"]!["order_id"]!.ToString();
        kraken.Pass(30);
        var messages = await stream.AllAsync("executions");
        messages.Select(static message => message["sequence"].Number()).ShouldBe(Enumerable.Range(1, messages.Count).Select(static number => (decimal)number));
        messages[0]["type"]!.ToString().ShouldBe("snapshot");
        messages[0]["data"]!.AsArray().ShouldBeEmpty();
        var steps = messages.Skip(1).Select(static message => message["data"]!.AsArray().ShouldHaveSingleItem()!).ToList();
        steps.ShouldAllBe(step => step["order_id"]!.ToString() == id && step["cl_ord_id"]!.ToString() == "mine");
        steps.Select(static step => step["exec_type"]!.ToString()).Distinct().ShouldBe(["pending_new", "new", "trade", "filled"]);
        (steps[0]["symbol"]!.ToString(), steps[0]["side"]!.ToString(), steps[0]["order_type"]!.ToString(), steps[0]["order_qty"].Number()).ShouldBe((Symbol, "buy", "market", 0.01m));
        var fills = steps.Where(static step => step["exec_type"]!.ToString() == "trade").ToList();
        fills.ShouldAllBe(static fill => fill["order_status"]!.ToString() == "partially_filled"); // even the last: filled follows
        fills.Sum(static fill => fill["last_qty"].Number()).ShouldBe(0.01m);
        fills.Sum(static fill => fill["cost"].Number()).ShouldBe(steps[^1]["cum_cost"].Number());
        fills.Sum(static fill => fill["fees"]![0]!["qty"].Number()).ShouldBe(kraken.Account.Exchange.Account.FeesPaid);
        (steps[^1]["order_status"]!.ToString(), steps[^1]["cum_qty"].Number()).ShouldBe(("filled", 0.01m));
        kraken.Account.Exchange.Account.Cash.ShouldBe(100_000 - fills.Sum(static fill => fill["cost"].Number() + fill["fees"]![0]!["qty"].Number()));
    }

    [Fact]
    public async Task A_stop_tells_when_it_is_triggered()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions");
        await AddAsync(stream, "market", "buy", 0.01m);
        kraken.Pass(30);
        foreach (var type in new[] { "stop-loss", "take-profit" })
        {
            var price = type == "stop-loss" ? 200_000 : 1000; // touched at once
            var id = (await AddAsync(stream, type, "sell", 0.005m, ("triggers", new JsonObject { ["reference"] = "last", ["price"] = price })))["result"]!["order_id"]!.ToString();
            kraken.Pass(20);
            var first = await stream.ExecutionAsync("pending_new", id);
            (first["triggers"]!["price"].Number(), first["triggers"]!["status"]!.ToString(), first["stop_price"].Number()).ShouldBe((price, "untriggered", price));
            (await stream.ExecutionAsync("status", id))["triggers"]!["status"]!.ToString().ShouldBe("triggered");
            (await stream.ExecutionAsync("filled", id))["cum_qty"].Number().ShouldBe(0.005m);
        }
    }

    [Fact]
    public async Task Amending_editing_and_cancelling_are_answered_and_told()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions");
        var id = (await AddAsync(stream, "limit", "buy", 0.01m, ("limit_price", 50_000), ("order_userref", 5)))["result"]!["order_id"]!.ToString();
        var amended = await stream.AskAsync("amend_order", new JsonObject { ["order_id"] = id, ["order_qty"] = 0.02, ["limit_price"] = 51_000.5 });
        amended["result"]!["amend_id"]!.ToString().ShouldStartWith("T");
        var told = await stream.ExecutionAsync("amended", id);
        (told["order_qty"].Number(), told["limit_price"].Number(), told["amended"]!.GetValue<bool>()).ShouldBe((0.02m, 51_000.5m, true));
        var edited = (await stream.AskAsync("edit_order", new JsonObject { ["order_id"] = id, ["symbol"] = Symbol, ["limit_price"] = 52_000 }))["result"]!;
        edited["original_order_id"]!.ToString().ShouldBe(id);
        (await stream.ExecutionAsync("canceled", id))["reason"]!.ToString().ShouldBe("Order replaced");
        var next = edited["order_id"]!.ToString();
        (await stream.ExecutionAsync("pending_new", next))["limit_price"].Number().ShouldBe(52_000);
        var cancelled = await stream.AskAsync("cancel_order", new JsonObject { ["order_id"] = new JsonArray(next) });
        cancelled["result"]!["order_id"]!.ToString().ShouldBe(next);
        (await stream.ExecutionAsync("canceled", next))["cancel_reason"]!.ToString().ShouldBe("User requested");
    }

    [Fact]
    public async Task Every_cancelled_order_has_an_answer_of_its_own()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        var id = (await AddAsync(stream, "limit", "buy", 0.01m, ("limit_price", 50_000)))["result"]!["order_id"]!.ToString();
        await stream.SendAsync(new JsonObject { ["method"] = "cancel_order", ["req_id"] = 77, ["params"] = new JsonObject { ["order_id"] = new JsonArray("OAAAAA-AAAAA-AAAAAA", id), ["token"] = stream.Token } }.ToJsonString());
        (await stream.NextAsync(static message => message["req_id"]?.ToString() == "77"))["error"]!.ToString().ShouldBe("EOrder:Unknown order");
        (await stream.NextAsync(static message => message["req_id"]?.ToString() == "77"))["result"]!["order_id"]!.ToString().ShouldBe(id);
    }

    [Fact]
    public async Task Batches_and_everything_at_once()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        var rows = new JsonArray();
        foreach (var quantity in new[] { 0.001m, 100m, 0.002m }) rows.Add(new JsonObject { ["order_type"] = "limit", ["side"] = "buy", ["order_qty"] = quantity, ["limit_price"] = 50_000 });
        var placed = (await stream.AskAsync("batch_add", new JsonObject { ["symbol"] = Symbol, ["orders"] = rows }))["result"]!.AsArray();
        placed[1]!["error"]!.ToString().ShouldBe("EOrder:Insufficient funds");
        (await stream.AskAsync("batch_cancel", new JsonObject { ["orders"] = new JsonArray(placed[0]!["order_id"]!.ToString(), placed[2]!["order_id"]!.ToString()) }))["orders_cancelled"].Number().ShouldBe(2);
        await AddAsync(stream, "limit", "buy", 0.01m, ("limit_price", 50_000));
        (await stream.AskAsync("cancel_all", []))["result"]!["count"].Number().ShouldBe(1);
        await AddAsync(stream, "limit", "buy", 0.01m, ("limit_price", 50_000));
        (await stream.AskAsync("cancel_all_orders_after", new JsonObject { ["timeout"] = 30 }))["result"]!["triggerTime"].ShouldNotBeNull();
        kraken.Pass(31);
        kraken.Account.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_checked_order_has_no_id_and_is_not_placed()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        (await AddAsync(stream, "limit", "buy", 0.01m, ("limit_price", 50_000), ("validate", true)))["result"]!["order_id"]!.ToString().ShouldBe("");
        kraken.Account.Open.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("price", 5, "Unsupported field: 'price' for the given msg type: add order")]
    [InlineData("leverage", 2, "Unsupported field: 'leverage' for the given msg type: add order")]
    [InlineData("limit_price", 50_000.55, "EOrder:Tick size check failed")]
    [InlineData("order_qty", 100, "EOrder:Insufficient funds")]
    [InlineData("margin", true, "EOrder:Cannot open position")]
    public async Task A_wrong_order_is_refused(string field, object value, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        var order = new JsonObject { ["order_type"] = "limit", ["side"] = "buy", ["symbol"] = Symbol, ["order_qty"] = 0.01, ["limit_price"] = 50_000, [field] = JsonValue.Create(value) };
        (await stream.AskAsync("add_order", order))["error"]!.ToString().ShouldBe(error);
    }

    [Fact]
    public async Task Balances_are_told_at_first_and_with_every_movement()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("balances");
        var first = await stream.NextAsync("balances", "snapshot");
        first["data"]!.AsArray().Single(static held => held!["asset"]!.ToString() == "USD")!["wallets"]![0]!["balance"].Number().ShouldBe(100_000);
        await AddAsync(stream, "market", "buy", 0.01m);
        kraken.Pass(20);
        var moved = (await stream.AllAsync("balances")).ConvertAll(static message => message["data"]![0]!);
        moved.Select(static entry => entry["asset"]!.ToString()).Distinct().ShouldBe(["BTC", "USD"]);
        moved.Last(static entry => entry["asset"]!.ToString() == "BTC")["balance"].Number().ShouldBe(0.01m);
        moved.Last(static entry => entry["asset"]!.ToString() == "USD")["balance"].Number().ShouldBe(kraken.Account.Cash, 0.0001m);
        moved.ShouldAllBe(static entry => entry["type"]!.ToString() == "trade" && entry["ledger_id"]!.ToString().StartsWith('L'));
    }

    [Fact]
    public async Task A_new_connection_is_told_of_open_orders_and_on_demand_of_the_last_trades()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.01m);
        kraken.Pass(20);
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        await using var stream = await KrakenStream.PrivateAsync(kraken);
        await stream.SubscribeAsync("executions", null, ("snap_trades", true));
        var trades = await stream.NextAsync("executions", "snapshot");
        trades["data"]![0]!["exec_type"]!.ToString().ShouldBe("trade");
        var orders = await stream.NextAsync("executions", "snapshot");
        (orders["data"]!.AsArray().ShouldHaveSingleItem()!["order_id"]!.ToString(), orders["data"]![0]!["order_status"]!.ToString(), orders["sequence"].Number()).ShouldBe((id, "new", 2));
    }

    [Fact]
    public async Task Rest_orders_are_told_to_streams_too_and_only_to_their_owners()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        using var other = kraken.ClientOf("two");
        await using var mine = await KrakenStream.PrivateAsync(kraken);
        await using var theirs = await KrakenStream.OpenAsync(kraken, "/auth/v2", (await other.AskAsync("GetWebSocketsToken"))["token"]!.ToString());
        await mine.SubscribeAsync("executions");
        await theirs.SubscribeAsync("executions");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        (await mine.ExecutionAsync("new", id))["order_status"]!.ToString().ShouldBe("new");
        (await theirs.AllAsync("executions")).ShouldHaveSingleItem()["type"]!.ToString().ShouldBe("snapshot");
    }

    [Fact]
    public async Task A_token_must_be_used_in_time_and_then_lives_with_its_connection()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        await using var used = await KrakenStream.PrivateAsync(kraken);
        await using var late = await KrakenStream.PrivateAsync(kraken);
        await used.SubscribeAsync("executions");
        kraken.Pass(901);
        (await AddAsync(used, "limit", "buy", 0.01m, ("limit_price", 50_000)))["success"]!.GetValue<bool>().ShouldBeTrue();
        (await late.AskAsync("subscribe", new JsonObject { ["channel"] = "executions" }))["error"]!.ToString().ShouldBe("ESession:Invalid session");
        (await late.AskAsync("subscribe", new JsonObject { ["channel"] = "executions", ["token"] = "made up" }))["error"]!.ToString().ShouldBe("EAPI:Invalid token");
        (await late.AskAsync("subscribe", new JsonObject { ["channel"] = "ticker", ["symbol"] = new JsonArray(Symbol) }))["error"]!.ToString().ShouldBe("Public market data subscriptions are unavailable on this endpoint");
    }

    private static Task<JsonNode> AddAsync(KrakenStream stream, string type, string side, decimal quantity, params (string Name, JsonNode Value)[] more)
    {
        var order = new JsonObject { ["order_type"] = type, ["side"] = side, ["symbol"] = Symbol, ["order_qty"] = quantity };
        foreach (var (name, value) in more) order[name] = value;
        return stream.AskAsync("add_order", order);
    }
}

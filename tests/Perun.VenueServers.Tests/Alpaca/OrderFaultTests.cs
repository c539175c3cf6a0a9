using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

/// Each fault of the catalogue's group about orders that a venue can cause, as a client meets it.
public sealed class OrderFaultTests
{
    [Fact]
    public async Task F13_F22_half_fills_then_the_rest_and_a_bracket_s_legs_wait_for_the_whole()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("partial on SPY for 30s");
        var entry = await desk.OrderAsync("""{"symbol":"SPY","qty":"10","side":"buy","type":"market","time_in_force":"gtc","order_class":"bracket","take_profit":{"limit_price":"9000"},"stop_loss":{"stop_price":"5"}}""");
        var half = await OrderAsync(desk, entry);
        (Word(half, "status"), Word(half, "filled_qty")).ShouldBe(("partially_filled", "5"));
        half.GetProperty("legs").EnumerateArray().ShouldAllBe(leg => Word(leg, "status") == "held");
        desk.Pass(40);
        var whole = await OrderAsync(desk, entry);
        (Word(whole, "status"), Word(whole, "filled_qty")).ShouldBe(("filled", "10"));
        whole.GetProperty("legs").EnumerateArray().ShouldAllBe(leg => Word(leg, "status") == "new");
    }

    [Fact]
    public async Task F13_a_cancel_after_a_partial_fill_leaves_what_has_filled()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("partial for 600s");
        var order = await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""");
        await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(order, "id")}", 204);
        var cancelled = await OrderAsync(desk, order);
        (Word(cancelled, "status"), Word(cancelled, "filled_qty")).ShouldBe(("canceled", "5"));
        desk.Pass(1200);
        Word(await desk.GetAsync("/v2/positions/AAPL"), "qty").ShouldBe("5");
    }

    [Fact]
    public async Task F18_a_cancel_loses_the_race_against_a_fill()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("cancel-race");
        var order = await RestingAsync(desk);
        var refused = await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(order, "id")}", 422);
        refused.GetProperty("code").GetInt32().ShouldBe(42210000);
        var filled = await OrderAsync(desk, order);
        (Word(filled, "status"), Word(filled, "filled_avg_price")).ShouldBe(("filled", Word(order, "limit_price")));
    }

    [Fact]
    public async Task F19_a_cancel_is_promised_and_the_order_fills_all_the_same()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("cancel-stuck for 60s");
        var order = await RestingAsync(desk);
        await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(order, "id")}", 204);
        Word(await OrderAsync(desk, order), "status").ShouldBe("pending_cancel");
        desk.Pass(30);
        Word(await OrderAsync(desk, order), "status").ShouldBe("pending_cancel");
        desk.Pass(31);
        Word(await OrderAsync(desk, order), "status").ShouldBe("filled");
    }

    [Fact]
    public async Task F20_a_change_is_promised_and_the_original_fills_first()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("replace-race");
        await using var stream = await Listener.OfOrdersAsync(desk);
        var order = await RestingAsync(desk);
        var next = await desk.ExpectAsync(HttpMethod.Patch, $"/v2/orders/{Word(order, "id")}", 200, """{"qty":"2"}""");
        Word(await OrderAsync(desk, order), "status").ShouldBe("filled");
        Word(await OrderAsync(desk, next), "status").ShouldBe("rejected");
        (await stream.EventsAsync(5)).ShouldBe(["pending_new", "new", "fill", "order_replace_rejected", "rejected"]);
        Word(await desk.GetAsync("/v2/positions/AAPL"), "qty").ShouldBe("1");
    }

    [Fact]
    public async Task F21_an_order_is_taken_and_then_rejected()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("late-reject on AAPL");
        await using var stream = await Listener.OfOrdersAsync(desk);
        var order = await RestingAsync(desk);
        Word(order, "status").ShouldBe("pending_new");
        (await stream.EventsAsync(3)).ShouldBe(["pending_new", "new", "rejected"]);
        Word(await OrderAsync(desk, order), "status").ShouldBe("rejected");
        (await desk.GetAsync("/v2/account")).GetProperty("buying_power").GetString().ShouldBe("100000");
    }

    [Fact]
    public async Task F23_both_exits_fill_and_the_position_turns()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("both-legs");
        var entry = await desk.OrderAsync("""{"symbol":"SPY","qty":"10","side":"buy","type":"market","time_in_force":"gtc","order_class":"bracket","take_profit":{"limit_price":"9000"},"stop_loss":{"stop_price":"5"}}""");
        var target = (await OrderAsync(desk, entry)).GetProperty("legs")[0];
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "cancel-race");
        await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(target, "id")}", 422);
        (await OrderAsync(desk, entry)).GetProperty("legs").EnumerateArray().ShouldAllBe(leg => Word(leg, "status") == "filled");
        Word(await desk.GetAsync("/v2/positions/SPY"), "qty").ShouldBe("-10");
    }

    [Fact]
    public async Task F24_a_stop_is_refused()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("refuse on AAPL sell stop");
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day"}""");
        await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 422, """{"symbol":"AAPL","qty":"1","side":"sell","type":"stop","stop_price":"10","time_in_force":"gtc"}""");
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"sell","type":"stop","stop_price":"10","time_in_force":"gtc"}""");
    }

    [Fact]
    public async Task F26_what_a_stop_locks_can_t_be_sold()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""");
        var stop = await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"sell","type":"stop","stop_price":"10","time_in_force":"gtc"}""");
        var refused = await desk.ExpectAsync(HttpMethod.Delete, "/v2/positions/AAPL", 403);
        refused.GetProperty("code").GetInt32().ShouldBe(40310000);
        (Word(refused, "available"), Word(refused, "existing_qty"), Word(refused, "held_for_orders"), Word(refused, "symbol")).ShouldBe(("0", "10", "10", "AAPL"));
        await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(stop, "id")}", 204);
        await desk.ExpectAsync(HttpMethod.Delete, "/v2/positions/AAPL", 200);
        (await desk.GetAsync("/v2/positions")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task F27_an_order_that_could_meet_one_s_own_is_refused()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""");
        var stop = await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"sell","type":"stop","stop_price":"10","time_in_force":"gtc"}""");
        var refused = await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, """{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day"}""");
        Word(refused, "message").ShouldContain("wash trade");
        Word(refused, "existing_order_id").ShouldBe(Word(stop, "id"));
    }

    [Fact]
    public async Task F31_somebody_else_trades_the_account()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "external on AAPL, withdraw");
        Word((await desk.GetAsync("/v2/positions"))[0], "symbol").ShouldBe("AAPL");
        (await desk.GetAsync("/v2/account/activities/CSW")).EnumerateArray().Single().GetProperty("net_amount").GetString().ShouldBe("-1000");
        desk.Account.Cash.ShouldBeLessThan(99_000);
    }

    /// A buy far below the market.
    private static Task<JsonElement> RestingAsync(AlpacaDesk desk) =>
        desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"90","time_in_force":"gtc"}""");

    private static Task<JsonElement> OrderAsync(AlpacaDesk desk, JsonElement order) => desk.GetAsync($"/v2/orders/{Word(order, "id")}");

    private static string Word(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}

using System.Globalization;
using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

public sealed class OrderTests
{
    [Fact]
    public async Task A_market_order_fills_at_once_and_everything_agrees_to_the_cent()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var order = await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""");
        order.GetProperty("status").GetString().ShouldBe("pending_new");
        var filled = await desk.GetAsync($"/v2/orders/{order.GetProperty("id").GetString()}");
        filled.GetProperty("status").GetString().ShouldBe("filled");
        var price = Number(filled, "filled_avg_price");
        var account = await desk.GetAsync("/v2/account");
        var fees = (await desk.GetAsync("/v2/account/activities/FEE")).EnumerateArray().Sum(fee => Number(fee, "net_amount"));
        Number(account, "cash").ShouldBe(100_000m - 10 * price + fees);
        var position = await desk.GetAsync("/v2/positions/AAPL");
        Number(position, "qty").ShouldBe(10);
        Number(position, "avg_entry_price").ShouldBe(price);
        Number(account, "equity").ShouldBe(Math.Round(Number(account, "cash") + Number(position, "market_value"), 6));
        desk.Account.Exchange.Account.Cash.ShouldBe(Number(account, "cash"));
    }

    [Fact]
    public async Task A_bracket_s_legs_wait_for_the_whole_entry_and_one_cancels_the_other()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var last = desk.Account.LastPrice(desk.Server.Venue.Assets.Find("AAPL")!);
        var (stop, target) = (Math.Round(last * 0.9m, 2), Math.Round(last * 1.1m, 2));
        var entry = await desk.OrderAsync($$$"""{"symbol":"AAPL","qty":10,"side":"buy","type":"market","time_in_force":"gtc","order_class":"bracket","take_profit":{"limit_price":{{{target}}}},"stop_loss":{"stop_price":{{{stop}}}}}""");
        entry.GetProperty("legs").GetArrayLength().ShouldBe(2);
        foreach (var leg in entry.GetProperty("legs").EnumerateArray()) Word(leg, "status").ShouldBe("held");
        var open = await desk.GetAsync("/v2/orders?status=open");
        open.EnumerateArray().Select(leg => Word(leg, "status")).ShouldBe(["new", "new"]);
        (await desk.GetAsync("/v2/positions/AAPL")).GetProperty("qty_available").GetString().ShouldBe("0");
        await desk.ExpectAsync(HttpMethod.Delete, $"/v2/orders/{Word(open[0], "id")}", 204);
        (await desk.GetAsync("/v2/orders?status=open")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_replacement_has_a_new_id_and_each_names_the_other()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var order = await desk.OrderAsync("""{"symbol":"SPY","qty":"3","side":"buy","type":"limit","limit_price":"100","time_in_force":"gtc","client_order_id":"first"}""");
        var next = await desk.ExpectAsync(HttpMethod.Patch, $"/v2/orders/{Word(order, "id")}", 200, """{"qty":"5","limit_price":"101"}""");
        Word(next, "replaces").ShouldBe(Word(order, "id"));
        var old = await desk.GetAsync("/v2/orders:by_client_order_id?client_order_id=first");
        (Word(old, "status"), Word(old, "replaced_by")).ShouldBe(("replaced", Word(next, "id")));
        var open = await desk.GetAsync("/v2/orders");
        open.GetArrayLength().ShouldBe(1);
        (Word(open[0], "qty"), Word(open[0], "limit_price"), Word(open[0], "status")).ShouldBe(("5", "101", "new"));
    }

    private static string Word(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement body, string name) => decimal.Parse(body.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}

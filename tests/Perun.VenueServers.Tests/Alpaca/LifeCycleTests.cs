using System.Globalization;
using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

/// Orders through sessions, auctions and nights.
public sealed class LifeCycleTests
{
    /// Ten minutes before Monday's close.
    private static readonly DateTime BeforeClose = new(2026, 1, 5, 20, 45, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_day_order_ends_with_its_session_and_a_lasting_one_does_not()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Start = BeforeClose });
        var day = await RestingAsync(desk, "day");
        var lasting = await RestingAsync(desk, "gtc");
        desk.Pass(16 * 60);
        var ended = await LookAsync(desk, day);
        (Word(ended, "status"), Word(ended, "expired_at")).ShouldBe(("expired", "2026-01-05T21:00:00Z"));
        (Word(await LookAsync(desk, lasting), "status"), Word(lasting, "expires_at")).ShouldBe(("new", "2026-04-05T20:45:00Z"));
    }

    [Fact]
    public async Task What_is_ordered_at_night_waits_for_the_morning()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Start = BeforeClose.AddHours(4) });
        await using var stream = await Listener.OfOrdersAsync(desk);
        var order = await desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day"}""");
        Word(order, "status").ShouldBe("accepted");
        (await desk.ExpectAsync(HttpMethod.Patch, $"/v2/orders/{Word(order, "id")}", 422, """{"qty":"2"}""")).GetProperty("message").GetString().ShouldBe("unable to replace order, order is in \"accepted\" state");
        var worth = await desk.OrderAsync("""{"symbol":"SPY","notional":"100","side":"buy","type":"market","time_in_force":"day"}""");
        Number(await desk.GetAsync("/v2/account"), "buying_power").ShouldBeLessThan(99_900);
        desk.Pass(14 * 3600);
        (await stream.EventsAsync(2)).ShouldBe(["accepted", "accepted"]);
        (await stream.EventsAsync(4)).Order().ShouldBe(["fill", "fill", "new", "new"]);
        var bought = await LookAsync(desk, worth);
        (Number(bought, "filled_qty") * Number(bought, "filled_avg_price")).ShouldBeInRange(99.8m, 100m);
        var opening = await desk.GetAsync("/v2/stocks/AAPL/bars?timeframe=1Day&start=2026-01-06&limit=1");
        var open = (decimal)opening.GetProperty("bars")[0].GetProperty("o").GetDouble();
        Number(await LookAsync(desk, order), "filled_avg_price").ShouldBeInRange(open, open * 1.001m);
    }

    [Fact]
    public async Task Auctions_fill_at_the_open_and_at_the_close_or_not_at_all()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Start = new DateTime(2026, 1, 6, 13, 0, 0, DateTimeKind.Utc) });
        var (open, never, close) = (await AuctionAsync(desk, "opg", null), await AuctionAsync(desk, "opg", 50), await AuctionAsync(desk, "cls", null));
        desk.Pass(1.6 * 3600);
        (Word(await LookAsync(desk, open), "status"), Word(await LookAsync(desk, never), "status"), Word(await LookAsync(desk, close), "status")).ShouldBe(("filled", "canceled", "accepted"));
        desk.Pass(7 * 3600);
        var closed = await LookAsync(desk, close);
        (Word(closed, "status"), Word(closed, "filled_at")).ShouldBe(("filled", "2026-01-06T21:00:00Z"));
        var day = await desk.GetAsync("/v2/stocks/AAPL/bars?timeframe=1Day&start=2026-01-06&limit=1");
        Number(closed, "filled_avg_price").ShouldBeInRange((decimal)day.GetProperty("bars")[0].GetProperty("c").GetDouble(), (decimal)day.GetProperty("bars")[0].GetProperty("c").GetDouble() * 1.001m);
    }

    [Fact]
    public async Task A_trailing_stop_follows_the_best_price_and_never_goes_back()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"2","side":"buy","type":"market","time_in_force":"day"}""");
        var order = await desk.OrderAsync("""{"symbol":"AAPL","qty":"2","side":"sell","type":"trailing_stop","trail_percent":"1","time_in_force":"gtc"}""");
        var (before, ended) = (0m, false);
        for (var minute = 0; minute < 390 * 5 && !ended; minute++)
        {
            desk.Pass(60);
            var now = await LookAsync(desk, order);
            ended = Word(now, "status") == "filled";
            var stop = Number(now, "stop_price");
            stop.ShouldBeGreaterThanOrEqualTo(before);
            stop.ShouldBeInRange(Number(now, "hwm") * 0.99m - 0.02m, Number(now, "hwm") * 0.99m + 0.02m);
            before = stop;
        }
        ended.ShouldBeTrue();
        Number(await LookAsync(desk, order), "filled_avg_price").ShouldBeLessThanOrEqualTo(before);
    }

    [Fact]
    public async Task A_pair_of_exits_shares_the_position_and_one_ends_the_other()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""");
        var last = desk.Account.LastPrice(desk.Server.Venue.Assets.Find("AAPL")!);
        var pair = await desk.OrderAsync($$$"""{"symbol":"AAPL","qty":"6","side":"sell","type":"limit","time_in_force":"gtc","order_class":"oco","take_profit":{"limit_price":"{{{Math.Round(last * 1.002m, 2)}}}"},"stop_loss":{"stop_price":"{{{Math.Round(last * 0.998m, 2)}}}"}}""");
        var position = await desk.GetAsync("/v2/positions/AAPL");
        (Word(position, "qty"), Word(position, "qty_available")).ShouldBe(("10", "4"));
        await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, """{"symbol":"AAPL","qty":"5","side":"sell","type":"market","time_in_force":"day"}""");
        desk.Pass(24 * 3600);
        var after = await LookAsync(desk, pair);
        var (head, leg) = (Word(after, "status"), Word(after.GetProperty("legs")[0], "status"));
        (head, leg).ShouldBeOneOf(("filled", "canceled"), ("canceled", "filled"));
        Word(await desk.GetAsync("/v2/positions/AAPL"), "qty").ShouldBe("4");
    }

    [Fact]
    public async Task A_buy_stop_is_limited_above_its_stop_and_what_is_changed_keeps_its_protection()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var last = desk.Account.LastPrice(desk.Server.Venue.Assets.Find("AAPL")!);
        var stop = await desk.OrderAsync($$"""{"symbol":"AAPL","qty":"1","side":"buy","type":"stop","stop_price":"{{Math.Round(last * 1.5m, 2)}}","time_in_force":"gtc"}""");
        desk.Account.Exchange.Snapshot().OpenOrders.Single().Terms.LimitPrice.ShouldBe(Math.Ceiling(Math.Round(last * 1.5m, 2) * 1.025m * 100) / 100);
        var next = await desk.ExpectAsync(HttpMethod.Patch, $"/v2/orders/{Word(stop, "id")}", 200, $$"""{"stop_price":"{{Math.Round(last * 1.6m, 2)}}","time_in_force":"day"}""");
        (Word(next, "time_in_force"), desk.Account.Exchange.Snapshot().OpenOrders.Single().Terms.StopPrice).ShouldBe(("day", Math.Round(last * 1.6m, 2)));
    }

    [Fact]
    public async Task A_short_position_is_sold_and_bought_back()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var order = await desk.OrderAsync("""{"symbol":"SPY","qty":"3","side":"sell","type":"market","time_in_force":"day"}""");
        Word(order, "position_intent").ShouldBe("sell_to_open");
        var position = await desk.GetAsync("/v2/positions/SPY");
        (Word(position, "side"), Word(position, "qty")).ShouldBe(("short", "-3"));
        var cover = await desk.ExpectAsync(HttpMethod.Delete, "/v2/positions/SPY", 200);
        (Word(cover, "side"), Word(cover, "position_intent")).ShouldBe(("buy", "buy_to_close"));
        desk.Account.Exchange.Snapshot().Positions.ShouldBeEmpty();
        (await desk.ExpectAsync(HttpMethod.Patch, "/v2/account/configurations", 200, """{"no_shorting":true}""")).GetProperty("no_shorting").GetBoolean().ShouldBeTrue();
        (await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, """{"symbol":"SPY","qty":"3","side":"sell","type":"market","time_in_force":"day"}""")).GetProperty("message").GetString().ShouldBe("account is not allowed to short");
    }

    [Fact]
    public async Task The_same_seed_and_the_same_requests_give_the_same_answers()
    {
        var days = new List<string>();
        for (var time = 0; time < 2; time++)
        {
            await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Seed = 42 });
            await desk.OrderAsync("""{"symbol":"AAPL","qty":"400","side":"buy","type":"limit","limit_price":"230","time_in_force":"gtc"}""");
            desk.Pass(3600);
            days.Add($"{await desk.GetAsync("/v2/orders?status=all")}{await desk.GetAsync("/v2/account/activities")}{await desk.GetAsync("/_perun/books")}");
        }
        days[1].ShouldBe(days[0]);
    }

    private static Task<JsonElement> RestingAsync(AlpacaDesk desk, string time) =>
        desk.OrderAsync($$"""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"90","time_in_force":"{{time}}"}""");

    private static Task<JsonElement> AuctionAsync(AlpacaDesk desk, string time, int? limit) => desk.OrderAsync(limit is null
        ? $$"""{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"{{time}}"}"""
        : $$"""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"{{limit}}","time_in_force":"{{time}}"}""");

    private static Task<JsonElement> LookAsync(AlpacaDesk desk, JsonElement order) => desk.GetAsync($"/v2/orders/{Word(order, "id")}");

    private static string Word(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement body, string name) => decimal.Parse(Word(body, name), CultureInfo.InvariantCulture);
}

using System.Net.WebSockets;
using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

public sealed class StreamTests
{
    private const string Market = """{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"day"}""";

    [Fact]
    public async Task Updates_are_binary_and_tell_the_order_its_fill_and_the_position()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfOrdersAsync(desk);
        var order = await desk.OrderAsync(Market);
        (await stream.EventsAsync(2)).ShouldBe(["pending_new", "new"]);
        var fill = (await stream.HearAsync()).GetProperty("data");
        stream.LastType.ShouldBe(WebSocketMessageType.Binary);
        fill.GetProperty("event").GetString().ShouldBe("fill");
        (Word(fill, "qty"), Word(fill, "position_qty")).ShouldBe(("10", "10"));
        fill.GetProperty("order").GetProperty("id").GetString().ShouldBe(Word(order, "id"));
        fill.GetProperty("order").GetProperty("filled_avg_price").GetString().ShouldBe(Word(fill, "price"));
    }

    [Fact]
    public async Task Whoever_is_not_known_hears_nothing()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.ConnectAsync(desk, "stream");
        await stream.SayAsync("""{"action":"listen","data":{"streams":["trade_updates"]}}""");
        var refused = (await stream.HearAsync()).GetProperty("data");
        (Word(refused, "status"), Word(refused, "action")).ShouldBe(("unauthorized", "listen"));
        await stream.SayAsync("""{"action":"authenticate","data":{"key_id":"PKPERUN1","secret_key":"guess"}}""");
        Word((await stream.HearAsync()).GetProperty("data"), "status").ShouldBe("unauthorized");
        await stream.SayAsync("{nonsense");
        (await stream.HearAsync()).GetProperty("data").GetProperty("error_message").GetString().ShouldBe("invalid syntax");
    }

    [Fact]
    public async Task A_stream_hears_of_its_own_account_only()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Accounts = [VenueServers.Alpaca.AlpacaSettings.Account("PKONE", 100_000), VenueServers.Alpaca.AlpacaSettings.Account("PKTWO", 5_000)] });
        await using var stream = await Listener.OfOrdersAsync(desk);
        using var other = desk.ClientOf(desk.Server.Venue.Accounts[1].Keys);
        using var order = new StringContent(Market.Replace("AAPL", "SPY", StringComparison.Ordinal).Replace("10", "1", StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
        (await other.PostAsync("/v2/orders", order, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await desk.OrderAsync(Market);
        var first = (await stream.HearAsync()).GetProperty("data").GetProperty("order");
        Word(first, "symbol").ShouldBe("AAPL");
        (await desk.GetAsync("/v2/positions")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Bars_trades_and_days_come_as_they_happen()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","trades":["AAPL"],"bars":["*"],"dailyBars":["AAPL"]}""");
        desk.Pass(60);
        var kinds = new List<string>();
        var volume = 0.0;
        while (kinds.Count(kind => kind is "b" or "d") < 3)
        {
            foreach (var message in (await stream.HearAsync()).EnumerateArray())
            {
                kinds.Add(Word(message, "T"));
                if (kinds[^1] == "t") volume += message.GetProperty("s").GetDouble();
                if (kinds[^1] != "b" || Word(message, "S") != "AAPL") continue;
                Word(message, "t").ShouldBe("2026-01-05T14:31:00Z");
                message.GetProperty("v").GetDouble().ShouldBeGreaterThanOrEqualTo(volume);
            }
        }
        (kinds.Count(kind => kind == "t"), kinds.Count(kind => kind == "b"), kinds.Count(kind => kind == "d")).ShouldBe((24, 2, 1));
    }

    [Fact]
    public async Task Halts_are_told_on_the_status_channel()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","statuses":["*"]}""");
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "halt on AAPL for 60s");
        Word((await stream.HearAsync())[0], "sc").ShouldBe("H");
        desk.Pass(61);
        Word((await stream.HearAsync())[0], "sc").ShouldBe("T");
    }

    [Fact]
    public async Task Limits_of_a_shares_price_are_told_and_lie_around_it()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","lulds":["AAPL"]}""");
        desk.Pass(61);
        var told = (await stream.HearAsync())[0];
        var last = (double)desk.Account.LastPrice(desk.Server.Venue.Assets.Find("AAPL")!);
        (Word(told, "T"), Word(told, "S"), Word(told, "i"), Word(told, "z")).ShouldBe(("l", "AAPL", "B", "C"));
        told.GetProperty("d").GetDouble().ShouldBe(last * 0.95, last * 0.02);
        told.GetProperty("u").GetDouble().ShouldBe(last * 1.05, last * 0.02);
    }

    [Theory]
    [InlineData("""{"action":"auth","key":"PKPERUN1","secret":"guess"}""", 402)]
    [InlineData("""{"action":"subscribe","bars":["AAPL"]}""", 401)]
    [InlineData("""[1]""", 400)]
    [InlineData("""{"action":"dance"}""", 410)]
    public async Task What_a_data_stream_refuses_has_its_number(string said, int code)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.ConnectAsync(desk, "v2/iex");
        await stream.HearAsync();
        await stream.SayAsync(said);
        (await stream.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(code);
    }

    [Fact]
    public async Task One_connection_thirty_symbols_and_no_consolidated_tape_without_a_subscription()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var first = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","bars":["AAPL"]}""");
        var many = string.Join(",", Enumerable.Range(0, 31).Select(number => $"\"S{number}\""));
        await first.SayAsync($$"""{"action":"subscribe","trades":[{{many}}]}""");
        (await first.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(405);
        await first.SayAsync($$"""{"action":"auth","key":"{{desk.Account.Keys.Id}}","secret":"{{desk.Account.Keys.Secret}}"}""");
        (await first.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(403);
        foreach (var (path, code) in new[] { ("v2/iex", 406), ("v2/sip", 409) })
        {
            await using var second = await Listener.ConnectAsync(desk, path);
            await second.HearAsync();
            await second.SayAsync($$"""{"action":"auth","key":"{{desk.Account.Keys.Id}}","secret":"{{desk.Account.Keys.Secret}}"}""");
            (await second.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(code);
            (await second.HearBytesAsync()).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task News_comes_as_it_happens()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfDataAsync(desk, "v1beta1/news", """{"action":"subscribe","news":["*"]}""");
        desk.Pass(24 * 3600);
        var heard = (await stream.HearAsync())[0];
        Word(heard, "T").ShouldBe("n");
        var listed = await desk.GetAsync("/v1beta1/news?sort=asc&start=2026-01-05T14:31:00.1Z&limit=1&include_content=true");
        listed.GetProperty("news")[0].GetProperty("id").GetInt64().ShouldBe(heard.GetProperty("id").GetInt64());
        Word(listed.GetProperty("news")[0], "headline").ShouldBe(Word(heard, "headline"));
    }

    private static string Word(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}

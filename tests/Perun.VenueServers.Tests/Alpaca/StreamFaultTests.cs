using System.Net.WebSockets;
using System.Text;

namespace Perun.VenueServers.Tests.Alpaca;

/// Each fault of the catalogue's groups about streams and venues, as a client meets it.
public sealed class StreamFaultTests
{
    private const string Market = """{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day"}""";

    [Fact]
    public async Task F14_a_fill_comes_before_its_acknowledgement()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("reorder on trade_updates new");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        (await stream.EventsAsync(3)).ShouldBe(["pending_new", "fill", "new"]);
    }

    [Fact]
    public async Task F15_a_fill_comes_three_times_with_one_execution_id()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("repeat on trade_updates fill");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        await stream.EventsAsync(2);
        var marks = new HashSet<string>();
        for (var time = 0; time < 3; time++) marks.Add((await stream.HearAsync()).GetProperty("data").GetProperty("execution_id").GetString()!);
        marks.Count.ShouldBe(1);
        desk.Account.Exchange.Account.FillCount.ShouldBe(1);
    }

    [Fact]
    public async Task F16_increments_add_up_to_the_cumulative_quantity_and_the_position()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 200, """{"symbol":"BTC/USD","qty":"0.9","side":"buy","type":"limit","limit_price":"100000","time_in_force":"gtc"}""");
        var sum = 0m;
        while (true)
        {
            var said = (await stream.HearAsync()).GetProperty("data");
            if (!said.TryGetProperty("qty", out var quantity))
            {
                desk.Pass(10);
                continue;
            }
            sum += decimal.Parse(quantity.GetString()!);
            decimal.Parse(said.GetProperty("order").GetProperty("filled_qty").GetString()!).ShouldBe(sum);
            if (said.GetProperty("event").GetString() == "fill") break;
            desk.Pass(10);
        }
        sum.ShouldBe(0.9m);
        var fees = (await desk.GetAsync("/v2/account/activities/CFEE")).EnumerateArray().Sum(fee => decimal.Parse(fee.GetProperty("qty").GetString()!));
        desk.Account.PositionIn(desk.Server.Venue.Assets.Find("BTCUSD")!).ShouldBe(sum + fees);
    }

    [Fact]
    public async Task F33_a_stream_falls_mute_and_goes_on_later()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("mute on trade_updates new for 60s");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        desk.Pass(61);
        await desk.OrderAsync(Market);
        (await stream.EventsAsync(2)).ShouldBe(["pending_new", "pending_new"]);
    }

    [Fact]
    public async Task F33_a_half_open_connection_answers_nothing()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("half-open on trade_updates new");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        (await stream.EventsAsync(1)).ShouldBe(["pending_new"]);
        await stream.SayAsync("""{"action":"listen","data":{"streams":[]}}""");
        await using var second = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        (await second.EventsAsync(3)).ShouldBe(["pending_new", "new", "fill"]);
        // The first was written to before the second, and has nothing.
        stream.Closed.ShouldBeNull();
    }

    [Fact]
    public async Task F34_connections_are_refused_for_a_while()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("full on trade_updates for 30s, full on v2/iex for 30s");
        (await Should.ThrowAsync<WebSocketException>(() => Listener.ConnectAsync(desk, "stream"))).Message.ShouldContain("429");
        await using var data = await Listener.ConnectAsync(desk, "v2/iex");
        await data.HearAsync();
        (await data.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(406);
        desk.Pass(31);
        await using var later = await Listener.OfOrdersAsync(desk);
    }

    [Fact]
    public async Task F35_one_fill_is_never_told_and_the_next_one_is()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("drop on trade_updates fill");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        await desk.OrderAsync(Market);
        (await stream.EventsAsync(5)).ShouldBe(["pending_new", "new", "pending_new", "new", "fill"]);
        (await desk.GetAsync("/v2/account/activities/FILL")).GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task F36_the_connection_breaks_and_what_happened_meanwhile_is_not_told_later()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("disconnect on trade_updates fill for 30s");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        await Should.ThrowAsync<WebSocketException>(async () => await stream.EventsAsync(3));
        await Should.ThrowAsync<WebSocketException>(() => Listener.ConnectAsync(desk, "stream"));
        desk.Pass(31);
        await using var again = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        (await again.EventsAsync(3)).ShouldBe(["pending_new", "new", "fill"]);
    }

    [Fact]
    public async Task F39_a_slow_client_is_told_and_cut_off()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("slow-client on v2/iex t");
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","trades":["AAPL"]}""");
        desk.Pass(10);
        (await stream.HearAsync())[0].GetProperty("code").GetInt32().ShouldBe(407);
        (await stream.HearBytesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task F39_a_burst_is_more_than_a_slow_client_can_take()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("burst on v2/iex b");
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","bars":["AAPL"]}""");
        desk.Pass(60);
        for (var count = 0; count < 1000; count++) (await stream.HearAsync())[0].GetProperty("T").GetString().ShouldBe("b");
    }

    [Theory]
    [InlineData("as-text", WebSocketMessageType.Text)]
    [InlineData("fragments", WebSocketMessageType.Binary)]
    [InlineData("huge", WebSocketMessageType.Binary)]
    public async Task F40_frames_come_in_other_shapes(string fault, WebSocketMessageType type)
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync($"{fault} on trade_updates pending_new");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        var bytes = await stream.HearBytesAsync();
        stream.LastType.ShouldBe(type);
        Encoding.UTF8.GetString(bytes).Trim().ShouldStartWith("""{"stream":"trade_updates",""");
        bytes.Length.ShouldBeGreaterThan(fault == "huge" ? 5_000_000 : 100);
        (await stream.EventsAsync(2)).ShouldBe(["new", "fill"]);
    }

    [Fact]
    public async Task F40_a_frame_is_no_text_at_all()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("bad-text on trade_updates pending_new");
        await using var stream = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        var bytes = await stream.HearBytesAsync();
        Should.Throw<DecoderFallbackException>(() => strict.GetString(bytes));
        (await stream.EventsAsync(3)).ShouldBe(["pending_new", "new", "fill"]);
    }

    [Fact]
    public async Task F40_1008_is_said_and_1006_is_not()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("close-1008");
        await using var said = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        (await said.HearBytesAsync()).ShouldBeEmpty();
        said.Closed.ShouldBe(WebSocketCloseStatus.PolicyViolation);
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "close-1006");
        await using var unsaid = await Listener.OfOrdersAsync(desk);
        await desk.OrderAsync(Market);
        await Should.ThrowAsync<WebSocketException>(unsaid.HearBytesAsync);
    }

    [Fact]
    public async Task F42_a_minute_is_told_without_its_last_trade_and_corrected()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("late-trade on AAPL");
        await using var stream = await Listener.OfDataAsync(desk, "v2/iex", """{"action":"subscribe","bars":["AAPL"],"updatedBars":["AAPL"]}""");
        desk.Pass(100);
        var (told, corrected) = ((await stream.HearAsync())[0], (await stream.HearAsync())[0]);
        (told.GetProperty("T").GetString(), corrected.GetProperty("T").GetString()).ShouldBe(("b", "u"));
        corrected.GetProperty("t").GetString().ShouldBe(told.GetProperty("t").GetString());
        corrected.GetProperty("v").GetDouble().ShouldBeGreaterThan(told.GetProperty("v").GetDouble());
        corrected.GetProperty("n").GetInt32().ShouldBe(told.GetProperty("n").GetInt32() + 1);
        var history = (await desk.GetAsync("/v2/stocks/bars?symbols=AAPL&timeframe=1Min&start=2026-01-05T14:31:00Z&limit=1")).GetProperty("bars").GetProperty("AAPL")[0];
        history.GetProperty("v").GetDouble().ShouldBe(corrected.GetProperty("v").GetDouble());
    }

    [Fact]
    public async Task F44_maintenance_and_blocked_accounts_end_by_themselves()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("maintenance at 10s for 60s");
        (await desk.SendAsync(HttpMethod.Get, "/v2/account")).Status.ShouldBe(200);
        desk.Pass(11);
        (await desk.SendAsync(HttpMethod.Get, "/v2/account")).Status.ShouldBe(503);
        desk.Pass(61);
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "block on PKPERUN1 for 60s");
        (await desk.GetAsync("/v2/account")).GetProperty("trading_blocked").GetBoolean().ShouldBeTrue();
        await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, Market);
        desk.Pass(61);
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "suspend for 60s");
        (await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, Market)).GetProperty("message").GetString().ShouldBe("new orders are rejected by user request");
        desk.Pass(61);
        await desk.OrderAsync(Market);
    }

    [Fact]
    public async Task F45_nothing_trades_while_halted_and_orders_wait()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "halt on AAPL for 300s");
        var order = await desk.OrderAsync(Market);
        order.GetProperty("status").GetString().ShouldBe("accepted");
        desk.Pass(299);
        (await desk.GetAsync("/v2/positions")).GetArrayLength().ShouldBe(0);
        desk.Pass(20);
        (await desk.GetAsync("/v2/positions")).GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task F46_F47_crypto_is_bought_less_its_fee_and_not_below_the_least()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync("""{"symbol":"BTCUSD","qty":"0.1","side":"buy","type":"market","time_in_force":"gtc"}""");
        (await desk.GetAsync("/v2/positions/BTCUSD")).GetProperty("qty").GetString().ShouldBe("0.09975");
        await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, """{"symbol":"BTC/USD","qty":"0.1","side":"sell","type":"market","time_in_force":"gtc"}""");
        var small = await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 403, """{"symbol":"BTC/USD","qty":"0.00005","side":"buy","type":"limit","limit_price":"90000","time_in_force":"gtc"}""");
        small.GetProperty("message").GetString().ShouldBe("cost basis must be >= minimal amount of order 10");
    }

    [Fact]
    public async Task F48_an_asset_turns_inactive_with_a_position_open()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.OrderAsync(Market);
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "inactive on AAPL for 60s");
        (await desk.GetAsync("/v2/assets/AAPL")).GetProperty("status").GetString().ShouldBe("inactive");
        (await desk.ExpectAsync(HttpMethod.Delete, "/v2/positions/AAPL", 422)).GetProperty("message").GetString().ShouldBe("asset AAPL is not active");
        desk.Pass(61);
        await desk.ExpectAsync(HttpMethod.Delete, "/v2/positions/AAPL", 200);
    }

    [Fact]
    public async Task F49_shares_are_split_overnight_and_orders_stay_as_they_are()
    {
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Start = new DateTime(2026, 1, 5, 20, 30, 0, DateTimeKind.Utc) });
        await desk.OrderAsync("""{"symbol":"AAPL","qty":"20","side":"buy","type":"market","time_in_force":"day"}""");
        await desk.OrderAsync("""{"symbol":"SPY","qty":"50","side":"buy","type":"market","time_in_force":"day"}""");
        var stop = await desk.OrderAsync("""{"symbol":"AAPL","qty":"20","side":"sell","type":"stop","stop_price":"100","time_in_force":"gtc"}""");
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "split on AAPL, reverse-split on SPY");
        var announced = (await desk.GetAsync("/v1/corporate-actions?symbols=AAPL,SPY")).GetProperty("corporate_actions");
        announced.GetProperty("forward_splits")[0].GetProperty("ex_date").GetString().ShouldBe("2026-01-06");
        announced.GetProperty("reverse_splits")[0].GetProperty("old_rate").GetInt32().ShouldBe(100);
        var equity = desk.Account.Worth();
        desk.Pass(18 * 3600 + 10 * 60);
        // The stop stands where it stood, and now that is far above the price: it has sold twenty of two hundred.
        (await desk.GetAsync($"/v2/orders/{stop.GetProperty("id").GetString()}")).GetProperty("status").GetString().ShouldBe("filled");
        (await desk.GetAsync("/v2/positions/AAPL")).GetProperty("qty").GetString().ShouldBe("180");
        (await desk.SendAsync(HttpMethod.Get, "/v2/positions/SPY")).Status.ShouldBe(404);
        var splits = (await desk.GetAsync("/v2/account/activities/SPLIT")).EnumerateArray().ToDictionary(static split => split.GetProperty("symbol").GetString()!);
        splits["AAPL"].GetProperty("qty").GetString().ShouldBe("180");
        (splits["SPY"].GetProperty("qty").GetString(), decimal.Parse(splits["SPY"].GetProperty("net_amount").GetString()!)).ShouldBe(("-50", desk.Account.Activities.OfType<VenueServers.Alpaca.Accounts.CashActivity>().Single(static activity => activity.Symbol == "SPY" && activity.Kind == "SPLIT").NetAmount));
        desk.Account.Worth().ShouldBeInRange(equity * 0.97m, equity * 1.03m);
        var raw = await ClosesAsync("raw");
        var adjusted = await ClosesAsync("split");
        (raw[0] / raw[^1]).ShouldBeInRange(9, 11);
        (adjusted[0] / adjusted[^1]).ShouldBeInRange(0.9, 1.1);

        async Task<List<double>> ClosesAsync(string adjustment) =>
            [.. (await desk.GetAsync($"/v2/stocks/AAPL/bars?timeframe=1Day&start=2026-01-05&adjustment={adjustment}")).GetProperty("bars").EnumerateArray().Select(static bar => bar.GetProperty("c").GetDouble())];
    }

    [Fact]
    public async Task F50_the_venue_s_clock_is_ahead_in_its_answers()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "skew for 30s");
        using var said = await desk.Client.GetAsync("/v2/clock", TestContext.Current.CancellationToken);
        said.Headers.Date.ShouldBe(new DateTimeOffset(2026, 1, 5, 14, 31, 30, TimeSpan.Zero));
        (await said.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("2026-01-05T09:31:30-05:00");
    }
}

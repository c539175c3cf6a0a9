using System.Text.Json;
using Perun.VenueServers.Alpaca;
using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Tests.Alpaca;

/// What is refused, with the status, the code and the words that Alpaca has for it.
public sealed class RefusalTests
{
    private const string Buy = "\"side\":\"buy\"";
    private const string Day = "\"time_in_force\":\"day\"";
    private const string Gtc = "\"time_in_force\":\"gtc\"";

    [Theory]
    [InlineData($$"""{"qty":1,{{Buy}},"type":"market",{{Day}}}""", 422, 40010001, "symbol is required")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,"type":"market",{{Day}}}""", 422, 40010001, "side is required")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,"side":"hold","type":"market",{{Day}}}""", 422, 40010001, "invalid side: hold")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"iceberg",{{Day}}}""", 422, 40010001, "invalid order type: iceberg")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"market","time_in_force":"soon"}""", 422, 40010001, "invalid time_in_force: soon")]
    [InlineData($$"""{"symbol":"AAPL","qty":"lots",{{Buy}},"type":"market",{{Day}}}""", 422, 40010001, "invalid qty: lots")]
    [InlineData($$"""{"symbol":"AAPL","qty":-1,{{Buy}},"type":"market",{{Day}}}""", 422, 40010001, "qty must be > 0")]
    [InlineData($$"""{"symbol":"AAPL",{{Buy}},"type":"market",{{Day}}}""", 422, 40010001, "qty or notional is required")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,"notional":5,{{Buy}},"type":"market",{{Day}}}""", 422, 40010001, "only one of qty or notional is accepted")]
    [InlineData($$"""{"symbol":"NOPE","qty":1,{{Buy}},"type":"market",{{Day}}}""", 422, 42210000, "asset \"NOPE\" not found")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"limit",{{Day}}}""", 422, 40010001, "limit orders require a limit price")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"market","limit_price":5,{{Day}}}""", 422, 40010001, "market orders must not have a limit price")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"stop_limit","limit_price":5,{{Day}}}""", 422, 40010001, "stop limit orders require both stop and limit price")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"limit","limit_price":150.123,{{Day}}}""", 422, 42210000, "invalid limit_price 150.123. sub-penny increment does not fulfill minimum pricing criteria")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"trailing_stop",{{Day}}}""", 422, 40010001, "trailing stop orders must specify one of trail_price or trail_percent")]
    [InlineData($$"""{"symbol":"AAPL","qty":0.5,{{Buy}},"type":"limit","limit_price":50,{{Gtc}}}""", 422, 42210000, "fractional orders must be DAY orders")]
    [InlineData($$"""{"symbol":"AAPL","qty":0.5,"side":"sell","type":"market",{{Day}}}""", 422, 42210000, "fractional orders cannot be sold short")]
    [InlineData($$"""{"symbol":"AAPL","qty":0.0000000001,{{Buy}},"type":"market",{{Day}}}""", 422, 42210000, "qty must be limited to 9 decimal places")]
    [InlineData($$"""{"symbol":"AAPL","notional":0.5,{{Buy}},"type":"market",{{Day}}}""", 403, 40310000, "cost basis must be >= minimal amount of order 1")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"market","extended_hours":true,{{Day}}}""", 422, 42210000, "extended hours order must be DAY limit orders")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"market","time_in_force":"opg"}""", 422, 42210000, "opg orders are only accepted after 19:00 and before 09:28 ET")]
    [InlineData($$"""{"symbol":"AAPL","qty":100000,{{Buy}},"type":"market",{{Day}}}""", 403, 40310000, "insufficient buying power")]
    [InlineData($$"""{"symbol":"AAPL","qty":100000,"side":"sell","type":"market",{{Day}}}""", 403, 40310000, "insufficient buying power")]
    [InlineData($$$"""{"symbol":"AAPL","qty":1,{{{Buy}}},"type":"market",{{{Day}}},"order_class":"bracket","take_profit":{"limit_price":900}}""", 422, 42210000, "bracket orders require take_profit.limit_price and stop_loss.stop_price")]
    [InlineData($$$"""{"symbol":"AAPL","qty":1,{{{Buy}}},"type":"limit","limit_price":200,{{{Day}}},"order_class":"bracket","take_profit":{"limit_price":199},"stop_loss":{"stop_price":150}}""", 422, 42210000, "take_profit.limit_price must be >= base_price + 0.01")]
    [InlineData($$$"""{"symbol":"AAPL","qty":1,{{{Buy}}},"type":"limit","limit_price":200,{{{Day}}},"order_class":"bracket","take_profit":{"limit_price":210},"stop_loss":{"stop_price":200}}""", 422, 42210000, "stop_loss.stop_price must be <= base_price - 0.01")]
    [InlineData($$"""{"symbol":"AAPL","qty":1,{{Buy}},"type":"market",{{Day}},"order_class":"oto"}""", 422, 42210000, "oto orders require exactly one of take_profit or stop_loss")]
    [InlineData($$"""{"symbol":"BTC/USD","qty":0.01,{{Buy}},"type":"stop","stop_price":5,{{Gtc}}}""", 422, 40010001, "invalid order type for crypto order")]
    [InlineData($$"""{"symbol":"BTC/USD","qty":0.01,{{Buy}},"type":"market",{{Day}}}""", 422, 42210000, "invalid crypto time_in_force")]
    [InlineData($$"""{"symbol":"BTC/USD","qty":0.01,"side":"sell","type":"market",{{Gtc}}}""", 403, 40310000, "insufficient balance for BTC (requested: 0.01, available: 0)")]
    [InlineData($$$"""{"symbol":"BTC/USD","qty":0.01,{{{Buy}}},"type":"market",{{{Gtc}}},"order_class":"bracket","take_profit":{"limit_price":900000},"stop_loss":{"stop_price":5}}""", 422, 42210000, "crypto orders not allowed for advanced order_class: bracket")]
    public async Task An_order_that_can_t_be_is_refused(string order, int status, int code, string message)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var said = await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", status, order);
        (said.GetProperty("code").GetInt32(), said.GetProperty("message").GetString()).ShouldBe((code, message));
        (await desk.GetAsync("/v2/orders?status=all")).GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("GET", "/v2/orders/904837e3-3b76-47ec-b432-046db621571b", 404, "order not found for 904837e3-3b76-47ec-b432-046db621571b")]
    [InlineData("GET", "/v2/orders/mine", 422, "invalid id: mine")]
    [InlineData("GET", "/v2/orders?limit=501", 422, "invalid limit: 501 is not from 1 to 500")]
    [InlineData("GET", "/v2/orders?status=done", 422, "invalid status: done")]
    [InlineData("GET", "/v2/orders?after=yesterday", 422, "invalid after: yesterday")]
    [InlineData("GET", "/v2/positions/AAPL", 404, "position does not exist")]
    [InlineData("DELETE", "/v2/positions/NOPE", 404, "symbol not found: NOPE")]
    [InlineData("GET", "/v2/assets/NOPE", 404, "asset not found for NOPE")]
    [InlineData("GET", "/v2/account/activities?page_size=101", 422, "invalid page_size: 101 is not from 1 to 100")]
    [InlineData("GET", "/v2/account/portfolio/history?period=soon", 422, "invalid period: soon")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=90Min", 400, "invalid timeframe: 90Min")]
    [InlineData("GET", "/v2/stocks/bars?timeframe=1Min", 400, "symbols is required")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AA%20PL&timeframe=1Min", 400, "invalid symbol: AA PL")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&limit=10001", 400, "invalid limit: 10001 is not from 1 to 10000")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&page_token=x", 400, "invalid page_token")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&adjustment=some", 400, "invalid adjustment: some")]
    [InlineData("GET", "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&start=2026-01-05&end=2026-01-04", 400, "end should not be before start")]
    [InlineData("GET", "/v2/stocks/AAPL/trades/latest?feed=sip", 403, "subscription does not permit querying recent SIP data")]
    [InlineData("GET", "/v1beta3/crypto/mars/bars?symbols=BTC/USD&timeframe=1Min", 400, "invalid loc: mars")]
    public async Task A_question_that_can_t_be_answered_is_refused(string method, string path, int status, string message)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        (await desk.ExpectAsync(new HttpMethod(method), path, status)).GetProperty("message").GetString().ShouldBe(message);
    }

    [Theory]
    [InlineData("""{"qty":"2"}""", 200, null)]
    [InlineData("""{}""", 422, "order parameters are not changed")]
    [InlineData("""{"limit_price":"90.001"}""", 422, "invalid limit_price 90.001. sub-penny increment does not fulfill minimum pricing criteria")]
    [InlineData("""{"stop_price":"80"}""", 422, "limit orders must not have a stop price")]
    [InlineData("""{"trail":"1"}""", 422, "only trailing stop orders have a trail")]
    [InlineData("""{"client_order_id":"first"}""", 422, "client_order_id must be unique")]
    [InlineData("""{"qty":"100000"}""", 403, "insufficient buying power")]
    public async Task A_change_is_looked_at_like_an_order(string change, int status, string? message)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        var order = await desk.OrderAsync("""{"symbol":"AAPL","qty":"1","side":"buy","type":"limit","limit_price":"90","time_in_force":"gtc","client_order_id":"first"}""");
        var said = await desk.ExpectAsync(HttpMethod.Patch, $"/v2/orders/{order.GetProperty("id").GetString()}", status, change);
        if (message is not null) said.GetProperty("message").GetString().ShouldBe(message);
        (await desk.GetAsync("/v2/orders"))[0].GetProperty("qty").GetString().ShouldBe(status == 200 ? "2" : "1");
    }

    [Fact]
    public async Task Whoever_has_no_key_or_another_s_is_not_let_in()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        using var nobody = new HttpClient { BaseAddress = desk.Server.Address };
        using var said = await nobody.GetAsync("/v2/account", TestContext.Current.CancellationToken);
        ((int)said.StatusCode, await said.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe((401, """{"message":"unauthorized."}"""));
        using var crypto = await nobody.GetAsync("/v1beta3/crypto/us/latest/trades?symbols=BTC/USD", TestContext.Current.CancellationToken);
        ((int)crypto.StatusCode).ShouldBe(200);
        using var guess = desk.ClientOf(desk.Account.Keys with { Secret = "guess" });
        using var guessed = await guess.GetAsync("/v1beta3/crypto/us/latest/trades?symbols=BTC/USD", TestContext.Current.CancellationToken);
        ((int)guessed.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task Each_account_has_its_requests_a_minute_and_as_many_for_data()
    {
        var wall = new Simulation.Time.ManualTimeProvider(new DateTime(2026, 3, 1, 12, 0, 30, DateTimeKind.Utc));
        await using var desk = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { RequestsAMinute = 3, Wall = wall });
        for (var left = 2; left >= 0; left--)
        {
            using var good = await desk.Client.GetAsync("/v2/clock", TestContext.Current.CancellationToken);
            good.Headers.GetValues("X-RateLimit-Remaining").ShouldBe([$"{left}"]);
            good.Headers.GetValues("X-RateLimit-Limit").ShouldBe(["3"]);
            good.Headers.GetValues("X-RateLimit-Reset").ShouldBe([$"{new DateTimeOffset(2026, 3, 1, 12, 1, 0, TimeSpan.Zero).ToUnixTimeSeconds()}"]);
            good.Headers.GetValues("X-Request-ID").ShouldHaveSingleItem();
        }
        (await desk.ExpectAsync(HttpMethod.Get, "/v2/clock", 429)).GetProperty("code").GetInt32().ShouldBe(42910000);
        (await desk.SendAsync(HttpMethod.Get, "/v2/stocks/trades/latest?symbols=AAPL")).Status.ShouldBe(200);
        wall.Advance(TimeSpan.FromSeconds(30));
        (await desk.SendAsync(HttpMethod.Get, "/v2/clock")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        (await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 400, "{")).GetProperty("message").GetString().ShouldBe("request body format is invalid");
        (await desk.ExpectAsync(HttpMethod.Patch, "/v2/account/configurations", 422, """{"suspend_trade":"perhaps"}""")).GetProperty("message").GetString().ShouldBe("invalid suspend_trade");
    }

    [Fact]
    public async Task Day_traders_are_spoken_of_until_their_rule_ends()
    {
        await using var before = await AlpacaDesk.OpenAsync();
        (await before.GetAsync("/v2/account")).TryGetProperty("pattern_day_trader", out _).ShouldBeTrue();
        await using var after = await AlpacaDesk.OpenAsync(AlpacaDesk.Quiet with { Start = new DateTime(2026, 7, 6, 14, 0, 0, DateTimeKind.Utc) });
        JsonElement account = await after.GetAsync("/v2/account");
        (account.TryGetProperty("pattern_day_trader", out _), account.TryGetProperty("daytrade_count", out _)).ShouldBe((false, false));
        (await after.GetAsync("/v2/account/configurations")).TryGetProperty("pdt_check", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("lose-answer on", "\"on\" needs what it strikes")]
    [InlineData("lose-answer skip some", "\"skip\" needs a whole number")]
    [InlineData("lose-answer chance 2", "\"chance\" needs a number from 0 to 1")]
    [InlineData("lose-answer for long", "\"for\" needs seconds")]
    [InlineData("lose-answer quickly", "\"quickly\" is not understood after lose-answer")]
    [InlineData("drop\nnothing", "Line 2 of the faults: there is no fault \"nothing\"")]
    public async Task A_script_that_can_t_be_read_is_told_where(string script, string says)
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        (await desk.ExpectAsync(HttpMethod.Post, "/_perun/faults", 422, script)).GetProperty("message").GetString()!.ShouldContain(says);
        Should.Throw<FormatException>(() => FaultScript.Read(script, Venue.Words));
    }
}

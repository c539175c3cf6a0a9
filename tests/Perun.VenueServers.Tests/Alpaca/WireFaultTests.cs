using System.Net;
using System.Text.Json;

namespace Perun.VenueServers.Tests.Alpaca;

/// Each fault of the catalogue's group about REST, as a client meets it.
public sealed class WireFaultTests
{
    private const string Order = """{"symbol":"AAPL","qty":"1","side":"buy","type":"market","time_in_force":"day","client_order_id":"mine"}""";

    [Theory]
    [InlineData("lose-answer", true)]
    [InlineData("unseen", false)]
    public async Task F01_F02_the_connection_is_reset_and_only_a_lookup_tells_whether_the_order_is_there(string fault, bool isThere)
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync(fault);
        await Should.ThrowAsync<HttpRequestException>(() => desk.SendAsync(HttpMethod.Post, "/v2/orders", Order));
        var (status, _) = await desk.SendAsync(HttpMethod.Get, "/v2/orders:by_client_order_id?client_order_id=mine");
        status.ShouldBe(isThere ? 200 : 404);
        desk.Account.Exchange.Account.FillCount.ShouldBe(isThere ? 1 : 0);
    }

    [Theory]
    [InlineData("never-answer", true)]
    [InlineData("silent", false)]
    public async Task F01_F02_no_answer_comes_until_the_client_gives_up(string fault, bool isThere)
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync(fault);
        using var patience = new CancellationTokenSource();
        using var body = new StringContent(Order, System.Text.Encoding.UTF8, "application/json");
        var asked = desk.Client.PostAsync("/v2/orders", body, patience.Token);
        while (desk.Server.Venue.Faults.Look().Struck.Count == 0) await Task.Yield();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        desk.Account.Exchange.Account.FillCount.ShouldBe(isThere ? 1 : 0);
    }

    [Fact]
    public async Task F02_an_order_is_found_only_after_a_while()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("unlisted on AAPL for 20s");
        await desk.OrderAsync(Order);
        (await desk.SendAsync(HttpMethod.Get, "/v2/orders:by_client_order_id?client_order_id=mine")).Status.ShouldBe(404);
        (await desk.GetAsync("/v2/orders?status=all")).GetArrayLength().ShouldBe(0);
        desk.Pass(21);
        (await desk.GetAsync("/v2/orders?status=all")).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("502", HttpStatusCode.BadGateway, "text/html", 0)]
    [InlineData("503", HttpStatusCode.ServiceUnavailable, "application/json", 0)]
    [InlineData("504", HttpStatusCode.GatewayTimeout, "text/html", 1)]
    [InlineData("error-after", HttpStatusCode.InternalServerError, "application/json", 1)]
    [InlineData("422-after", HttpStatusCode.UnprocessableEntity, "application/json", 1)]
    public async Task F03_F05_errors_don_t_tell_whether_the_order_was_taken(string fault, HttpStatusCode status, string type, int fills)
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync($"{fault} on POST /v2/orders");
        using var body = new StringContent(Order, System.Text.Encoding.UTF8, "application/json");
        using var said = await desk.Client.PostAsync("/v2/orders", body, TestContext.Current.CancellationToken);
        (said.StatusCode, said.Content.Headers.ContentType!.MediaType).ShouldBe((status, type));
        desk.Account.Exchange.Account.FillCount.ShouldBe(fills);
    }

    [Fact]
    public async Task F04_an_id_that_is_sent_again_is_refused()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("lose-answer");
        await Should.ThrowAsync<HttpRequestException>(() => desk.SendAsync(HttpMethod.Post, "/v2/orders", Order));
        var refused = await desk.ExpectAsync(HttpMethod.Post, "/v2/orders", 422, Order);
        (refused.GetProperty("code").GetInt32(), refused.GetProperty("message").GetString()).ShouldBe((40010001, "client_order_id must be unique"));
        desk.Account.Exchange.Account.FillCount.ShouldBe(1);
    }

    [Fact]
    public async Task F06_429_says_how_long_to_wait()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("429 on POST /v2/orders for 7s");
        using var body = new StringContent(Order, System.Text.Encoding.UTF8, "application/json");
        using var said = await desk.Client.PostAsync("/v2/orders", body, TestContext.Current.CancellationToken);
        ((int)said.StatusCode, said.Headers.RetryAfter!.Delta).ShouldBe((429, TimeSpan.FromSeconds(7)));
        said.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["0"]);
        (await said.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("42910000");
        await desk.OrderAsync(Order);
    }

    [Fact]
    public async Task F10_an_outage_resets_everything_until_it_is_over()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("outage for 600s");
        for (var time = 0; time < 3; time++) await Should.ThrowAsync<HttpRequestException>(() => desk.SendAsync(HttpMethod.Get, "/v2/account"));
        desk.Pass(601);
        (await desk.SendAsync(HttpMethod.Get, "/v2/account")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("slow for 0.02s")]
    [InlineData("delay for 0.01s")]
    public async Task F10_a_slow_answer_is_whole_in_the_end(string fault)
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync(fault);
        (await desk.GetAsync("/v2/account")).GetProperty("status").GetString().ShouldBe("ACTIVE");
        desk.Server.Venue.Faults.Look().Struck.Count.ShouldBe(1);
    }

    [Fact]
    public async Task F11_an_answer_breaks_off_in_its_middle()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("truncated");
        await Should.ThrowAsync<HttpRequestException>(() => desk.SendAsync(HttpMethod.Get, "/v2/account"));
        (await desk.SendAsync(HttpMethod.Get, "/v2/account")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task F11_a_page_of_html_comes_with_200()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("html");
        (await desk.Client.GetStringAsync("/v2/account", TestContext.Current.CancellationToken)).ShouldStartWith("<html>");
    }

    [Fact]
    public async Task F11_answers_parse_and_are_not_what_was_agreed_on()
    {
        await using var desk = await AlpacaDesk.WithFaultsAsync("wrong-types, nulls skip 1, unknown-words skip 2");
        (await desk.GetAsync("/v2/account")).GetProperty("cash").ValueKind.ShouldBe(JsonValueKind.Number);
        (await desk.SendAsync(HttpMethod.Get, "/v2/positions")).Body.ValueKind.ShouldBe(JsonValueKind.Null);
        (await desk.GetAsync("/v2/account")).GetProperty("status").GetString().ShouldBe("a_word_of_tomorrow");
        (await desk.GetAsync("/v2/account")).GetProperty("status").GetString().ShouldBe("ACTIVE");
    }

    [Fact]
    public async Task F12_pages_loop_are_empty_and_repeat()
    {
        await using var desk = await AlpacaDesk.OpenAsync();
        const string path = "/v2/stocks/bars?symbols=AAPL&timeframe=1Min&start=2026-01-02T15:00:00Z&limit=10";
        var first = await desk.GetAsync(path);
        var next = path + "&page_token=" + Uri.EscapeDataString(first.GetProperty("next_page_token").GetString()!);
        var second = await desk.GetAsync(next);
        TimeOf(second, 0).ShouldBe("2026-01-02T15:10:00Z");
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "page-loop");
        (await desk.GetAsync(next)).ToString().ShouldBe(first.ToString());
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "page-empty");
        var empty = await desk.GetAsync(next);
        empty.GetProperty("bars").EnumerateObject().ShouldBeEmpty();
        var after = await desk.GetAsync(path + "&page_token=" + Uri.EscapeDataString(empty.GetProperty("next_page_token").GetString()!));
        after.ToString().ShouldBe(second.ToString());
        await desk.SendAsync(HttpMethod.Post, "/_perun/faults", "page-repeated");
        TimeOf(await desk.GetAsync(next), 0).ShouldBe("2026-01-02T15:09:00Z");
    }

    private static string TimeOf(JsonElement page, int place) => page.GetProperty("bars").GetProperty("AAPL")[place].GetProperty("t").GetString()!;
}

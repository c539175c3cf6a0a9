using System.Net;
using System.Text.Json.Nodes;
using Perun.VenueServers.Faults;
using Perun.VenueServers.Kraken;

namespace Perun.VenueServers.Tests.Kraken;

public sealed class RestFaultTests
{
    private static readonly (string, object)[] Resting = [("pair", "XBTUSD"), ("type", "buy"), ("ordertype", "limit"), ("volume", 0.01m), ("price", 50_000), ("cl_ord_id", "mine")];

    [Theory]
    [InlineData("internal-error", "EGeneral:Internal error", false)]
    [InlineData("busy", "EService:Busy", false)]
    [InlineData("deadline", "EService:Deadline elapsed", false)]
    [InlineData("unavailable-after", "EService:Unavailable", true)]
    [InlineData("rate-limit", "EAPI:Rate limit exceeded", false)]
    [InlineData("pair-limit", "EOrder:Rate limit exceeded", false)]
    [InlineData("domain-limit", "EOrder:Domain rate limit exceeded", false)]
    [InlineData("lockout", "EGeneral:Temporary lockout", false)]
    [InlineData("invalid-key", "EAPI:Invalid key", false)]
    [InlineData("nonce", "EAPI:Invalid nonce", false)]
    [InlineData("refuse", "EOrder:Insufficient funds", false)]
    public async Task An_order_is_answered_with_an_error_that_may_or_may_not_be_true(string fault, string error, bool isPlaced)
    {
        await using var kraken = await KrakenGround.OpenAsync(fault);
        (await kraken.Client.RefusalAsync("AddOrder", Resting)).ShouldBe(error);
        (await kraken.Client.AskAsync("OpenOrders", ("cl_ord_id", "mine")))["open"]!.AsObject().Count.ShouldBe(isPlaced ? 1 : 0);
        (await kraken.Client.PrivateAsync("AddOrder", Resting))["error"]!.AsArray().Count.ShouldBe(isPlaced ? 1 : 0);
    }

    [Theory]
    [InlineData("lose-answer", true)]
    [InlineData("unseen", false)]
    [InlineData("502", false)]
    [InlineData("503", false)]
    [InlineData("504", true)]
    [InlineData("error-after", true)]
    [InlineData("429", false)]
    public async Task An_order_whose_answer_is_lost_may_or_may_not_have_been_placed(string fault, bool isPlaced)
    {
        await using var kraken = await KrakenGround.OpenAsync($"{fault} on POST /0/private/AddOrder");
        await Should.ThrowAsync<HttpRequestException>(() => kraken.Client.PrivateAsync("AddOrder", Resting));
        (await kraken.Client.AskAsync("OpenOrders", ("cl_ord_id", "mine")))["open"]!.AsObject().Count.ShouldBe(isPlaced ? 1 : 0);
    }

    [Fact]
    public async Task Throttling_says_until_when()
    {
        await using var kraken = await KrakenGround.OpenAsync("throttled on Balance for 30s");
        var parts = (await kraken.Client.RefusalAsync("Balance")).Split(':');
        (parts[0], parts[1]).ShouldBe(("EService", "Throttled"));
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[2])).ShouldBe(DateTimeOffset.UtcNow.AddSeconds(30), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_order_that_is_not_listed_yet_is_found_later()
    {
        await using var kraken = await KrakenGround.OpenAsync("unlisted for 20s");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        (await kraken.Client.RefusalAsync("QueryOrders", ("txid", id))).ShouldBe("EOrder:Unknown order");
        (await kraken.Client.AskAsync("OpenOrders"))["open"]!.AsObject().ShouldBeEmpty();
        kraken.Pass(21);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("open");
    }

    [Fact]
    public async Task A_partial_fill_can_be_cancelled_and_leaves_what_filled()
    {
        await using var kraken = await KrakenGround.OpenAsync("partial for 9999s");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.02m, ("price", 150_000));
        var order = await kraken.Client.OrderAsync(id);
        (order["status"]!.ToString(), order["vol_exec"].Number()).ShouldBe(("open", 0.01m));
        await kraken.Client.AskAsync("CancelOrder", ("txid", id));
        order = await kraken.Client.OrderAsync(id);
        (order["status"]!.ToString(), order["vol_exec"].Number()).ShouldBe(("canceled", 0.01m));
        (await kraken.Client.AskAsync("Balance"))["XXBT"].Number().ShouldBe(0.01m);
    }

    [Fact]
    public async Task A_partial_fill_goes_on_after_a_while()
    {
        await using var kraken = await KrakenGround.OpenAsync("partial for 20s");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.02m, ("price", 150_000));
        kraken.Pass(45);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("closed");
    }

    [Theory]
    [InlineData("cancel-race", "CancelOrder")]
    [InlineData("amend-race", "AmendOrder")]
    public async Task An_order_can_fill_before_it_is_cancelled_or_amended(string fault, string method)
    {
        await using var kraken = await KrakenGround.OpenAsync(fault);
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        (string, object)[] fields = method == "AmendOrder" ? [("txid", id), ("limit_price", 60_000)] : [("txid", id)];
        (await kraken.Client.RefusalAsync(method, fields)).ShouldBe("EOrder:Unknown order");
        var order = await kraken.Client.OrderAsync(id);
        (order["status"]!.ToString(), order["price"].Number()).ShouldBe(("closed", 50_000));
    }

    [Fact]
    public async Task A_stop_can_be_hit_while_it_is_moved()
    {
        await using var kraken = await KrakenGround.OpenAsync("amend-race");
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "market", 0.01m);
        kraken.Pass(20);
        var id = await kraken.Client.PlaceAsync("XBTUSD", "sell", "stop-loss", 0.01m, ("price", 60_000));
        (await kraken.Client.RefusalAsync("AmendOrder", ("txid", id), ("trigger_price", 65_000))).ShouldBe("EOrder:Unknown order");
        (await kraken.Client.AskAsync("Balance"))["XXBT"].Number().ShouldBe(0);
    }

    [Fact]
    public async Task A_cancel_can_be_answered_and_not_happen()
    {
        await using var kraken = await KrakenGround.OpenAsync("cancel-stuck for 30s");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        (await kraken.Client.AskAsync("CancelOrder", ("txid", id)))["count"].Number().ShouldBe(1);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("open");
        kraken.Pass(40);
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("closed");
    }

    [Fact]
    public async Task A_cancel_can_be_denied_and_happen()
    {
        await using var kraken = await KrakenGround.OpenAsync("cancel-unknown");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        (await kraken.Client.RefusalAsync("CancelOrder", ("txid", id))).ShouldBe("EOrder:Unknown order");
        (await kraken.Client.OrderAsync(id))["status"]!.ToString().ShouldBe("canceled");
    }

    [Fact]
    public async Task An_order_can_be_taken_and_refused_after_all()
    {
        await using var kraken = await KrakenGround.OpenAsync("late-reject");
        var id = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        var order = await kraken.Client.OrderAsync(id);
        (order["status"]!.ToString(), order["reason"]!.ToString()).ShouldBe(("canceled", "Insufficient funds"));
    }

    [Fact]
    public async Task A_row_of_a_batch_can_be_refused_while_its_siblings_live()
    {
        await using var kraken = await KrakenGround.OpenAsync("refuse-row skip 1");
        var rows = new JsonArray();
        for (var row = 0; row < 3; row++) rows.Add(new JsonObject { ["type"] = "buy", ["ordertype"] = "limit", ["volume"] = "0.001", ["price"] = "50000" });
        var answer = await kraken.Client.PrivateJsonAsync("AddOrderBatch", new JsonObject { ["pair"] = "XBTUSD", ["orders"] = rows });
        answer["result"]!["orders"]!.AsArray().Select(static row => row!["error"] is null).ShouldBe([true, false, true]);
    }

    [Fact]
    public async Task Somebody_elses_order_appears_in_the_account()
    {
        await using var kraken = await KrakenGround.OpenAsync("external on ETH/USD at 5s");
        kraken.Pass(60);
        (await kraken.Client.AskAsync("Balance"))["XETH"].Number().ShouldBeGreaterThan(0);
        (await kraken.Client.AskAsync("TradesHistory"))["count"].Number().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_outage_lasts_as_long_as_it_is_told_to()
    {
        await using var kraken = await KrakenGround.OpenAsync("outage on GET /0/public/Time for 60s");
        await Should.ThrowAsync<HttpRequestException>(() => kraken.Client.PublicAsync("Time"));
        await Should.ThrowAsync<HttpRequestException>(() => kraken.Client.AskAsync("Balance"));
        kraken.Pass(61);
        await kraken.Client.AskAsync("Balance");
    }

    [Fact]
    public async Task What_parses_may_still_be_wrong()
    {
        await using var kraken = await KrakenGround.OpenAsync("wrong-types on GET /0/public/Ticker, html on GET /0/public/Assets");
        (await kraken.Client.PublicAsync("Ticker", "pair=XBTUSD"))["result"]!["XXBTZUSD"]!["o"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.Number);
        using var http = new HttpClient { BaseAddress = kraken.Server.Address };
        (await http.GetStringAsync("/0/public/Assets", TestContext.Current.CancellationToken)).ShouldStartWith("<html>");
    }

    [Fact]
    public async Task Tests_ask_for_faults_and_time_and_the_true_books_at_a_door_of_their_own()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        using var http = new HttpClient { BaseAddress = kraken.Server.Address };
        var added = await http.PostAsync("/_perun/faults", new StringContent("busy on Balance"), TestContext.Current.CancellationToken);
        added.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await kraken.Client.RefusalAsync("Balance")).ShouldBe("EService:Busy");
        var wrong = await http.PostAsync("/_perun/faults", new StringContent("bussy"), TestContext.Current.CancellationToken);
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("busy");
        var books = JsonNode.Parse(await http.GetStringAsync("/_perun/books", TestContext.Current.CancellationToken))!;
        books["accounts"]!.AsArray().Select(static account => account!["name"]!.ToString()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Chance_strikes_the_same_for_the_same_seed()
    {
        var days = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var kraken = await KrakenGround.OpenAsync(with: static settings => settings with { FaultChance = 0.3 });
            var day = new List<string>();
            for (var call = 0; call < 40; call++)
            {
                try
                {
                    day.Add((await kraken.Client.PrivateAsync("Balance"))["error"]!.ToJsonString());
                }
                catch (HttpRequestException lost)
                {
                    day.Add($"{lost.StatusCode}");
                }
            }
            days.Add(string.Join(' ', day));
        }
        days[0].ShouldBe(days[1]);
        days[0].ShouldContain("EAPI");
    }

    [Fact]
    public void Every_fault_has_one_word_and_names_its_number()
    {
        var words = KrakenServer.FaultWords;
        words.Select(static word => word.Word).ShouldBeUnique();
        words.ShouldAllBe(static word => word.Catalogue.Split(' ', StringSplitOptions.None).All(static number => number.Length == 3 && number[0] == 'F'));
        foreach (var word in words) FaultScript.Read(word.Word, words).ShouldHaveSingleItem().Word.ShouldBe(word);
    }
}

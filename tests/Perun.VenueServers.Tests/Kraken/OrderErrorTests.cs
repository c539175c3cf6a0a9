namespace Perun.VenueServers.Tests.Kraken;

public sealed class OrderErrorTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "pair=NOPE", "EQuery:Unknown asset pair" },
        { "pair=", "EGeneral:Invalid arguments:pair" },
        { "type=borrow", "EGeneral:Invalid arguments:type" },
        { "ordertype=hope", "EGeneral:Invalid arguments:ordertype" },
        { "volume=", "EGeneral:Invalid arguments:volume" },
        { "volume=some", "EGeneral:Invalid arguments:volume" },
        { "volume=-1", "EGeneral:Invalid arguments:volume" },
        { "volume=0.00001", "EOrder:Order minimum not met" },
        { "volume=0.00005&price=1000", "EOrder:Cost minimum not met" },
        { "volume=100", "EOrder:Insufficient funds" },
        { "type=sell", "EOrder:Insufficient funds" },
        { "price=", "EGeneral:Invalid arguments:price" },
        { "price=fair", "EGeneral:Invalid arguments:price" },
        { "price=50000.55", "EOrder:Tick size check failed" },
        { "price=-99%25&volume=1000", "EOrder:Insufficient funds" },
        { "price=-100%25", "EOrder:Invalid price" },
        { "ordertype=stop-loss-limit", "EGeneral:Invalid arguments:price2" },
        { "ordertype=trailing-stop&price=500", "EGeneral:Invalid arguments:price" },
        { "ordertype=trailing-stop&price=-500", "EGeneral:Invalid arguments:price" },
        { "ordertype=trailing-stop-limit&price=%2B500&price2=500", "EGeneral:Invalid arguments:price2" },
        { "ordertype=settle-position", "EOrder:Unknown position" },
        { "leverage=2", "EOrder:Cannot open position" },
        { "reduce_only=true", "EOrder:Reduce only:No position exists" },
        { "reduce_only=maybe", "EGeneral:Invalid arguments:reduce_only" },
        { "oflags=fast", "EGeneral:Invalid arguments:oflags" },
        { "oflags=fcib,fciq", "EGeneral:Invalid arguments:oflags" },
        { "oflags=viqc", "EGeneral:Invalid arguments:viqc" },
        { "oflags=post&ordertype=market", "EGeneral:Invalid arguments:oflags" },
        { "timeinforce=DAY", "EGeneral:Invalid arguments:timeinforce" },
        { "timeinforce=IOC&oflags=post", "EGeneral:Invalid arguments:timeinforce" },
        { "timeinforce=IOC&ordertype=stop-loss", "EGeneral:Invalid arguments:timeinforce" },
        { "timeinforce=GTD", "EGeneral:Invalid arguments:expiretm" },
        { "expiretm=%2B60", "EGeneral:Invalid arguments:expiretm" },
        { "timeinforce=GTD&expiretm=%2B4", "EGeneral:Invalid arguments:expiretm" },
        { "timeinforce=GTD&expiretm=%2B9999999", "EGeneral:Invalid arguments:expiretm" },
        { "starttm=1", "EGeneral:Invalid arguments:starttm" },
        { "deadline=2026-01-05T14:31:00Z", "EService:Deadline elapsed" },
        { "deadline=2026-01-05T15:00:00Z", "EGeneral:Invalid arguments:deadline" },
        { "deadline=soon", "EGeneral:Invalid arguments:deadline" },
        { "trigger=mark", "EGeneral:Invalid arguments:trigger" },
        { "stptype=never", "EGeneral:Invalid arguments:stptype" },
        { "userref=9999999999", "EGeneral:Invalid arguments:userref" },
        { "cl_ord_id=this-is-much-too-long-for-one", "EGeneral:Invalid arguments:cl_ord_id" },
        { "cl_ord_id=one%20two", "EGeneral:Invalid arguments:cl_ord_id" },
        { "cl_ord_id=mine&userref=1", "EGeneral:Invalid arguments:cl_ord_id" },
        { "cl_ord_id=mine&close[ordertype]=limit&close[price]=60000", "EGeneral:Invalid arguments:cl_ord_id" },
        { "close[ordertype]=limit", "EGeneral:Invalid arguments:close" },
        { "ordertype=iceberg&displayvol=0.0001", "EGeneral:Invalid arguments:displayvol" },
        { "displayvol=0.01", "EGeneral:Invalid arguments:displayvol" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_order_is_refused_in_krakens_words_and_changes_nothing(string change, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var fields = new Dictionary<string, object> { ["pair"] = "XBTUSD", ["type"] = "buy", ["ordertype"] = "limit", ["volume"] = "0.01", ["price"] = "50000" };
        foreach (var part in change.Split('&').Select(static part => part.Split('=', 2))) fields[part[0]] = Uri.UnescapeDataString(part[1]);
        (await kraken.Client.RefusalAsync("AddOrder", [.. fields.Select(static field => (field.Key, field.Value))])).ShouldBe(error);
        kraken.Account.Open.ShouldBeEmpty();
        kraken.Account.Ledger.ShouldHaveSingleItem().Type.ShouldBe("deposit");
    }

    [Theory]
    [InlineData("ordertype=iceberg&displayvol=0.001")]
    [InlineData("deadline=2026-01-05T14:31:30Z")]
    [InlineData("cl_ord_id=6d1b345e-2821-40e2-ad83-4ecb18a06876")]
    [InlineData("cl_ord_id=6d1b345e282140e2ad834ecb18a06876")]
    [InlineData("cl_ord_id=arb-20240509-00010")]
    [InlineData("userref=-2147483648")]
    [InlineData("ordertype=stop-loss&trigger=index&price=190000")]
    [InlineData("stptype=cancel-both")]
    [InlineData("oflags=fciq,nompp&ordertype=market&price=")]
    [InlineData("leverage=none")]
    public async Task A_right_order_is_taken(string change)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var fields = new Dictionary<string, object> { ["pair"] = "XBTUSD", ["type"] = "buy", ["ordertype"] = "limit", ["volume"] = "0.01", ["price"] = "50000" };
        foreach (var part in change.Split('&').Select(static part => part.Split('=', 2))) fields[part[0]] = part[1];
        (await kraken.Client.AskAsync("AddOrder", [.. fields.Select(static field => (field.Key, field.Value))]))["txid"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_clients_id_is_its_own_only_while_the_order_is_open()
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var first = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000), ("cl_ord_id", "same"));
        (await kraken.Client.RefusalAsync("AddOrder", ("pair", "XBTUSD"), ("type", "buy"), ("ordertype", "limit"), ("volume", 0.01m), ("price", 50_000), ("cl_ord_id", "same"))).ShouldBe("EGeneral:Invalid arguments:cl_ord_id");
        await kraken.Client.AskAsync("CancelOrder", ("txid", first));
        await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000), ("cl_ord_id", "same"));
    }

    [Theory]
    [InlineData("CancelOrder", "txid=OAAAAA-AAAAA-AAAAAA", "EOrder:Unknown order")]
    [InlineData("CancelOrder", "", "EGeneral:Invalid arguments")]
    [InlineData("AmendOrder", "txid=OAAAAA-AAAAA-AAAAAA&order_qty=1", "EOrder:Unknown order")]
    [InlineData("AmendOrder", "order_qty=1", "EGeneral:Invalid arguments")]
    [InlineData("AmendOrder", "txid=OPEN", "EGeneral:Invalid arguments")]
    [InlineData("AmendOrder", "txid=OPEN&limit_price=50000.55", "EOrder:Tick size check failed")]
    [InlineData("AmendOrder", "txid=OPEN&trigger_price=50000", "EGeneral:Invalid arguments")]
    [InlineData("AmendOrder", "txid=OPEN&order_qty=100", "EOrder:Insufficient funds")]
    [InlineData("EditOrder", "pair=ETHUSD&txid=OPEN", "EGeneral:Invalid arguments:pair")]
    [InlineData("EditOrder", "pair=XBTUSD&txid=OAAAAA-AAAAA-AAAAAA", "EOrder:Unknown order")]
    [InlineData("AddOrderBatch", "pair=XBTUSD&orders[0][type]=buy", "EGeneral:Invalid arguments:orders")]
    [InlineData("CancelOrderBatch", "", "EGeneral:Invalid arguments:orders")]
    [InlineData("CancelAllOrdersAfter", "", "EGeneral:Invalid arguments:timeout")]
    [InlineData("CancelAllOrdersAfter", "timeout=86400", "EGeneral:Invalid arguments:timeout")]
    [InlineData("QueryOrders", "", "EGeneral:Invalid arguments:txid")]
    [InlineData("QueryOrders", "txid=OAAAAA-AAAAA-AAAAAA", "EOrder:Unknown order")]
    [InlineData("ClosedOrders", "ofs=-1", "EGeneral:Invalid arguments:ofs")]
    [InlineData("ClosedOrders", "start=then", "EGeneral:Invalid arguments:start")]
    [InlineData("Ledgers", "asset=NOPE", "EQuery:Unknown asset")]
    [InlineData("QueryLedgers", "id=LAAAAA-AAAAA-AAAAAA", "EGeneral:Invalid arguments:id")]
    [InlineData("TradeVolume", "pair=NOPE", "EQuery:Unknown asset pair")]
    public async Task A_wrong_question_or_change_is_refused(string method, string form, string error)
    {
        await using var kraken = await KrakenGround.OpenAsync();
        var open = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        var fields = form.Replace("OPEN", open).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2)).Select(static part => (part[0], (object)part[1]));
        (await kraken.Client.RefusalAsync(method, [.. fields])).ShouldBe(error);
        (await kraken.Client.OrderAsync(open))["status"]!.ToString().ShouldBe("open");
    }

    [Theory]
    [InlineData("cancel-only", "limit", "", "EService:Market in cancel_only mode")]
    [InlineData("post-only", "limit", "", "EService:Market in post_only mode")]
    [InlineData("post-only", "limit", "post", null)]
    [InlineData("limit-only", "market", "", "EService:Market in limit_only mode")]
    [InlineData("limit-only", "limit", "", null)]
    [InlineData("maintenance", "limit", "", "EService:Unavailable")]
    [InlineData("halt on BTC/USD", "limit", "", "EService:Market in cancel_only mode")]
    [InlineData("delist on BTC/USD", "limit", "", "EService:Market in reduce_only mode")]
    [InlineData("delist on ETH/USD", "limit", "", null)]
    public async Task The_mode_says_what_may_be_placed_and_cancelling_is_possible_but_in_maintenance(string fault, string type, string flags, string? error)
    {
        await using var kraken = await KrakenGround.OpenAsync($"{fault} for 600s at 1s");
        var before = await kraken.Client.PlaceAsync("XBTUSD", "buy", "limit", 0.01m, ("price", 50_000));
        kraken.Pass(2);
        (string, object)[] fields = [("pair", "XBTUSD"), ("type", "buy"), ("ordertype", type), ("volume", 0.01m), ("price", type == "limit" ? 50_000 : "")];
        if (flags.Length > 0) fields = [.. fields, ("oflags", flags)];
        var answer = await kraken.Client.PrivateAsync("AddOrder", fields);
        if (error is null) answer["error"]!.AsArray().ShouldBeEmpty();
        else KrakenClient.ErrorIn(answer).ShouldBe(error);
        var cancel = await kraken.Client.PrivateAsync("CancelOrder", ("txid", before));
        if (fault == "maintenance") KrakenClient.ErrorIn(cancel).ShouldBe("EService:Unavailable");
        else cancel["result"]!["count"].Number().ShouldBe(1);
    }
}

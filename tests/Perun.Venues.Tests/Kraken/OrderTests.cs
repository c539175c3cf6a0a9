using Perun.Adapters.Venues;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Venues.Tests.Loopback;

namespace Perun.Venues.Tests.Kraken;

public sealed class OrderTests : IAsyncDisposable
{
    private static readonly InstrumentId Bitcoin = new(3);

    private readonly KrakenDouble _kraken = new();
    private readonly KrakenVenue _venue;

    public OrderTests()
    {
        _venue = _kraken.Venue();
        _venue.Follow([KrakenDouble.Followed(3, "BTC/USD"), KrakenDouble.Followed(4, "ETH/USD")]);
        _kraken.Results("OpenOrders", """{"open":{}}""");
        _kraken.Results("ClosedOrders", """{"closed":{},"count":0}""");
        _kraken.Results("TradesHistory", """{"trades":{},"count":0}""");
        _kraken.Answers("QueryOrders", _ => KrakenDouble.Error("EOrder:Invalid order"));
        _kraken.Results("AddOrder", """{"descr":{"order":"buy"},"txid":["O1"]}""");
        _kraken.Results("CancelOrder", """{"count":1}""");
        _kraken.Results("AmendOrder", """{"amend_id":"T1"}""");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _kraken.DisposeAsync();
    }

    [Fact]
    public async Task An_order_is_sent_once_under_our_name_and_its_id_is_told()
    {
        var accepted = (await SubmitAsync(Buy(5))).ShouldBeOfType<Outcome.Accepted>();
        accepted.Reports.ShouldHaveSingleItem().VenueOrderId.ShouldBe("O1");
        var form = _kraken.Form("AddOrder");
        (form["cl_ord_id"], form["pair"], form["volume"], form.ContainsKey("validate")).ShouldBe(("pabcd5", "XBTUSD", "0.01", false));
        form["deadline"].ShouldBe("2026-03-04T15:00:15.000Z");
    }

    [Fact]
    public async Task A_trial_places_nothing()
    {
        _kraken.Results("AddOrder", """{"descr":{"order":"buy"}}""");
        (await ReadyAsync()).ShouldBeTrue();
        (await _venue.TryAsync(Buy(5), Cancel)).ShouldBeOfType<Outcome.Accepted>();
        _kraken.Form("AddOrder")["validate"].ShouldBe("true");
    }

    [Fact]
    public async Task What_can_not_be_right_is_not_sent()
    {
        (await SubmitAsync(Buy(5) with { Quantity = 0.00001m })).ShouldBeOfType<Outcome.Refused>();
        (await SubmitAsync(Buy(5) with { Instrument = new InstrumentId(77) })).ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("not followed");
        _kraken.Asked("AddOrder").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EOrder:Insufficient funds", typeof(Outcome.Refused))]
    [InlineData("EService:Unavailable", typeof(Outcome.Unknown))]
    [InlineData("EOrder:Rate limit exceeded", typeof(Outcome.Throttled))]
    [InlineData("EService:Market in cancel_only mode", typeof(Outcome.Down))]
    public async Task What_Kraken_answers_is_what_is_certain(string error, Type outcome)
    {
        _kraken.Answers("AddOrder", _ => KrakenDouble.Error(error));
        (await SubmitAsync(Buy(5))).ShouldBeOfType(outcome);
        _kraken.Asked("AddOrder").Length.ShouldBe(1);
    }

    [Fact]
    public async Task F01_an_order_whose_answer_was_lost_is_found_among_the_open_ones()
    {
        _kraken.Answers("AddOrder", _ => Said.Reset);
        (await SubmitAsync(Buy(5))).ShouldBeOfType<Outcome.Unknown>();
        _kraken.Results("OpenOrders", """{"open":{"O7":{"status":"open","cl_ord_id":"pabcd5","descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"60000"},"vol":"0.01","vol_exec":"0","cost":"0","fee":"0"}}}""");
        var report = await AskAsync(5);
        (report.Kind, report.VenueOrderId, report.LimitPrice, report.Quantity).ShouldBe((ReportKind.Accepted, "O7", 60_000m, 0.01m));
    }

    [Fact]
    public async Task F02_F32_one_that_has_ended_is_found_among_the_closed_ones_by_our_name()
    {
        _kraken.Answers("AddOrder", _ => Said.Reset);
        await SubmitAsync(Buy(5));
        _kraken.Results("ClosedOrders", """
            {"closed":{"O7":{"status":"closed","cl_ord_id":"pabcd5","opentm":1772636400,"closetm":1772636401.5,"descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"60000"},"vol":"0.01","vol_exec":"0.01","cost":"599.9","fee":"2.4","trades":["T1"]},
             "O6":{"status":"canceled","cl_ord_id":"pabcd5","opentm":1772000000,"vol":"0.01","vol_exec":"0","cost":"0","fee":"0"}},"count":2}
            """);
        var report = await AskAsync(5);
        (report.Kind, report.CumulativeQuantity, report.CumulativeValue, report.CumulativeFee, report.VenueOrderId).ShouldBe((ReportKind.Filled, 0.01m, 599.9m, 2.4m, "O7"));
        report.VenueTime.ShouldBe(DateTime.UnixEpoch.AddSeconds(1772636401.5));
        KrakenDouble.FormOf(_kraken.Asked("ClosedOrders")[^1])["cl_ord_id"].ShouldBe("pabcd5");
    }

    [Fact]
    public async Task One_that_is_in_no_list_any_more_is_known_by_its_trades()
    {
        await SubmitAsync(Buy(5));
        _kraken.Results("TradesHistory", """{"trades":{"T1":{"ordertxid":"O1","time":1772636401,"price":"60000","cost":"240","fee":"0.96","vol":"0.004"},"T2":{"ordertxid":"O9","cost":"1","vol":"1"},"T3":{"ordertxid":"O1","time":1772636402,"price":"60000","cost":"360","fee":"1.44","vol":"0.006"}},"count":3}""");
        var report = await AskAsync(5);
        (report.Kind, report.CumulativeQuantity, report.CumulativeValue, report.CumulativeFee).ShouldBe((ReportKind.Filled, 0.01m, 600m, 2.4m));
        _kraken.Server.Requests.Select(static asked => asked.Path.Split('/')[^1]).TakeLast(4).ShouldBe(["OpenOrders", "QueryOrders", "ClosedOrders", "TradesHistory"]);
    }

    [Fact]
    public async Task F02_only_where_all_have_answered_an_order_is_not_found()
    {
        _kraken.Answers("AddOrder", _ => Said.Reset);
        await SubmitAsync(Buy(5));
        (await AskAsync(5)).Kind.ShouldBe(ReportKind.NotFound);
        _kraken.Answers("ClosedOrders", _ => KrakenDouble.Error("EGeneral:Permission denied"));
        _kraken.Clock.Advance(TimeSpan.FromSeconds(10));
        (await _venue.AskAsync(new OrderId(5), Bitcoin, Cancel)).TryGet(out _, out var failure).ShouldBeFalse();
        failure.ShouldBeOfType<Outcome.Refused>();
    }

    [Fact]
    public async Task A_thousand_orders_are_asked_about_with_one_list()
    {
        var rows = Enumerable.Range(1, 1_000).Select(static i => $$"""
            "O{{i}}":{"status":"open","cl_ord_id":"{{new ClientIds("abcd").Of(new OrderId(i))}}","descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"60000"},"vol":"0.01","vol_exec":"0","cost":"0","fee":"0"}
            """);
        _kraken.Results("OpenOrders", $$"""{"open":{ {{string.Join(',', rows)}} } }""");
        var answers = await Task.WhenAll(Enumerable.Range(1, 1_000).Select(i => AskAsync(i)));
        answers.ShouldAllBe(static report => report.Kind == ReportKind.Accepted);
        _kraken.Asked("OpenOrders").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancel_names_the_order_by_Krakens_id_where_it_is_known_and_by_ours_where_not()
    {
        await SubmitAsync(Buy(5));
        (await _venue.CancelAsync(new OrderId(5), Bitcoin, Cancel)).ShouldBeOfType<Outcome.Accepted>();
        _kraken.Form("CancelOrder")["txid"].ShouldBe("O1");
        await _venue.CancelAsync(new OrderId(6), Bitcoin, Cancel);
        _kraken.Form("CancelOrder", 1)["cl_ord_id"].ShouldBe("pabcd6");
    }

    [Theory]
    [InlineData("EOrder:Unknown order")]
    [InlineData("EOrder:Invalid order")]
    public async Task F18_a_cancel_of_what_is_gone_is_no_cancellation_and_not_repeated(string error)
    {
        await SubmitAsync(Buy(5));
        _kraken.Answers("CancelOrder", _ => KrakenDouble.Error(error));
        (await _venue.CancelAsync(new OrderId(5), Bitcoin, Cancel)).ShouldBeOfType<Outcome.Refused>();
        _kraken.Asked("CancelOrder").Length.ShouldBe(1);
        _kraken.Results("QueryOrders", """{"O1":{"status":"closed","cl_ord_id":"pabcd5","closetm":1772636401,"vol":"0.01","vol_exec":"0.01","cost":"600","fee":"2.4"}}""");
        (await AskAsync(5)).Kind.ShouldBe(ReportKind.Filled);
    }

    [Fact]
    public async Task A_change_keeps_the_order_and_tells_its_new_terms()
    {
        await SubmitAsync(Buy(5));
        var change = new OrderChange { Order = new OrderId(5), Instrument = Bitcoin, Quantity = 0.02m, LimitPrice = 59_000m };
        var report = (await _venue.ChangeAsync(change, Cancel)).ShouldBeOfType<Outcome.Accepted>().Reports.ShouldHaveSingleItem();
        (report.Kind, report.Quantity, report.LimitPrice, report.StopPrice, report.VenueOrderId).ShouldBe((ReportKind.Replaced, 0.02m, 59_000m, 0m, "O1"));
        var form = _kraken.Form("AmendOrder");
        (form["txid"], form["order_qty"], form["limit_price"], form.ContainsKey("trigger_price")).ShouldBe(("O1", "0.02", "59000", false));
    }

    [Fact]
    public async Task F28_each_row_of_a_batch_has_an_outcome_of_its_own()
    {
        _kraken.Results("AddOrderBatch", """{"orders":[{"txid":"O1"},{"error":"EOrder:Insufficient funds"},{"descr":{"order":"buy"}}]}""");
        (await ReadyAsync()).ShouldBeTrue();
        var outcomes = await _venue.SubmitAsync([Buy(5), Buy(6), Buy(7), Buy(8) with { Quantity = 0 }], Cancel);
        outcomes[0].ShouldBeOfType<Outcome.Accepted>();
        outcomes[1].ShouldBeOfType<Outcome.Refused>().Reason.ShouldContain("Insufficient");
        outcomes[2].ShouldBeOfType<Outcome.Unknown>();
        outcomes[3].ShouldBeOfType<Outcome.Refused>();
        var asked = _kraken.Asked("AddOrderBatch").ShouldHaveSingleItem();
        KrakenDouble.IsSigned(asked).ShouldBeTrue();
        asked.Json.GetProperty("orders").GetArrayLength().ShouldBe(3);
        asked.Json.GetProperty("pair").GetString().ShouldBe("XBTUSD");

        _kraken.Answers("AddOrderBatch", _ => Said.Reset);
        (await _venue.SubmitAsync([Buy(9), Buy(10)], Cancel)).ShouldAllBe(static outcome => outcome is Outcome.Unknown);
    }

    [Fact]
    public async Task F06_exits_and_cancels_go_on_where_entries_must_wait()
    {
        (await ReadyAsync()).ShouldBeTrue();
        for (var budget = _venue.Rest.Budgets.Commands("BTC/USD"); budget.TryTake(RequestLane.Ordinary, 1, out _);)
        {
        }
        (await SubmitAsync(Buy(5))).ShouldBeOfType<Outcome.Throttled>();
        (await SubmitAsync(Stop(6))).ShouldBeOfType<Outcome.Accepted>();
        (await _venue.CancelAsync(new OrderId(6), Bitcoin, Cancel)).ShouldBeOfType<Outcome.Accepted>();
        (await SubmitAsync(Buy(7) with { Instrument = new InstrumentId(4) })).ShouldBeOfType<Outcome.Accepted>();
    }

    [Fact]
    public async Task All_can_be_cancelled_at_once()
    {
        _kraken.Results("CancelAll", """{"count":4}""");
        (await _venue.CancelAllAsync(Cancel)).TryGet(out var cancelled, out _).ShouldBeTrue();
        cancelled.ShouldBe(new CancelledAll(4));
    }

    private static OrderRequest Buy(int id) => new() { Id = new OrderId(id), Instrument = Bitcoin, Side = Side.Buy, Type = OrderType.Limit, Quantity = 0.01m, LimitPrice = 60_000m };

    private static OrderRequest Stop(int id) => new() { Id = new OrderId(id), Instrument = Bitcoin, Side = Side.Sell, Type = OrderType.Stop, Quantity = 0.01m, StopPrice = 50_000m, ReduceOnly = true };

    /// Pairs are read before anything can be sent.
    private async Task<bool> ReadyAsync() => (await _venue.ReadBooksAsync(null, Cancel)).TryGet(out _, out _) || _kraken.Asked("AssetPairs").Length > 0;

    private async Task<Outcome> SubmitAsync(OrderRequest order)
    {
        if (_kraken.Asked("AssetPairs").Length == 0) await ReadyAsync();
        return await _venue.SubmitAsync(order, Cancel);
    }

    private async Task<OrderReport> AskAsync(int order)
    {
        (await _venue.AskAsync(new OrderId(order), Bitcoin, Cancel)).TryGet(out var reports, out var failure).ShouldBeTrue(failure?.Words);
        return reports!.ShouldHaveSingleItem();
    }
}

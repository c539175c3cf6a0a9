using System.Globalization;
using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Orders;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class ExecutionTests
{
    private static readonly DateTime Now = TestClock.Start;

    private readonly KnownOrders _orders = new(new ClientIds("abcd"));
    private readonly TrackedOrder _order;

    public ExecutionTests()
    {
        _order = _orders.Follow(new OrderId(5), new InstrumentId(2), Now);
        _order.Quantity = 0.03m;
    }

    [Fact]
    public void F17_the_execution_that_completes_an_order_is_its_end_whatever_status_stands_beside_it()
    {
        Take("""{"exec_type":"pending_new","order_id":"O1","cl_ord_id":"pabcd5"}""").ShouldBeNull();
        Take("""{"exec_type":"new","order_id":"O1","order_status":"new","order_qty":0.03,"limit_price":26600.1,"order_type":"limit","side":"buy"}""")!.Value.Kind.ShouldBe(ReportKind.Accepted);
        Trade("E1", "0.01", "26599.9", "265.999", "0.6916").CumulativeQuantity.ShouldBe(0.01m);
        _order.IsOver.ShouldBeFalse();
        var last = Trade("E2", "0.02", "26600.0", "532", "1.3832");
        (last.Kind, last.CumulativeQuantity, last.CumulativeValue, last.CumulativeFee, last.FeeIsInBase).ShouldBe((ReportKind.Filled, 0.03m, 797.999m, 2.0748m, false));
        _order.IsOver.ShouldBeTrue();
        var filled = Take("""{"exec_type":"filled","order_id":"O1","order_status":"filled","cum_qty":0.03,"cum_cost":797.999,"avg_price":26599.96}""")!.Value;
        (filled.CumulativeQuantity, filled.CumulativeValue, filled.CumulativeFee).ShouldBe((0.03m, 797.999m, 2.0748m));
    }

    [Fact]
    public void F15_F16_any_order_and_repetition_of_executions_gives_the_same_sums()
    {
        var random = new Random(11);
        for (var round = 0; round < 200; round++)
        {
            var orders = new KnownOrders(new ClientIds("abcd"));
            var order = orders.Follow(new OrderId(1), default, Now);
            var (quantity, cost, rows) = (0m, 0m, new List<string>());
            var fee = 0m;
            for (var i = 0; i < 6; i++)
            {
                var (part, price) = (random.Next(1, 1_000) / 10_000m, random.Next(1_000, 9_999) / 10m);
                quantity += part;
                cost += part * price;
                fee += 0.01m;
                rows.Add(Row($"E{i}", part, price, 0.01m, quantity, cost));
            }
            var last = 0m;
            var told = rows.Concat(rows.OrderBy(_ => random.Next())).Concat(rows.OrderBy(_ => random.Next()));
            foreach (var row in told)
            {
                var report = Executions.Take(orders, order, Read(row), Now)!.Value;
                report.CumulativeQuantity.ShouldBeGreaterThanOrEqualTo(last);
                last = report.CumulativeQuantity;
            }
            (order.Filled, order.Value, order.Fee, order.LacksFees).ShouldBe((quantity, cost, fee, false));
        }
    }

    [Fact]
    public void F14_what_was_missed_is_in_the_sums_and_its_fees_are_asked_for()
    {
        var report = Executions.Take(_orders, _order, Read(Row("E2", 0.01m, 100m, 0.004m, 0.02m, 2.1m)), Now)!.Value;
        (report.CumulativeQuantity, report.CumulativeValue).ShouldBe((0.02m, 2.1m));
        _order.LacksFees.ShouldBeTrue();
        // The one before it comes after all.
        Executions.Take(_orders, _order, Read(Row("E1", 0.01m, 110m, 0.0044m, 0.01m, 1.1m)), Now);
        (_order.Filled, _order.Value).ShouldBe((0.02m, 2.1m));
        OrderRecords.Take(_orders, _order, "O1", Record("open", "0.02", "2.1", "0.0084"), Now).CumulativeFee.ShouldBe(0.0084m);
        _order.LacksFees.ShouldBeFalse();
    }

    [Fact]
    public void Executions_without_sums_add_up_and_those_in_a_record_count_once()
    {
        Executions.Take(_orders, _order, Read("""{"exec_type":"trade","order_id":"O1","exec_id":"E1","last_qty":0.01,"last_price":100.5,"cost":1.005,"fees":[{"asset":"USD","qty":0.004}]}"""), Now);
        OrderRecords.Take(_orders, _order, "O1", Record("open", "0.02", "2.01", "0.008", "E1", "E2"), Now);
        Executions.Take(_orders, _order, Read("""{"exec_type":"trade","order_id":"O1","exec_id":"E2","last_qty":0.01,"last_price":100.5,"cost":1.005,"fees":[{"asset":"USD","qty":0.004}]}"""), Now);
        (_order.Filled, _order.Value, _order.Fee).ShouldBe((0.02m, 2.01m, 0.008m));
    }

    [Fact]
    public void Ends_and_new_terms_are_told_with_what_was_filled_before()
    {
        Trade("E1", "0.01", "100", "1", "0.004");
        var amended = Take("""{"exec_type":"amended","order_id":"O1","order_qty":0.02,"limit_price":99.5,"order_type":"limit","side":"buy","timestamp":"2026-03-04T15:00:01.123456789Z"}""")!.Value;
        (amended.Kind, amended.Quantity, amended.LimitPrice, amended.CumulativeQuantity, amended.VenueTime).ShouldBe((ReportKind.Replaced, 0.02m, 99.5m, 0.01m, TestClock.Start.AddTicks(11_234_567)));
        var stop = Take("""{"exec_type":"restated","order_id":"O1","order_qty":0.02,"order_type":"stop-loss","triggers":{"price":95,"price_type":"static","actual_price":95}}""")!.Value;
        stop.StopPrice.ShouldBe(95m);
        var cancelled = Take("""{"exec_type":"canceled","order_id":"O1","order_status":"canceled","reason":"User requested","cum_qty":0.01,"cum_cost":1}""")!.Value;
        (cancelled.Kind, cancelled.CumulativeQuantity, cancelled.Reason).ShouldBe((ReportKind.Cancelled, 0.01m, "User requested"));
        _order.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_fee_in_the_asset_is_told_as_such()
    {
        var report = Take("""{"exec_type":"trade","order_id":"O1","exec_id":"E1","symbol":"BTC/USD","last_qty":0.01,"last_price":100,"cost":1,"cum_qty":0.01,"cum_cost":1,"fees":[{"asset":"BTC","qty":0.00004}]}""")!.Value;
        (report.CumulativeFee, report.FeeIsInBase).ShouldBe((0.00004m, true));
    }

    [Fact]
    public void A_word_that_is_new_leaves_the_order_as_it_is() =>
        Take("""{"exec_type":"moonstruck","order_status":"dreaming","order_id":"O1"}""")!.Value.Kind.ShouldBe(ReportKind.Accepted);

    [Theory]
    [InlineData("open", "0", ReportKind.Accepted)]
    [InlineData("pending", "0", ReportKind.Accepted)]
    [InlineData("open", "0.01", ReportKind.Filled)]
    [InlineData("closed", "0.03", ReportKind.Filled)]
    [InlineData("canceled", "0.01", ReportKind.Cancelled)]
    [InlineData("canceled", "0", ReportKind.Cancelled)]
    [InlineData("expired", "0", ReportKind.Expired)]
    [InlineData("unheard of", "0", ReportKind.Accepted)]
    public void A_record_says_what_became_of_an_order(string status, string filled, ReportKind kind) =>
        OrderRecords.Take(_orders, _order, "O1", Record(status, filled, filled == "0" ? "0" : "1.5", "0"), Now).Kind.ShouldBe(kind);

    [Fact]
    public void Recorded_orders_are_read()
    {
        var rows = Recorded("GetOpenOrders", KrakenWire.Default.KrakenAnswerOpenOrdersRow).Open!;
        OrderTerms.Of(rows["OQCLML-BW3P3-BUCMWZ"]!).ShouldBe(new OrderTerms(Side.Buy, OrderType.Limit, 1.25m, 30010m, 0));
        Recorded("GetClosedOrders", KrakenWire.Default.KrakenAnswerClosedOrdersRow).Closed!.Count.ShouldBe(2);
        var trailing = Recorded("GetOrders2", KrakenWire.Default.KrakenAnswerDictionaryStringOrderRow)["OICRC3-KX7OB-QB2B2S"]!;
        OrderTerms.Of(trailing).ShouldBe(new OrderTerms(Side.Sell, OrderType.TrailingStop, 49.96m, 0, 3.9864m));
        Recorded("GetOrders", KrakenWire.Default.KrakenAnswerDictionaryStringOrderRow).Count.ShouldBe(2);
        Recorded("GetUserTrades", KrakenWire.Default.KrakenAnswerTradesRow).Trades!["THVRQM-33VKH-UCI7BS"]!.Cost.ShouldBe(600.2m);
        Recorded("PlaceOrder", KrakenWire.Default.KrakenAnswerAddedRow).Txid!.ShouldBe(["OUF4EM-FRGI2-MQMWZD"]);
        Recorded("PlaceMultipleOrders", KrakenWire.Default.KrakenAnswerAddedBatchRow).Orders!.Select(static row => row!.Txid).ShouldBe(["O5OR23-ADFAD-Y2G61C", "9K6KFS-5H3PL-XBRC7A"]);
        Recorded("CancelOrder", KrakenWire.Default.KrakenAnswerCancelledRow).Count.ShouldBe(1);
        Recorded("CancelAllOrders", KrakenWire.Default.KrakenAnswerCancelledRow).Count.ShouldBe(1);
        Recorded("CancelAllOrdersAfter", KrakenWire.Default.KrakenAnswerDeadlineRow).TriggerTime.ShouldBe("2023-03-24T17:42:56Z");
    }

    private OrderReport? Take(string row) => Executions.Take(_orders, _order, Read(row), Now);

    private OrderReport Trade(string id, string quantity, string price, string cost, string fee)
    {
        var (sum, value) = (_order.Filled + Number(quantity), _order.Value + Number(cost));
        return Take(string.Create(CultureInfo.InvariantCulture, $$"""{"exec_type":"trade","order_id":"O1","exec_id":"{{id}}","symbol":"BTC/USD","order_status":"partially_filled","last_qty":{{quantity}},"last_price":{{price}},"cost":{{cost}},"fees":[{"asset":"USD","qty":{{fee}}}],"cum_qty":{{sum}},"cum_cost":{{value}}}"""))!.Value;
    }

    private static string Row(string id, decimal quantity, decimal price, decimal fee, decimal sum, decimal value) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"exec_type":"trade","order_id":"O1","exec_id":"{{id}}","last_qty":{{quantity}},"last_price":{{price}},"cost":{{quantity * price}},"fees":[{"asset":"USD","qty":{{fee}}}],"cum_qty":{{sum}},"cum_cost":{{value}}}""");

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static ExecutionRow Read(string row) => JsonSerializer.Deserialize($$"""{"data":[{{row}}]}""", ExecutionWire.Default.ExecutionFrame)!.Data![0]!;

    private static OrderRow Record(string status, string filled, string cost, string fee, params string[] trades) => new()
    {
        Status = status,
        Vol = 0.03m,
        VolExec = Number(filled),
        Cost = Number(cost),
        Fee = Number(fee),
        Trades = trades,
        Descr = new OrderTermsRow("XBTUSD", "buy", "limit", "100", "0"),
    };

    private static T Recorded<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<KrakenAnswer<T>> type) where T : class
    {
        var text = File.ReadAllText(Fixtures.Path($"kraken/Endpoints/Spot/Trading/{name}.txt"));
        return JsonSerializer.Deserialize(text[text.IndexOf('{', StringComparison.Ordinal)..], type)!.Result.ShouldNotBeNull();
    }
}

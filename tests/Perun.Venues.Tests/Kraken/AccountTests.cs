using System.Text.Json;
using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;
using Perun.Tests;

namespace Perun.Venues.Tests.Kraken;

public sealed class AccountTests : IAsyncDisposable
{
    private const string Permissions = "\"query-funds\",\"query-open-trades\",\"query-closed-trades\",\"modify-trades\",\"close-trades\",\"query-ledger\",\"create-ws-token\"";

    private readonly KrakenDouble _kraken = new();
    private readonly KrakenVenue _venue;

    public AccountTests()
    {
        _venue = _kraken.Venue();
        _kraken.Results("SystemStatus", """{"status":"online"}""");
        _kraken.Results("OpenOrders", """{"open":{}}""");
        _kraken.Results("TradeBalance", """{"eb":"1500.25"}""");
        _kraken.Results("BalanceEx", "{}");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _venue.DisposeAsync();
        await _kraken.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_may_all_that_is_needed_and_no_more_passes()
    {
        _kraken.Results("GetApiKeyInfo", $$"""{"api_key_name":"perun","iban":"AA12 N3X4","permissions":[{{Permissions}}]}""");
        var account = await CheckAsync();
        (account.Id, account.Currency, account.IsLive, account.WhyBarred).ShouldBe(("AA12N3X4", "USD", false, null));
        account.Forbidden.ShouldBeEmpty();
        account.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_may_withdraw_is_told_as_one_that_must_not_trade()
    {
        _kraken.Results("GetApiKeyInfo", $$"""{"api_key_name":"perun","permissions":[{{Permissions}},"withdraw-funds","add-funds"]}""");
        var account = await CheckAsync();
        account.Forbidden.ShouldBe(["withdraw-funds"]);
        account.Remarks.ShouldHaveSingleItem().ShouldContain("add-funds");
        account.Id.ShouldBe("perun");
    }

    [Fact]
    public async Task What_a_key_lacks_is_told_all_at_once()
    {
        _kraken.Results("GetApiKeyInfo", """{"permissions":["query-funds"]}""");
        var why = (await CheckAsync()).WhyBarred.ShouldNotBeNull();
        why.ShouldContain("modify-trades (place and change orders)");
        why.ShouldContain("create-ws-token");
    }

    [Fact]
    public async Task Where_nobody_says_what_a_key_may_do_nothing_is_concluded()
    {
        _kraken.Results("GetApiKeyInfo", "{}");
        (await _venue.CheckAsync(Cancel)).TryGet(out _, out var failure).ShouldBeFalse();
        failure.ShouldBeOfType<Outcome.Down>();
    }

    [Fact]
    public void The_recorded_key_is_read_and_may_withdraw()
    {
        var key = Recorded("GetApiKeyInfo", KrakenWire.Default.KrakenAnswerKeyRow);
        AccountCheck.Of(key, "USD", isLive: true).Forbidden.ShouldBe(["withdraw-funds"]);
    }

    [Fact]
    public async Task The_books_are_cash_holdings_and_orders()
    {
        _kraken.Results("BalanceEx", """
            {"ZUSD":{"balance":"1000.5","hold_trade":"100.25"},"ZEUR":{"balance":"20","hold_trade":"0"},"XXBT":{"balance":"0.25","hold_trade":"0.1"},"XETH":{"balance":"0.000000001"},
             "XBT.M":{"balance":"0.5"},"XTZ":{"balance":"0"},"NEWCOIN":{"balance":3}}
            """);
        _kraken.Results("OpenOrders", """
            {"open":{"O1":{"status":"open","cl_ord_id":"pabcd5","descr":{"pair":"XBTUSD","type":"sell","ordertype":"stop-loss","price":"50000.0","price2":"0"},"vol":"0.25","vol_exec":"0.1","cost":"5000","fee":"20"},
             "O2":{"status":"open","descr":{"pair":"XBTEUR","type":"buy","ordertype":"limit","price":"40000","price2":"0"},"vol":"1","vol_exec":"0","cost":"0","fee":"0"}}}
            """);
        _venue.Follow([KrakenDouble.Followed(3, "BTC/USD")]);
        var books = await ReadAsync(null);
        (books.Currency, books.Cash, books.BuyingPower, books.Equity).ShouldBe(("USD", 1000.5m, 900.25m, 1500.25m));
        books.Holdings.Select(static held => (held.Symbol, held.Quantity)).ShouldBe([("EUR", 20m), ("BTC/USD", 0.25m), ("XBT.M", 0.5m), ("NEWCOIN", 3m)]);
        var ours = books.OpenOrders.Single(static order => order.VenueOrderId == "O1");
        (ours.Ours, ours.Symbol, ours.Side, ours.Type, ours.StopPrice, ours.Filled).ShouldBe((new OrderId(5), "BTC/USD", Side.Sell, OrderType.Stop, 50_000m, 0.1m));
        (ours.Report!.Value.Instrument, ours.Report.Value.CumulativeFee, ours.Report.Value.Kind).ShouldBe((new InstrumentId(3), 20m, ReportKind.Filled));
        var foreign = books.OpenOrders.Single(static order => order.VenueOrderId == "O2");
        (foreign.Ours.IsNone, foreign.Symbol, foreign.Report).ShouldBe((true, "XBTEUR", null));
        books.Movements.ShouldBeEmpty();
        _kraken.Asked("Ledgers").ShouldBeEmpty();
    }

    [Fact]
    public async Task Movements_are_told_once_from_a_place_on_and_trades_are_none()
    {
        var place = (await ReadAsync(null)).MovementsPlace!;
        var at = Seconds(60);
        _kraken.Results("Ledgers", $$"""
            {"ledger":{"L3":{"type":"trade","asset":"ZUSD","amount":"-10","fee":"0.1","time":{{at + 3}} },"L2":{"type":"withdrawal","asset":"XXBT","amount":"-0.1","fee":"0.0005","time":{{at + 2}} },
             "L1":{"type":"deposit","asset":"ZUSD","amount":"500","fee":"1.5","time":{{at}}.5},"L4":{"type":"staking","asset":"XBT.M","amount":"0.001","fee":"0","time":{{at + 1}} } },"count":4}
            """);
        var books = await ReadAsync(place);
        books.Movements.Select(static movement => (movement.Id, movement.Kind, movement.Amount, movement.Symbol, movement.Quantity)).ShouldBe([
            ("L1", MovementKind.Transfer, 498.5m, null, 0m), ("L4", MovementKind.Interest, 0m, "XBT.M", 0.001m), ("L2", MovementKind.Transfer, 0m, "BTC/USD", -0.1005m)]);

        _kraken.Results("Ledgers", $$"""
            {"ledger":{"L5":{"type":"deposit","asset":"ZUSD","amount":"7","fee":"0","time":{{at + 1}} },"L2":{"type":"withdrawal","asset":"XXBT","amount":"-0.1","fee":"0.0005","time":{{at + 2}} },"L1":{"type":"deposit","asset":"ZUSD","amount":"500","fee":"1.5","time":{{at}}.5} },"count":3}
            """);
        var next = await ReadAsync(books.MovementsPlace);
        next.Movements.ShouldHaveSingleItem().Id.ShouldBe("L5");
        (await ReadAsync(next.MovementsPlace)).Movements.ShouldBeEmpty();
        long.Parse(KrakenDouble.FormOf(_kraken.Asked("Ledgers")[^1])["start"]).ShouldBe(at + 3 - 120);
    }

    [Fact]
    public async Task F12_pages_are_read_to_the_end_and_never_in_a_circle()
    {
        var at = Seconds(60);
        _kraken.Answers("Ledgers", asked =>
        {
            var from = int.Parse(KrakenDouble.FormOf(asked)["ofs"]);
            var rows = Enumerable.Range(from, Math.Max(0, Math.Min(50, 120 - from))).Select(i => $$"""
                "L{{i:000}}":{"type":"deposit","asset":"ZUSD","amount":"1","fee":"0","time":{{at + i}} }
                """);
            return KrakenDouble.Result($$"""{"ledger":{ {{string.Join(',', rows)}} },"count":120}""");
        });
        (await ReadAsync((await ReadAsync(null)).MovementsPlace)).Movements.Count.ShouldBe(120);
        _kraken.Asked("Ledgers").Length.ShouldBe(3);

        // A server that says there is always more.
        _kraken.Results("Ledgers", $$"""{"ledger":{"L1":{"type":"deposit","asset":"ZUSD","amount":"1","fee":"0","time":{{at + 3600}} } },"count":1000000}""");
        (await ReadAsync((await ReadAsync(null)).MovementsPlace)).Movements.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Books_that_can_not_be_read_wholly_are_not_told_at_all()
    {
        _kraken.Answers("BalanceEx", _ => KrakenDouble.Error("EGeneral:Permission denied"));
        (await _venue.ReadBooksAsync(null, Cancel)).TryGet(out _, out var failure).ShouldBeFalse();
        failure.ShouldBeOfType<Outcome.Refused>();
    }

    [Theory]
    [InlineData("no place")]
    [InlineData("-5|5|L1")]
    [InlineData("5|L1")]
    [InlineData("99999999999999999999")]
    public void What_is_no_place_is_none(string text) => LedgerPlace.Read(text).ShouldBeNull();

    [Fact]
    public void Recorded_books_are_read()
    {
        Recorded("GetAvailableBalances", KrakenWire.Default.KrakenAnswerDictionaryStringBalanceRow)["XXBT"]!.HoldTrade.ShouldBe(0.8423m);
        Recorded("GetTradeBalance", KrakenWire.Default.KrakenAnswerEquityRow).Eb.ShouldBe(1101.3425m);
        Recorded("GetTradeVolume", KrakenWire.Default.KrakenAnswerVolumeRow).Fees!["XXBTZUSD"]!.Fee.ShouldBe(0.1m);
        var entry = Recorded("GetLedgerInfo", KrakenWire.Default.KrakenAnswerLedgersRow).Ledger!["L4UESK-KG3EQ-UFO4T5"]!;
        (entry.Amount, entry.Fee, entry.Type).ShouldBe((-24.5m, 0.049m, "trade"));
    }

    [Fact]
    public async Task Instruments_come_with_what_the_account_pays_and_what_the_last_day_was_like()
    {
        _kraken.Results("Ticker", """{"XXBTZUSD":{"a":["60010.0","1","1.000"],"b":["60000.0","1","1.000"],"c":["60005.0","0.1"],"v":["10","100"],"p":["60000","59000"],"t":[1,2],"o":"58000"}}""");
        _kraken.Results("TradeVolume", """{"currency":"ZUSD","volume":"60000","fees":{"XXBTZUSD":{"fee":"0.24"}},"fees_maker":{"XXBTZUSD":{"fee":"0.14"}}}""");
        (await _venue.InstrumentsAsync(Cancel)).TryGet(out var listed, out _).ShouldBeTrue();
        var bitcoin = listed!.Single(static one => one.Instrument.Symbol == "BTC/USD");
        (bitcoin.Turnover, bitcoin.Price, bitcoin.Instrument.Fees.TakerRate, bitcoin.Instrument.Fees.MakerRate).ShouldBe((5_900_000m, 60_005m, 0.0024m, 0.0014m));
        bitcoin.SpreadShare!.Value.ShouldBe(10 / 60010d, 1e-9);
        var other = listed!.Single(static one => one.Instrument.Symbol == "ETH/USD");
        (other.Turnover, other.SpreadShare, other.Instrument.Fees.TakerRate).ShouldBe((0m, null, 0.004m));
    }

    private long Seconds(int from) => KrakenTime.WholeSecondsOf(_kraken.Clock.Now) + from;

    private async Task<VenueAccount> CheckAsync()
    {
        (await _venue.CheckAsync(Cancel)).TryGet(out var account, out var failure).ShouldBeTrue(failure?.Words);
        return account!;
    }

    private async Task<VenueBooks> ReadAsync(string? place)
    {
        // The counter of questions falls.
        _kraken.Clock.Advance(TimeSpan.FromSeconds(30));
        (await _venue.ReadBooksAsync(place, Cancel)).TryGet(out var books, out var failure).ShouldBeTrue(failure?.Words);
        return books!;
    }

    private static T Recorded<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<KrakenAnswer<T>> type) where T : class
    {
        var text = File.ReadAllText(Fixtures.Path($"kraken/Endpoints/Spot/Account/{name}.txt"));
        return JsonSerializer.Deserialize(text[text.IndexOf('{', StringComparison.Ordinal)..], type)!.Result.ShouldNotBeNull();
    }
}

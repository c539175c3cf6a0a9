using Perun.Adapters.Venues.Kraken;
using Perun.Adapters.Venues.Kraken.Account;
using Perun.Adapters.Venues.Kraken.Orders;
using Perun.Adapters.Venues.Kraken.Rest;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues.Tests.Kraken;

public sealed class DeadManTests : IAsyncDisposable
{
    private readonly KrakenDouble _kraken = new();
    private readonly KrakenRest _rest;
    private readonly KnownOrders _orders = new(new ClientIds("abcd"));
    private readonly DeadMan _deadMan;

    public DeadManTests()
    {
        _rest = _kraken.Rest();
        _deadMan = new DeadMan(_rest, new KrakenDesk(_rest), _orders, new OpenOrderList(_rest), TimeSpan.FromSeconds(60), _kraken.Notes.Log);
        _kraken.Results("CancelAllOrdersAfter", """{"currentTime":"a","triggerTime":"b"}""");
        Track(5);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        await _kraken.DisposeAsync();
    }

    [Theory]
    [InlineData("an entry of ours", "pabcd5", "buy", "limit", true)]
    [InlineData("a stop of ours", "pabcd5", "sell", "stop-loss", false)]
    [InlineData("an entry that waits for a price", "pabcd5", "buy", "stop-loss", false)]
    [InlineData("an exit of ours", "pabcd5", "sell", "limit", false)]
    [InlineData("an order of somebody else's", "other", "buy", "limit", false)]
    public void F30_it_is_wound_only_while_nothing_rests_that_anybody_would_miss(string what, string name, string side, string type, bool isWound) =>
        DeadManPolicy.MayArm(_orders.Open(), Open(name, side, type)).ShouldBe(isWound, what);

    [Fact]
    public void F30_nor_while_anything_protective_is_known_that_the_list_does_not_show()
    {
        Track(6).IsProtective = true;
        DeadManPolicy.MayArm(_orders.Open(), Open("pabcd5", "buy", "limit")).ShouldBeFalse();
    }

    [Fact]
    public async Task F30_before_a_stop_is_sent_it_is_turned_off()
    {
        _kraken.Results("OpenOrders", List("pabcd5", "buy", "limit"));
        await _deadMan.WindAsync(Cancel);
        _deadMan.IsArmed.ShouldBeTrue();
        (await _deadMan.DisarmAsync(Cancel)).ShouldBeTrue();
        _deadMan.IsArmed.ShouldBeFalse();
        _kraken.Asked("CancelAllOrdersAfter").Select(static asked => KrakenDouble.FormOf(asked)["timeout"]).ShouldBe(["60", "0"]);
    }

    [Fact]
    public async Task F30_once_something_rests_that_must_stay_it_is_turned_off_by_itself()
    {
        _kraken.Results("OpenOrders", List("pabcd5", "buy", "limit"));
        await _deadMan.WindAsync(Cancel);
        _kraken.Results("OpenOrders", List("other", "sell", "stop-loss"));
        await _deadMan.WindAsync(Cancel);
        _deadMan.IsArmed.ShouldBeFalse();
        _kraken.Form("CancelAllOrdersAfter", 1)["timeout"].ShouldBe("0");
    }

    [Fact]
    public async Task Where_turning_it_off_fails_that_is_known()
    {
        _kraken.Results("OpenOrders", List("pabcd5", "buy", "limit"));
        await _deadMan.WindAsync(Cancel);
        _kraken.Answers("CancelAllOrdersAfter", _ => KrakenDouble.Error("EService:Unavailable"));
        (await _deadMan.DisarmAsync(Cancel)).ShouldBeFalse();
        _deadMan.IsArmed.ShouldBeTrue();
        _kraken.Notes.Lines.ShouldContain(static line => line.Contains("can't be turned off", StringComparison.Ordinal));
        _kraken.Clock.Advance(TimeSpan.FromSeconds(61));
        _deadMan.IsArmed.ShouldBeFalse();
    }

    [Fact]
    public void It_is_off_unless_somebody_sets_it() => new KrakenSettings { StateFolder = "data" }.DeadManSwitch.ShouldBe(TimeSpan.Zero);

    private TrackedOrder Track(int id) => _orders.Follow(new OrderId(id), new InstrumentId(0), _kraken.Clock.Now);

    private static OpenOrders Open(string name, string side, string type) => new(new Dictionary<string, OrderRow?>
    {
        ["O1"] = new() { Status = "open", ClOrdId = name, Vol = 1, Descr = new OrderTermsRow("XBTUSD", side, type, "100", "0") },
    }, TestClock.Start);

    private static string List(string name, string side, string type) =>
        $$"""{"open":{"O1":{"status":"open","cl_ord_id":"{{name}}","vol":"1","vol_exec":"0","descr":{"pair":"XBTUSD","type":"{{side}}","ordertype":"{{type}}","price":"100","price2":"0"} } } }""";
}

using System.Text;
using Perun.Adapters.Venues.Alpaca;
using Perun.Adapters.Venues.Alpaca.Orders;
using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Venues.Tests.Alpaca;

public sealed class OrderFormTests
{
    private static readonly DateTime Open = new(2026, 3, 4, 15, 0, 0, DateTimeKind.Utc);
    private static readonly Instrument Share = AlpacaInstruments.Of(new AssetRow { Symbol = "AAPL", Class = "us_equity", Status = "active", Tradable = true, Fractionable = true, Shortable = true, EasyToBorrow = true })!;
    private static readonly Instrument Coin = AlpacaInstruments.Of(new AssetRow { Symbol = "BTC/USD", Class = "crypto", Status = "active", Tradable = true, MinOrderSize = 0.0001m, MinTradeIncrement = 0.0001m, PriceIncrement = 0.5m })!;

    [Fact]
    public void A_bracket_is_written_with_both_legs() =>
        Written(Order(Share, Side.Buy, 10) with { Type = OrderType.Limit, LimitPrice = 150.10m, TimeInForce = TimeInForce.Day, Legs = Legs(140, 160.50m) })
            .ShouldBe("""{"symbol":"AAPL","qty":"10","side":"buy","type":"limit","time_in_force":"day","client_order_id":"pt3st1","limit_price":"150.1","order_class":"bracket","stop_loss":{"stop_price":"140"},"take_profit":{"limit_price":"160.5"}}""");

    [Fact]
    public void With_a_stop_alone_it_triggers_one_order() =>
        Written(Order(Share, Side.Buy, 10) with { Legs = Legs(140, 0) })
            .ShouldBe("""{"symbol":"AAPL","qty":"10","side":"buy","type":"market","time_in_force":"gtc","client_order_id":"pt3st1","order_class":"oto","stop_loss":{"stop_price":"140"}}""");

    [Fact]
    public void A_coins_stop_becomes_a_stop_limit() =>
        Written(Order(Coin, Side.Sell, 0.25m) with { Type = OrderType.Stop, StopPrice = 50_000, ReduceOnly = true })
            .ShouldBe("""{"symbol":"BTC/USD","qty":"0.25","side":"sell","type":"stop_limit","time_in_force":"gtc","client_order_id":"pt3st1","limit_price":"49500","stop_price":"50000"}""");

    [Fact]
    public void Parts_of_shares_are_for_the_day() => Written(Order(Share, Side.Sell, 0.5m)).ShouldContain("\"time_in_force\":\"day\"");

    [Fact]
    public void A_trail_is_an_amount_or_percent()
    {
        Written(Order(Share, Side.Sell, 1) with { Type = OrderType.TrailingStop, Trail = new Trail(0.025m, IsFraction: true) }).ShouldContain("\"trail_percent\":\"2.5\"");
        Written(Order(Share, Side.Sell, 1) with { Type = OrderType.TrailingStop, Trail = new Trail(1.5m, IsFraction: false) }).ShouldContain("\"trail_price\":\"1.5\"");
    }

    [Fact]
    public void A_change_of_a_coins_stop_moves_its_limit_along() =>
        Encoding.UTF8.GetString(OrderForm.Change(new OrderChange { Order = new OrderId(1), Instrument = default, StopPrice = 60_000, LimitPrice = Coin.StopLimitOf(60_000, isSell: true) }, OrderType.StopLimit, 49_500, 50_000, Coin))
            .ShouldBe("""{"stop_price":"60000","limit_price":"59400"}""");

    public static TheoryData<string, string> Refused => new()
    {
        { "nothing", "more than nothing" },
        { "post only", "only makers" },
        { "off tick", "smallest step" },
        { "no limit", "needs a limit price" },
        { "coin off lot", "no multiple of 0.0001" },
        { "coin too small", "less than the smallest order" },
        { "coin too cheap", "smallest purchase, 10 USD" },
        { "coin trails", "no trailing stops" },
        { "coin stop entry", "no plain stops" },
        { "coin bracket", "no brackets" },
        { "coin short", "sold short" },
        { "coin all or nothing", "all or nothing" },
        { "too fine", "at most 9 decimals" },
        { "part in a bracket", "no brackets for parts" },
        { "target below stop", "wrong side" },
        { "stop above limit", "wrong side of the entry's limit" },
        { "now while closed", "open market" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_Alpaca_would_certainly_refuse_is_refused_here(string what, string because)
    {
        var (order, instrument, now) = Wrong(what);
        OrderCheck.WhyNot(order, instrument, now).ShouldNotBeNull().ShouldContain(because);
    }

    [Fact]
    public void What_is_right_is_let_through()
    {
        OrderCheck.WhyNot(Order(Share, Side.Buy, 10) with { Legs = Legs(140, 160.50m) }, Share, Open).ShouldBeNull();
        OrderCheck.WhyNot(Order(Share, Side.Sell, 0.123456789m), Share, Open).ShouldBeNull();
        OrderCheck.WhyNot(Order(Coin, Side.Sell, 0.0001m) with { Type = OrderType.Limit, LimitPrice = 1, ReduceOnly = true }, Coin, Open).ShouldBeNull();
        OrderCheck.WhyNot(Order(Share, Side.Buy, 1) with { TimeInForce = TimeInForce.ImmediateOrCancel }, Share, Open).ShouldBeNull();
    }

    [Theory]
    [InlineData("us_equity", false, "active")]
    [InlineData("us_equity", true, "inactive")]
    [InlineData("us_option", true, "active")]
    public void What_can_not_be_traded_is_no_instrument(string kind, bool isTradable, string status) =>
        AlpacaInstruments.Of(new AssetRow { Symbol = "X", Class = kind, Tradable = isTradable, Status = status }).ShouldBeNull();

    [Fact]
    public void Shares_have_brackets_and_coins_stop_limits_and_fees_from_what_is_credited()
    {
        (Share.Protection, Share.Tick, Share.TickBelowOne, Share.Lot, Share.CanBeShorted).ShouldBe((VenueProtection.Bracket, 0.01m, 0.0001m, 1m, true));
        (Coin.Protection, Coin.Tick, Coin.Lot, Coin.MinNotional, Coin.QuoteCurrency, Coin.BaseAsset).ShouldBe((VenueProtection.StopLimit, 0.5m, 0.0001m, 10m, "USD", "BTC"));
        Coin.Fees.Asset.ShouldBe(FeeAsset.Credited);
    }

    private static (OrderRequest Order, Instrument Instrument, DateTime Now) Wrong(string what) => what switch
    {
        "nothing" => (Order(Share, Side.Buy, 0), Share, Open),
        "post only" => (Order(Share, Side.Buy, 1) with { PostOnly = true }, Share, Open),
        "off tick" => (Order(Share, Side.Buy, 1) with { Type = OrderType.Limit, LimitPrice = 1.001m }, Share, Open),
        "no limit" => (Order(Share, Side.Buy, 1) with { Type = OrderType.Limit }, Share, Open),
        "coin off lot" => (Order(Coin, Side.Buy, 0.00015m), Coin, Open),
        "coin too small" => (Order(Coin, Side.Buy, 0.0001m), Coin with { MinQuantity = 0.001m }, Open),
        "coin too cheap" => (Order(Coin, Side.Buy, 0.0001m) with { Type = OrderType.Limit, LimitPrice = 99_999 }, Coin, Open),
        "coin trails" => (Order(Coin, Side.Sell, 1) with { Type = OrderType.TrailingStop, Trail = new Trail(1, false), ReduceOnly = true }, Coin, Open),
        "coin stop entry" => (Order(Coin, Side.Buy, 1) with { Type = OrderType.Stop, StopPrice = 100_000 }, Coin, Open),
        "coin bracket" => (Order(Coin, Side.Buy, 1) with { Legs = Legs(140, 160) }, Coin, Open),
        "coin short" => (Order(Coin, Side.Sell, 1), Coin, Open),
        "coin all or nothing" => (Order(Coin, Side.Buy, 1) with { TimeInForce = TimeInForce.FillOrKill }, Coin, Open),
        "too fine" => (Order(Share, Side.Sell, 0.1234567891m), Share, Open),
        "part in a bracket" => (Order(Share, Side.Buy, 0.5m) with { Legs = Legs(140, 160) }, Share, Open),
        "target below stop" => (Order(Share, Side.Buy, 1) with { Legs = Legs(160, 140) }, Share, Open),
        "stop above limit" => (Order(Share, Side.Buy, 1) with { Type = OrderType.Limit, LimitPrice = 130, Legs = Legs(140, 160) }, Share, Open),
        "now while closed" => (Order(Share, Side.Buy, 1) with { TimeInForce = TimeInForce.ImmediateOrCancel }, Share, Open.AddHours(12)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static BracketLegs Legs(decimal stop, decimal target) => new() { StopId = new OrderId(2), StopPrice = stop, TargetId = target > 0 ? new OrderId(3) : OrderId.None, TargetPrice = target };

    private static OrderRequest Order(Instrument instrument, Side side, decimal quantity) => new() { Id = new OrderId(1), Instrument = new InstrumentId(instrument == Share ? 0 : 1), Side = side, Type = OrderType.Market, Quantity = quantity };

    private static string Written(in OrderRequest order) => Encoding.UTF8.GetString(OrderForm.Submit(order, order.Instrument.Value == 0 ? Share : Coin, "pt3st1"));
}

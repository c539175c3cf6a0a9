using Perun.Core.Orders;
using Perun.Engine.Journal;
using Perun.Engine.Orders;
using Perun.Faults.Tests.Harness;
using Perun.Faults.Tests.Page;
using Perun.Trading;

namespace Perun.Faults.Tests.Rest;

/// What came of an order is not told, or told wrongly.
public sealed class OrderAnswerTests : FaultTests
{
    [Theory]
    [InlineData(House.Alpaca, "lose-answer on POST /v2/orders")]
    [InlineData(House.Alpaca, "never-answer on POST /v2/orders")]
    [InlineData(House.Kraken, "lose-answer on POST /0/private/AddOrder")]
    [InlineData(House.Kraken, "never-answer on POST /0/private/AddOrder")]
    [Fault("F01", "an order is taken, and its answer is lost", "counts it as unknown, finds it by its name, and protects what it bought; nothing is sent twice")]
    public async Task F01_an_order_whose_answer_was_lost_is_found_and_is_one(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 60, "it is found and protected");
        await night.PassAsync(120);
        OneOrderCameOfIt(night);
        night.Naked.Longest.ShouldBeLessThan(TimeSpan.FromSeconds(45));
    }

    [Theory]
    [InlineData(House.Alpaca, "unseen on POST /v2/orders", false)]
    [InlineData(House.Alpaca, "silent on POST /v2/orders", false)]
    [InlineData(House.Alpaca, "unlisted on AAPL for 30, lose-answer on POST /v2/orders, mute on trade_updates for 40", true)]
    [InlineData(House.Kraken, "unseen on POST /0/private/AddOrder", false)]
    [InlineData(House.Kraken, "silent on POST /0/private/AddOrder", false)]
    [InlineData(House.Kraken, "unlisted on BTC/USD for 30, lose-answer on POST /0/private/AddOrder", true)]
    [Fault("F02", "an order never arrives, or is found only half a minute later", "asks for longer than a minute before it believes that there is none; an entry that was lost is let go, one that shows late is adopted")]
    public async Task F02_one_miss_proves_nothing(House at, string fault, bool isThere)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status != OrderStatus.Submitted, 30, "it is known to be unknown");
        await night.PassAsync(40);
        if (!isThere) order.Status.ShouldBe(OrderStatus.Unknown, "one minute is not over yet");
        await night.UntilAsync(() => order.IsOver, 240, "it is decided");
        await night.PassAsync(120);
        order.Status.ShouldBe(isThere ? OrderStatus.Filled : OrderStatus.Rejected);
        if (isThere)
        {
            OneOrderCameOfIt(night);
            return;
        }
        night.Sent().ShouldBeEmpty();
        Placed(night).ShouldBe(1, "what was lost is not sent again");
        night.BooksAgree();
        night.TakesEntries.ShouldBeTrue();
    }

    [Theory]
    [InlineData(House.Alpaca, "502 on POST /v2/orders", false)]
    [InlineData(House.Alpaca, "503 on POST /v2/orders", false)]
    [InlineData(House.Alpaca, "504 on POST /v2/orders", true)]
    [InlineData(House.Alpaca, "html on POST /v2/orders", true)]
    [InlineData(House.Kraken, "502 on POST /0/private/AddOrder", false)]
    [InlineData(House.Kraken, "504 on POST /0/private/AddOrder", true)]
    [InlineData(House.Kraken, "html on POST /0/private/AddOrder", true)]
    [InlineData(House.Kraken, "internal-error", false)]
    [InlineData(House.Kraken, "busy on AddOrder", false)]
    [Fault("F03", "an order is answered with 502, 503, 504, a page, or the venue's words for its own trouble", "takes that for no answer at all: looks for the order, and sends none anew")]
    public async Task F03_a_failing_gateway_says_nothing_about_the_order(House at, string fault, bool isThere)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.IsOver, 240, "it is decided");
        await night.PassAsync(120);
        order.Status.ShouldBe(isThere ? OrderStatus.Filled : OrderStatus.Rejected);
        Placed(night).ShouldBe(isThere ? Expected(night) : 1);
        if (isThere) OneOrderCameOfIt(night);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca)]
    [InlineData(House.Kraken)]
    [Fault("F04", "the same order is given out a second time, and the venue says that its name is taken", "takes that for \"it is there already\", compares the order with what was meant, and adopts it: there is one")]
    public async Task F04_the_same_intent_twice_is_one_order(House at)
    {
        await using var night = await Night.AtAsync(at);
        var order = await night.BuyAsync(limitShare: 0.97m, stopShare: 0.9m, targetShare: 1.2m);
        await night.UntilAsync(() => order.Status == OrderStatus.Accepted, 30, "it rests");
        var legs = night.State.Desk.OpenIn(order.Instrument).Where(leg => leg.Entry == order.Id).ToList();
        ((IMarketplace)night.Market).Carry(new Command.Submit(new OrderRequest
        {
            Id = order.Id,
            Instrument = order.Instrument,
            Side = order.Side,
            Type = order.Type,
            Quantity = order.Quantity,
            LimitPrice = order.LimitPrice,
            TimeInForce = TimeInForce.Day,
            Legs = legs.Count == 0 ? null : new BracketLegs
            {
                StopId = legs.Single(static leg => leg.Purpose == OrderPurpose.ProtectiveStop).Id,
                StopPrice = legs.Single(static leg => leg.Purpose == OrderPurpose.ProtectiveStop).StopPrice,
                TargetId = legs.Single(static leg => leg.Purpose == OrderPurpose.Target).Id,
                TargetPrice = legs.Single(static leg => leg.Purpose == OrderPurpose.Target).LimitPrice,
            },
        }), night.Clock.Now);
        await night.PassAsync(90);
        order.Status.ShouldBe(OrderStatus.Accepted);
        night.House.Orders.Count(static found => found.Side == Side.Buy).ShouldBe(1);
        night.BooksAgree();
    }

    [Theory]
    [InlineData(House.Alpaca, "error-after on POST /v2/orders")]
    [InlineData(House.Alpaca, "422-after on POST /v2/orders")]
    [InlineData(House.Kraken, "error-after on POST /0/private/AddOrder")]
    [InlineData(House.Kraken, "422-after on POST /0/private/AddOrder")]
    [InlineData(House.Kraken, "unavailable-after")]
    [Fault("F05", "an order is refused, or answered with an error, and carried out all the same", "looks for it by its name before it believes a refusal, and adopts it")]
    public async Task F05_an_error_is_believed_only_after_a_look(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        var order = await night.BuyAsync();
        await night.UntilAsync(() => order.Status == OrderStatus.Filled && night.IsProtected(), 60, "it is found and protected");
        await night.PassAsync(120);
        OneOrderCameOfIt(night);
    }

    [Theory]
    [InlineData(House.Alpaca, "unlisted on BTC/USD sell for 40s, 422-after on POST /v2/orders skip 1")]
    [InlineData(House.Kraken, "unlisted on BTC/USD sell for 40s, 422-after on POST /0/private/AddOrder skip 1")]
    public async Task A_stop_that_was_refused_not_found_and_taken_all_the_same_does_not_lock_the_position(House at, string fault)
    {
        await using var night = await Night.AtAsync(at, fault);
        await night.HoldAsync("BTC/USD");
        await night.PassAsync(300);
        night.House.Struck.Count.ShouldBe(2);
        night.Stranded().ShouldBeEmpty(night.Story());
        night.IsProtected("BTC/USD").ShouldBeTrue(night.Story());
        await night.LeaveAsync("BTC/USD");
        await night.UntilAsync(() => night.Held("BTC/USD") == 0, 120, "it is sold");
        await night.PassAsync(60);
        night.BooksAgree();
    }

    private static void OneOrderCameOfIt(Night night)
    {
        night.House.Orders.Count(static order => order.Side == Side.Buy).ShouldBe(1, "one intent is one order");
        Placed(night).ShouldBe(Expected(night), "nothing is sent twice");
        night.IsProtected().ShouldBeTrue();
        night.BooksAgree();
        night.TakesEntries.ShouldBeTrue(night.Story());
    }

    private static long Placed(Night night) => night.Requests("POST /v2/orders") + night.Requests("POST /0/private/AddOrder");

    /// A bracket travels with its entry, a stop of its own does not.
    private static long Expected(Night night) => night.House is AlpacaHouse ? 1 : 2;
}

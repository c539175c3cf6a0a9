using Perun.Core.Orders;
using Perun.Engine.Orders;

namespace Perun.Engine.Tests.Orders;

public class DoubtTests
{
    private static (EngineBench Bench, OrderId Order) Working(decimal filled = 0)
    {
        var bench = new EngineBench();
        var order = bench.Enter(10, limit: 99, stop: 95).Order;
        bench.Accept(order);
        if (filled > 0) bench.Fill(order, filled, 99);
        foreach (var leg in bench.LegsOf(order)) if (filled > 0) bench.Accept(leg, filled);
        bench.Answers.Clear();
        return (bench, order);
    }

    private static int AsksAbout(EngineBench bench, OrderId order) => bench.Answers.Asked.Count(asked => asked == order);

    [Fact]
    public void Silence_after_sending_makes_an_order_unknown_and_asked_about()
    {
        var bench = new EngineBench();
        var order = bench.Enter(10, limit: 99, stop: 95).Order;
        bench.WaitSeconds(29).Answers.Asked.ShouldBeEmpty();
        bench.WaitSeconds(1).Order(order).Status.ShouldBe(OrderStatus.Unknown);
        AsksAbout(bench, order).ShouldBe(1);
    }

    [Fact]
    public void Questions_without_an_answer_come_further_and_further_apart_and_a_person_hears_of_it()
    {
        var (bench, order) = Working();
        bench.Tell(order, ReportKind.Unknown);
        bench.Wait(TimeSpan.FromMinutes(10));
        AsksAbout(bench, order).ShouldBeInRange(10, 15); // 2, 4, 8, 16, 32 s, then once a minute
        bench.Answers.Alerts(AlertCode.OrderUnknown).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_question_answered_with_unknown_is_not_asked_again_at_once()
    {
        var (bench, order) = Working();
        for (var i = 0; i < 100; i++) bench.Tell(order, ReportKind.Unknown);
        AsksAbout(bench, order).ShouldBe(0);
        bench.WaitSeconds(2);
        for (var i = 0; i < 100; i++) bench.Tell(order, ReportKind.Unknown);
        AsksAbout(bench, order).ShouldBe(1);
    }

    [Fact]
    public void One_miss_is_no_proof_and_neither_is_one_miss_told_many_times()
    {
        var (bench, order) = Working();
        bench.Tell(order, ReportKind.NotFound).WaitSeconds(59);
        for (var i = 0; i < 20; i++) bench.Tell(order, ReportKind.NotFound);
        bench.Order(order).Status.ShouldBe(OrderStatus.Unknown);
    }

    [Theory]
    [InlineData(0, OrderStatus.Rejected)]
    [InlineData(4, OrderStatus.Cancelled)]
    public void Five_misses_over_a_minute_are_proof(int filled, OrderStatus end)
    {
        var (bench, order) = Working(filled);
        for (var miss = 0; miss < 4; miss++) bench.Tell(order, ReportKind.NotFound).WaitSeconds(16);
        bench.Order(order).Status.ShouldBe(OrderStatus.Unknown);
        bench.Tell(order, ReportKind.NotFound).Order(order).Status.ShouldBe(end);
    }

    [Fact]
    public void An_order_that_was_given_up_and_appears_after_all_is_cancelled()
    {
        var (bench, order) = Working();
        for (var miss = 0; miss < 5; miss++) bench.WaitSeconds(16).Tell(order, ReportKind.NotFound);
        bench.Order(order).Status.ShouldBe(OrderStatus.Rejected);
        bench.Answers.Clear();
        bench.Accept(order).Accept(order);
        bench.Answers.Cancelled.ShouldHaveSingleItem().ShouldBe(order);
        bench.Answers.Alerts(AlertCode.OrderLost).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cancellation_that_is_refused_is_repeated_with_growing_pauses()
    {
        var (bench, order) = Working();
        bench.Ask(new Events.OperatorRequest.Kill("test"));
        bench.Answers.Cancelled.Count.ShouldBe(1);
        for (var second = 0; second < 120; second++)
        {
            if (bench.Order(order).CancelAsked) bench.Tell(order, ReportKind.CancelRejected, "busy");
            bench.WaitSeconds(1);
            if (AsksAbout(bench, order) > 0)
            {
                bench.Answers.Asked.Clear();
                bench.Accept(order);
            }
        }
        bench.Answers.Cancelled.Count.ShouldBeInRange(5, 8); // at 0, 2, 6, 14, 30, 62, 122 s
    }

    [Fact]
    public void A_cancellation_that_is_lost_is_repeated_while_a_brake_is_on()
    {
        var (bench, order) = Working();
        bench.Ask(new Events.OperatorRequest.Kill("test"));
        bench.WaitSeconds(31);
        bench.Answers.Cancelled.Count(id => id == order).ShouldBeGreaterThan(1);
        AsksAbout(bench, order).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void After_a_restart_every_open_order_is_asked_about()
    {
        var (bench, order) = Working(filled: 4);
        var unsent = bench.Buy(instrument: Listing.Stock).Order;
        bench.Answers.Clear();
        bench.Restart();
        bench.Answers.Asked.ShouldBe([order, bench.Stop().Id, unsent], ignoreOrder: true);
        bench.Order(unsent).Status.ShouldBe(OrderStatus.Unknown);
        bench.State.Ledger.StartCash.ShouldBe(100_000);
    }

    [Fact]
    public void A_working_order_is_asked_about_now_and_then_because_news_can_be_lost()
    {
        var (bench, order) = Working();
        bench.Wait(TimeSpan.FromMinutes(15));
        AsksAbout(bench, order).ShouldBe(1);
        bench.Fill(order, 10, 99).Held().ShouldBe(10);
    }

    [Fact]
    public void A_fill_of_an_order_that_ended_is_found_when_the_venues_books_differ()
    {
        var (bench, order) = Working();
        bench.Tell(order, ReportKind.Cancelled).Do(new Events.AccountSeen(99_604, [new(Listing.Share, 4)]));
        AsksAbout(bench, order).ShouldBe(1);
        bench.Report(bench.About(order, ReportKind.Cancelled) with { CumulativeQuantity = 4, CumulativeValue = 396 });
        (bench.Held(), bench.State.Ledger.Cash, bench.Guard().Stop).ShouldBe((4m, 99_604m, 95m));
    }

    [Fact]
    public void When_the_venues_books_differ_every_open_order_is_asked_about()
    {
        var (bench, order) = Working();
        bench.Do(new Events.AccountSeen(99_010, [new(Listing.Share, 10)]));
        AsksAbout(bench, order).ShouldBe(1);
    }
}

using Perun.Core.Orders;
using Perun.Engine.Events;
using Perun.Engine.Orders;

namespace Perun.Engine.Tests.Orders;

public class LifeTests
{
    private static (EngineBench Bench, OrderId Order) Working()
    {
        var bench = new EngineBench();
        var order = bench.Enter(10, limit: 99, stop: 95).Order;
        return (bench, order);
    }

    [Theory]
    [InlineData(ReportKind.Accepted, OrderStatus.Accepted)]
    [InlineData(ReportKind.Cancelled, OrderStatus.Cancelled)]
    [InlineData(ReportKind.Expired, OrderStatus.Expired)]
    [InlineData(ReportKind.Rejected, OrderStatus.Rejected)]
    [InlineData(ReportKind.Replaced, OrderStatus.Accepted)]
    [InlineData(ReportKind.ReplaceRejected, OrderStatus.Submitted)]
    [InlineData(ReportKind.CancelRejected, OrderStatus.Submitted)]
    [InlineData(ReportKind.Unknown, OrderStatus.Unknown)]
    [InlineData(ReportKind.NotFound, OrderStatus.Unknown)]
    public void From_submitted_every_report_leads_where_it_should(ReportKind kind, OrderStatus status)
    {
        var (bench, order) = Working();
        bench.Order(order).Status.ShouldBe(OrderStatus.Submitted);
        bench.Tell(order, kind).Order(order).Status.ShouldBe(status);
    }

    [Fact]
    public void Fills_lead_over_partially_filled_to_filled()
    {
        var (bench, order) = Working();
        bench.Accept(order).Fill(order, 4, 99).Order(order).Status.ShouldBe(OrderStatus.PartiallyFilled);
        bench.Fill(order, 6, 98.5m).Order(order).Status.ShouldBe(OrderStatus.Filled);
        (bench.Order(order).AveragePrice, bench.Held()).ShouldBe((98.7m, 10m));
    }

    [Theory]
    [InlineData(ReportKind.Cancelled)]
    [InlineData(ReportKind.Expired)]
    [InlineData(ReportKind.Rejected)]
    public void An_order_that_is_over_stays_over(ReportKind end)
    {
        var (bench, order) = Working();
        bench.Accept(order).Tell(order, end);
        var status = bench.Order(order).Status;
        bench.Answers.Clear();
        foreach (var late in Enum.GetValues<ReportKind>().Where(static kind => kind != ReportKind.Filled)) bench.Tell(order, late);
        bench.Order(order).Status.ShouldBe(status);
        bench.Answers.Commands.ShouldBe(0);
    }

    [Fact]
    public void A_fill_before_its_acceptance_counts_and_the_acceptance_changes_nothing()
    {
        var (bench, order) = Working();
        var accepted = bench.About(order, ReportKind.Accepted);
        bench.Fill(order, 4, 99).Report(accepted).Order(order).Status.ShouldBe(OrderStatus.PartiallyFilled);
        bench.Held().ShouldBe(4);
    }

    [Fact]
    public void A_report_that_comes_three_times_is_booked_once()
    {
        var (bench, order) = Working();
        bench.Fill(order, 4, 99);
        var again = bench.About(order, ReportKind.Filled);
        bench.Report(again).Report(again);
        (bench.Held(), bench.Answers.Of<Notice.FillBooked>().Count).ShouldBe((4m, 1));
    }

    [Fact]
    public void An_older_report_does_not_undo_a_newer_one()
    {
        var (bench, order) = Working();
        bench.Fill(order, 4, 99);
        var older = bench.About(order, ReportKind.Filled);
        bench.Fill(order, 3, 98).Report(older);
        (bench.Held(), bench.Order(order).FilledValue).ShouldBe((7m, 690m));
    }

    [Fact]
    public void A_fill_after_the_cancellation_is_booked_and_protected()
    {
        var (bench, order) = Working();
        bench.Accept(order).Tell(order, ReportKind.Cancelled);
        bench.Guard().HasPlan.ShouldBeFalse();
        bench.Fill(order, 4, 99);
        bench.Held().ShouldBe(4);
        bench.WaitSeconds(31);
        var stop = bench.Answers.Stops.ShouldHaveSingleItem();
        (stop.Quantity, stop.StopPrice, stop.Side).ShouldBe((4m, 95m, Side.Sell));
    }

    [Fact]
    public void More_than_was_ordered_is_booked_and_told()
    {
        var (bench, order) = Working();
        bench.Fill(order, 12, 99);
        (bench.Held(), bench.Order(order).Status).ShouldBe((12m, OrderStatus.Filled));
        bench.Answers.Alerts(AlertCode.Overfilled).ShouldHaveSingleItem().Text.ShouldContain("for 10 filled 12");
    }

    [Fact]
    public void A_fee_that_comes_late_is_booked_alone()
    {
        var (bench, order) = Working();
        bench.FillAll(order, 99);
        bench.Report(bench.About(order, ReportKind.Filled) with { CumulativeFee = 1.25m });
        (bench.State.Ledger.Fees, bench.State.Ledger.Cash, bench.Held()).ShouldBe((1.25m, 100_000 - 990 - 1.25m, 10m));
    }

    [Fact]
    public void A_report_that_does_not_know_the_fee_gives_none_back()
    {
        var (bench, order) = Working();
        bench.Fill(order, 4, 99, fee: 1);
        bench.Report(bench.About(order, ReportKind.Filled) with { CumulativeQuantity = 10, CumulativeValue = 990, CumulativeFee = 0 });
        (bench.State.Ledger.Fees, bench.Held()).ShouldBe((1m, 10m));
    }

    public static TheoryData<string, OrderReport> Impossible()
    {
        var report = new OrderReport { Order = default, Instrument = Listing.Share, Kind = ReportKind.Filled, VenueTime = EngineBench.Start, CumulativeQuantity = 5, CumulativeValue = 495 };
        return new()
        {
            { "quantity without value", report with { CumulativeValue = 0 } },
            { "value without quantity", report with { CumulativeQuantity = 0 } },
            { "a fill of nothing", report with { CumulativeQuantity = 0, CumulativeValue = 0 } },
            { "negative quantity", report with { CumulativeQuantity = -5 } },
            { "negative value", report with { CumulativeValue = -495 } },
            { "more for less", report with { CumulativeValue = 300 } },
            { "same quantity, other value", report with { CumulativeQuantity = 4, CumulativeValue = 495 } },
            { "absurd quantity", report with { CumulativeQuantity = decimal.MaxValue } },
            { "absurd value", report with { CumulativeValue = decimal.MaxValue } },
            { "absurd fee", report with { CumulativeFee = 5_000_000 } },
            { "absurd rebate", report with { CumulativeFee = decimal.MinValue } },
            { "a fee of more than was bought", report with { CumulativeFee = 6, FeeIsInBase = true } },
            { "another instrument", report with { Instrument = Listing.Coin } },
            { "negative terms", report with { StopPrice = -1 } },
        };
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_cannot_be_true_is_not_booked_but_told_and_asked_about_later(string what, OrderReport report)
    {
        var (bench, order) = Working();
        bench.Fill(order, 4, 99);
        var (cash, status) = (bench.State.Ledger.Cash, bench.Order(order).Status);
        bench.Answers.Clear();
        bench.Report(report with { Order = order });
        (bench.Held(), bench.State.Ledger.Cash, bench.Order(order).Status).ShouldBe((4m, cash, status), what);
        bench.Answers.Alerts(AlertCode.ImpossibleReport).ShouldHaveSingleItem().Severity.ShouldBe(Severity.Critical);
        bench.Answers.Asked.ShouldBeEmpty("an answer that makes no sense must not draw the next at once");
        bench.WaitSeconds(3).Answers.Asked.ShouldContain(order);
    }

    [Fact]
    public void A_fee_that_changes_its_currency_is_impossible()
    {
        var (bench, order) = Working();
        bench.Fill(order, 4, 99, fee: 1).Fill(order, 1, 99, fee: 0.1m, feeIsInBase: true);
        bench.Answers.Alerts(AlertCode.ImpossibleReport).Count.ShouldBe(1);
        bench.Held().ShouldBe(4);
    }

    [Fact]
    public void A_report_about_an_order_of_others_is_told_and_changes_nothing()
    {
        var bench = new EngineBench();
        var before = bench.State.Ledger.Cash;
        bench.Report(new OrderReport { Order = OrderId.At(77, 3), Instrument = Listing.Share, Kind = ReportKind.Filled, VenueTime = bench.Now, CumulativeQuantity = 1, CumulativeValue = 100 });
        (bench.Held(), bench.State.Ledger.Cash).ShouldBe((0m, before));
        bench.Answers.Alerts(AlertCode.ForeignOrder).ShouldHaveSingleItem().Text.ShouldContain("77.3");
    }

    [Fact]
    public void Terms_of_an_older_report_do_not_replace_newer_ones()
    {
        var (bench, order) = Working();
        var older = bench.About(order, ReportKind.Accepted) with { Quantity = 10 };
        bench.WaitSeconds(5).Replace(order, 20).Report(older).Order(order).Quantity.ShouldBe(20);
        bench.WaitSeconds(2).Answers.Asked.ShouldContain(order, "only the venue knows which terms are in force");
    }

    [Fact]
    public void Terms_that_come_with_a_new_fill_are_the_newest_whatever_their_time()
    {
        var (bench, order) = Working();
        bench.WaitSeconds(5).Replace(order, 20);
        var fill = bench.About(order, ReportKind.Filled) with { VenueTime = bench.Now.AddSeconds(-1), CumulativeQuantity = 25, CumulativeValue = 2475, Quantity = 30 };
        bench.Report(fill);
        (bench.Order(order).Quantity, bench.Order(order).Status).ShouldBe((30m, OrderStatus.PartiallyFilled));
        bench.Answers.Alerts(AlertCode.Overfilled).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_are_functions_of_the_place_in_the_journal()
    {
        var bench = new EngineBench();
        var entry = bench.Buy(95, 120).Order;
        entry.ShouldBe(OrderId.At(bench.Position, 0));
        var legs = bench.LastSubmitted.Legs.ShouldNotBeNull();
        (legs.StopId, legs.TargetId).ShouldBe((OrderId.At(bench.Position, 1), OrderId.At(bench.Position, 2)));
    }

    [Fact]
    public void An_entry_that_ends_without_a_fill_takes_its_legs_along()
    {
        var (bench, order) = Working();
        bench.Open().Count.ShouldBe(2);
        bench.Tell(order, ReportKind.Rejected, "no");
        bench.Open().ShouldBeEmpty();
        bench.Guard().HasPlan.ShouldBeFalse();
    }
}

using Perun.Core.Orders;

namespace Perun.Engine.Orders;

/// What can't be true of an order is not booked: asking again costs little, wrong books a lot.
internal static class ReportCheck
{
    private const double MostQuantity = 1e12;
    private const double MostValue = 1e15;

    /// Beyond the value of what was traded, a fee is at most this.
    private const decimal MostFlatFee = 1_000m;

    /// Sources may differ in rounding an average price, no further.
    private const decimal Rounding = 0.001m;

    public static bool IsPossible(Order order, in OrderReport report) =>
        report.Instrument == order.Instrument
        && IsAmount(report.CumulativeQuantity, MostQuantity) && IsAmount(report.CumulativeValue, MostValue)
        && IsAmount(report.Quantity, MostQuantity) && IsAmount(report.LimitPrice, MostQuantity) && IsAmount(report.StopPrice, MostQuantity)
        && IsAmount(report.LegsQuantity, MostQuantity)
        && (report.CumulativeQuantity > 0) == (report.CumulativeValue > 0)
        && (report.Kind != ReportKind.Filled || report.CumulativeQuantity > 0)
        && IsFee(order, report)
        && (report.CumulativeQuantity < order.FilledQuantity || GoesOn(order, report));

    /// Cumulative numbers grow together or not at all.
    private static bool GoesOn(Order order, in OrderReport report) =>
        report.CumulativeQuantity > order.FilledQuantity
            ? report.CumulativeValue > order.FilledValue
            : Math.Abs(report.CumulativeValue - order.FilledValue) <= order.FilledValue * Rounding;

    private static bool IsFee(Order order, in OrderReport report)
    {
        if (report.CumulativeFee == 0) return true;
        var most = report.FeeIsInBase ? report.CumulativeQuantity : report.CumulativeValue + MostFlatFee;
        if (report.CumulativeFee > most || report.CumulativeFee < -most) return false;
        return order.Fee == 0 || report.FeeIsInBase == order.FeeIsInBase;
    }

    private static bool IsAmount(decimal amount, double most) => amount == 0 || (!decimal.IsNegative(amount) && (double)amount < most);
}

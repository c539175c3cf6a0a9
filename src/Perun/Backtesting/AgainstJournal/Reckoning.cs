using Perun.Backtest.Reports.Differences;
using Perun.Core.Orders;

namespace Perun.Backtesting.AgainstJournal;

/// What one cause cost in one trade: what the journal made less what trading again makes.
internal readonly record struct Part(Finding Finding, decimal Cost);

/// Takes the difference of two trades apart. The parts of a pair sum exactly to the difference of its profits.
internal static class Reckoning
{
    /// Fees are rounded by venues, and averages kept to ten decimals.
    private const decimal Rounding = 0.01m;

    /// No venue takes more than this share of what it delivers.
    private const decimal FeeInAsset = 0.01m;

    public static IEnumerable<Part> Of(TradeStory mine, TradeStory other, Detective detective)
    {
        var sign = mine.Side.Sign();
        var rate = Rate(other);
        var expectedFees = rate * Turnover(mine);
        // The size's part is what the double would have made more or less with this amount, its fees included.
        var size = Kept((mine.Quantity - other.Quantity) * (sign * (other.Exit - other.Entry) - rate * (other.Entry + Paid(other))));
        var entry = Kept(mine.Quantity * (sign * (other.Entry - mine.Entry) - rate * (mine.Entry - other.Entry)));
        var exit = Kept(mine.Quantity * (sign * (mine.Exit - other.Exit) - rate * (Paid(mine) - Paid(other))));
        var fee = Kept(expectedFees - mine.Fees);
        // Less than a cent is rounding, of fees or averages, and a fee paid in the asset leaves a little less to sell than was
        // bought: that comes with the exit. What is more is owned up to.
        if (Math.Abs(fee) <= Rounding) fee = 0;
        var rest = mine.Profit - other.Profit - size - entry - exit - fee;
        if (Math.Abs(rest) <= 2 * Rounding + FeeInAsset * (Math.Abs(entry) + Math.Abs(exit))) (exit, rest) = (exit + rest, 0);
        if (entry != 0) yield return new Part(detective.Entry(mine, other), entry);
        if (exit != 0) yield return new Part(detective.Exit(mine, other), exit);
        if (fee != 0) yield return new Part(new Finding(Cause.Fee, $"{mine.Fees:0.00######} paid, {expectedFees:0.00######} expected at the venue's known rate"), fee);
        if (size != 0) yield return new Part(detective.Size(mine, other), size);
        if (rest != 0) yield return new Part(new Finding(Cause.Unexplained, "the books of the two trades differ by more than their prices, fees and amounts say"), rest);
    }

    /// So few digits that sums of them are exact.
    private static decimal Kept(decimal amount) => Math.Round(amount, 8);

    private static decimal Rate(TradeStory trade) => Turnover(trade) is var turnover and not 0 ? trade.Fees / turnover : 0;

    private static decimal Turnover(TradeStory trade) => trade.Quantity * (trade.Entry + Paid(trade));

    /// The price that fees were paid on at the end: an open trade has paid for going in only.
    private static decimal Paid(TradeStory trade) => trade.Closed is null ? 0 : trade.Exit;
}

using Perun.Facts;
using Perun.Mind.Sources;

namespace Perun.Minds;

/// The account as the board has it, for the lane that must surface.
internal static class AccountLook
{
    public static PortfolioView Of(Board board)
    {
        var status = board.Status;
        return new PortfolioView
        {
            At = status.Now,
            Equity = status.Equity,
            Cash = status.Cash,
            Exposure = status.Exposure,
            ProfitToday = status.ProfitToday,
            EntriesToday = status.EntriesToday,
            Positions = [.. board.Positions.Select(PositionOf)],
            WorkingEntries = board.Orders.Count(order => order.Purpose == "Entry"),
            Brakes = [.. status.Brakes.Select(brake => brake.Until is { } until ? $"{brake.Why} (until {until:yyyy-MM-dd HH:mm})" : brake.Why)],
        };
    }

    /// What the stop would lose from here on; nothing where it stands on the winning side of the mark.
    private static PositionView PositionOf(PositionFact position) => new(
        position.Symbol, position.Quantity, position.AverageEntry, position.Mark, position.Unrealised, position.Stop, position.Target,
        position.Stop is { } stop ? Math.Max(0, position.Quantity * (position.Mark - stop)) : null, position.IsProtected);
}

using Perun.Core.Orders;

namespace Perun.Engine.Venues;

/// A venue's books: what it says of the account, read as close to one moment as it allows.
public sealed record VenueBooks
{
    /// When reading began and ended, by our clock: what happens in between may or may not be in them.
    public required DateTime ReadFrom { get; init; }

    public required DateTime ReadTo { get; init; }

    public required string Currency { get; init; }

    public required decimal Cash { get; init; }

    /// As the venue values the account; null where it doesn't.
    public decimal? Equity { get; init; }

    public decimal? BuyingPower { get; init; }

    /// All that is held, also what Perun doesn't trade; without dust of no value.
    public required IReadOnlyList<VenueHolding> Holdings { get; init; }

    /// Every open order of the account.
    public required IReadOnlyList<BookedOrder> OpenOrders { get; init; }

    /// Money and assets that came or went otherwise than by trading since the place that was asked for, the oldest first.
    public required IReadOnlyList<Movement> Movements { get; init; }

    /// Where to go on asking for movements next time.
    public string? MovementsPlace { get; init; }

    /// Splits that are announced of what is held.
    public IReadOnlyList<DueSplit> SplitsDue { get; init; } = [];

    /// Why the account can't trade, where it can't.
    public string? WhyBarred { get; init; }
}

/// <param name="Symbol">In Perun's spelling: "AAPL", "BTC/USD"; the venue's own where it is nothing that can be traded in the account's money.</param>
/// <param name="Quantity">Negative when short.</param>
/// <param name="AveragePrice">What it cost; null where the venue doesn't say.</param>
/// <param name="LastPrice">Null where the venue doesn't say.</param>
public sealed record VenueHolding(string Symbol, decimal Quantity, decimal? AveragePrice, decimal? LastPrice);

/// An open order in the venue's books.
/// <param name="Ours">Its id here; none where it was not Perun, or another Perun, that sent it.</param>
/// <param name="Report">What the venue says of it, where it is ours.</param>
public sealed record BookedOrder(
    OrderId Ours, string VenueOrderId, string? ClientId, string Symbol, Side Side, OrderType Type, decimal Quantity, decimal Filled, decimal LimitPrice, decimal StopPrice, OrderReport? Report);

/// A split to come.
/// <param name="Ratio">New shares for one old.</param>
/// <param name="Day">The first with new shares, by the exchange's date.</param>
public sealed record DueSplit(string Symbol, decimal Ratio, DateOnly Day);

/// What changed cash or holdings without a trade.
/// <param name="Id">The venue's own: each is booked once.</param>
/// <param name="Amount">Of cash; negative when it went.</param>
/// <param name="Symbol">What it is about, if anything, in Perun's spelling.</param>
/// <param name="Quantity">Of the symbol: came (positive) or went.</param>
/// <param name="Ratio">For a split: new shares for one old.</param>
/// <param name="NewSymbol">For a change of name.</param>
public sealed record Movement(string Id, MovementKind Kind, DateTime At, decimal Amount, string? Symbol, decimal Quantity, decimal Ratio, string? NewSymbol, string Text);

public enum MovementKind
{
    /// Money or assets that their owner moved in or out.
    Transfer,

    Dividend,
    Interest,

    /// A fee that is booked apart from the fills.
    Fee,

    Split,
    Rename,
    Other,
}

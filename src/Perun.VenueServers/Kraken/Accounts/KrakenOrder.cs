using Perun.Core.Orders;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Orders;

namespace Perun.VenueServers.Kraken.Accounts;

/// Where an order is in its life, in the words of the order records.
internal enum OrderStatus
{
    /// Waits for its start.
    Pending,
    Open,
    Closed,
    Canceled,
    Expired,
}

/// An order as Kraken keeps it. The exchange may work several orders for it, one after another: one that only holds the funds
/// until a price or a time is reached, then the order itself.
internal sealed class KrakenOrder(string id, OrderTerms terms, DateTime opened)
{
    private readonly List<string> _trades = [];

    public string Id => id;

    public OrderTerms Terms { get; set; } = terms;

    public OrderDraft Draft => Terms.Draft;

    public KrakenPair Pair => Draft.Pair;

    public DateTime Opened { get; } = opened;

    public DateTime? Closed { get; private set; }

    public OrderStatus Status { get; set; } = OrderStatus.Open;

    public bool IsOpen => Status is OrderStatus.Pending or OrderStatus.Open;

    public decimal Filled { get; private set; }

    public decimal Cost { get; private set; }

    public decimal Fee { get; private set; }

    public decimal Remaining => Terms.Volume - Filled;

    public decimal AveragePrice => Filled == 0 ? 0 : Cost / Filled;

    public string? Reason { get; private set; }

    public IReadOnlyList<string> Trades => _trades;

    /// What the exchange works for it now.
    public OrderId Stage { get; set; }

    /// The stage only holds the funds.
    public bool IsWaiting { get; set; }

    public bool IsTriggered { get; set; }

    /// The executions channel has heard of it.
    public bool IsAnnounced { get; set; }

    /// Where a trailing stop stands that the exchange doesn't work itself.
    public decimal Level { get; set; }

    /// Since when it stands as it stands, for the limits that charge haste.
    public DateTime Changed { get; set; } = opened;

    /// Nobody who asks finds it until then.
    public DateTime HiddenUntil { get; set; }

    /// Only half of it works until then.
    public DateTime? WithheldUntil { get; set; }

    /// Its cancel has been answered and hangs until then.
    public DateTime? StuckUntil { get; set; }

    /// Why the exchange refused the last thing asked of it, for a moment.
    public string? Refusal { get; set; }

    public void Book(KrakenTrade trade)
    {
        Filled += trade.Volume;
        Cost += trade.Cost;
        Fee += trade.Fee;
        _trades.Add(trade.Id);
    }

    public void End(OrderStatus status, DateTime now, string? reason) => (Status, Closed, Reason) = (status, now, reason);
}

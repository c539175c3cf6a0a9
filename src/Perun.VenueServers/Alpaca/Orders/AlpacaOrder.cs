using Perun.Core.Orders;
using Perun.VenueServers.Alpaca.Assets;

namespace Perun.VenueServers.Alpaca.Orders;

/// An order in Alpaca's books. What the exchange works is one order for as many of these as replace one another.
public sealed class AlpacaOrder(Guid id, string clientId, OrderAsk terms, DateTime created)
{
    public Guid Id => id;

    public string ClientId => clientId;

    public OrderAsk Terms { get; set; } = terms;

    public Asset Asset => Terms.Asset;

    public Side Side => Terms.Side;

    public OrderStatus Status { get; set; } = OrderStatus.Accepted;

    public DateTime Created { get; } = created;

    public DateTime Updated { get; set; } = created;

    public DateTime? FilledAt { get; set; }

    public DateTime? ExpiredAt { get; set; }

    public DateTime? CanceledAt { get; set; }

    public DateTime? FailedAt { get; set; }

    public DateTime? ReplacedAt { get; set; }

    /// When a good-till-cancelled order is cancelled all the same.
    public DateTime Expires => Created.AddDays(90);

    public AlpacaOrder? ReplacedBy { get; set; }

    public AlpacaOrder? Replaces { get; set; }

    /// The entry of a bracket or of an order that triggers another; the target of a pair of which one cancels the other.
    public AlpacaOrder? Parent { get; set; }

    public List<AlpacaOrder> Legs { get; } = [];

    /// Its running number among the account's orders.
    public long Place { get; set; }

    /// None while it waits here.
    public OrderId AtExchange { get; set; }

    /// How much is asked; unknown for a notional order until it is sent.
    public decimal? Quantity { get; set; } = terms.Quantity;

    public decimal Filled { get; set; }

    /// Sum of quantity times price.
    public decimal FilledValue { get; set; }

    /// The best price since a trailing stop was placed.
    public decimal? HighWater { get; set; }

    /// Where a trailing stop stands.
    public decimal? TrailedStop { get; set; }

    /// What the exchange had told of it, cumulative, when last looked at.
    public decimal ToldQuantity { get; set; }

    public decimal ToldValue { get; set; }

    public decimal ToldFee { get; set; }

    /// What is kept back of it for a while, and until when.
    public decimal Withheld { get; set; }

    public DateTime WithheldUntil { get; set; }

    /// A cancel was taken and has no effect; the order fills then.
    public DateTime? StuckUntil { get; set; }

    /// "buy_to_open" and so on, as it was when it came.
    public string? Intent { get; set; }

    /// Lookups don't find it before this.
    public DateTime HiddenUntil { get; set; }

    public decimal Remaining => (Quantity ?? 0) - Filled;

    public bool IsOpen => Status is not (OrderStatus.Filled or OrderStatus.Canceled or OrderStatus.Expired or OrderStatus.Replaced or OrderStatus.Rejected);

    public bool IsEntry => Parent is null && Terms.Class is OrderClass.Bracket or OrderClass.Oto && Legs.Count > 0;

    /// It stands in for a position together with another: what one sells the other does not.
    public bool IsLinkedExit => Parent is not null || Terms.Class == OrderClass.Oco;

    /// The other exits that share its position, without itself.
    public IEnumerable<AlpacaOrder> Partners()
    {
        if (!IsLinkedExit) return [];
        var head = Parent ?? this;
        IEnumerable<AlpacaOrder> family = head.Terms.Class == OrderClass.Oco ? head.Legs.Prepend(head) : head.Legs;
        return family.Where(other => other != this);
    }
}

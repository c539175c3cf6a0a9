using Perun.Adapters.Venues.Alpaca.Rows;
using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Adapters.Venues.Alpaca.Orders;

/// One order of ours over its life, through all the orders that Alpaca made of it by changes.
internal sealed class OrderFile(OrderId id, FollowedInstrument instrument)
{
    private readonly List<OrderPart> _parts = [];

    public OrderId Id => id;

    public InstrumentId Instrument => instrument.Id;

    public Instrument Particulars => instrument.Instrument;

    /// For a leg: the entry it came with.
    public OrderId Entry { get; init; }

    public bool IsLeg => !Entry.IsNone;

    /// For a leg: whether it is the stop.
    public bool IsStop { get; init; }

    public Side? Side { get; set; }

    /// For an entry: its legs.
    public OrderId StopLeg { get; set; }

    public OrderId TargetLeg { get; set; }

    public bool HasLegs => !StopLeg.IsNone || !TargetLeg.IsNone;

    public IReadOnlyList<OrderPart> Parts => _parts;

    /// The one that holds now; null before Alpaca named any.
    public OrderPart? Current
    {
        get
        {
            for (var place = _parts.Count - 1; place >= 0; place--)
                if (_parts[place].IsInForce) return _parts[place];
            return null;
        }
    }

    /// What a change is to put in its place, where that is not certain yet.
    public OrderPart? Promised => _parts.Count > 0 && !_parts[^1].IsInForce ? _parts[^1] : null;

    public decimal Filled => _parts.Sum(static part => part.Filled);

    public decimal Value => _parts.Sum(static part => part.Value);

    /// Filled before the part that holds now.
    public decimal FilledBefore(OrderPart part) => _parts.TakeWhile(earlier => earlier != part).Sum(static earlier => earlier.Filled);

    public bool IsOver => Current?.Row is { IsOver: true, IsReplaced: false };

    public OrderPart? Find(string venueId) => _parts.Find(part => part.VenueId == venueId);

    public OrderPart Add(string venueId)
    {
        var part = new OrderPart(venueId) { IsInForce = _parts.Count == 0 };
        _parts.Add(part);
        return part;
    }

    /// A promise that came to nothing.
    public void Drop(OrderPart part) => _parts.Remove(part);

    /// Whether this row is a leg of the entry that this file is of, and which.
    public OrderId LegOf(OrderRow row) => row.Type switch
    {
        "limit" => TargetLeg,
        "stop" or "stop_limit" => StopLeg,
        _ => OrderId.None,
    };
}

using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues;

/// One account at one venue. Commands go in and come back with what is certain about them; what the venue says of its own accord
/// goes to a listener. An implementation keeps no opinion on money: it translates, and says when it does not know.
public interface IVenue : IAsyncDisposable
{
    /// As people should read it: "Alpaca paper", "Kraken".
    string Name { get; }

    /// The least time from one reading of the books to the next that the venue's limits bear.
    TimeSpan BooksPace { get; }

    /// Whose account it is and what the keys may do; asked before anything else.
    Task<Answer<VenueAccount>> CheckAsync(CancellationToken cancel);

    /// All that can be traded there now, with ticks, lots, minimums, hours, fees and what the venue can hold to protect a position.
    Task<Answer<IReadOnlyList<ListedInstrument>>> InstrumentsAsync(CancellationToken cancel);

    /// Which instruments are followed from now on, and by which ids reports and prices name them. May be called again as the universe
    /// changes; what is already followed goes on without a gap.
    void Follow(IReadOnlyList<FollowedInstrument> instruments);

    /// Orders that the journal knows as open, told once before the streams begin: the only way to find a bracket's legs again.
    void Recall(IReadOnlyList<KnownOrder> orders);

    /// Holds the streams open until told to stop: reconnects, subscribes anew, fills gaps, and says what state they are in.
    /// Ends only when stopped or when the venue has closed the door for good (a wrong key), which it tells as a mode.
    Task RunAsync(IVenueListener listener, CancellationToken stop);

    /// Sends an order, with its legs where it has any. Its client id is a function of the order's id, so that the same intent is never
    /// two orders; it is never sent a second time of the venue's own accord.
    Task<Outcome> SubmitAsync(OrderRequest order, CancellationToken cancel);

    Task<Outcome> CancelAsync(OrderId order, InstrumentId instrument, CancellationToken cancel);

    /// The order keeps its id for Perun, also where the venue makes a new order of it.
    Task<Outcome> ChangeAsync(OrderChange change, CancellationToken cancel);

    /// What became of an order, asked by client id wherever the venue may keep it: open, closed, then its trades. The reports cover a
    /// bracket's legs too. `ReportKind.NotFound` where all of these answered and none has it.
    Task<Answer<IReadOnlyList<OrderReport>>> AskAsync(OrderId order, InstrumentId instrument, CancellationToken cancel);

    /// The venue's own books, read as close to one moment as it allows. Without a place no movements are told, only the place from which to
    /// go on: what happened before Perun came is not its business.
    Task<Answer<VenueBooks>> ReadBooksAsync(string? movementsSince, CancellationToken cancel);
}

/// An instrument and what tells whether it is worth following.
/// <param name="Turnover">Of the last day, in the quote currency; zero where the venue doesn't say.</param>
/// <param name="SpreadShare">Of the price; null where the venue doesn't say.</param>
/// <param name="Price">The last; zero where the venue doesn't say.</param>
/// <param name="ListedSince">Null where the venue doesn't say.</param>
public sealed record ListedInstrument(Instrument Instrument, decimal Turnover, double? SpreadShare, decimal Price, DateOnly? ListedSince);

public readonly record struct FollowedInstrument(InstrumentId Id, Instrument Instrument);

/// An order as the journal remembers it.
/// <param name="Entry">For a bracket's leg: the entry it came with.</param>
public readonly record struct KnownOrder(
    OrderId Id, InstrumentId Instrument, Side Side, OrderType Type, OrderPurpose Purpose, decimal Quantity, OrderId Entry, string? VenueOrderId);

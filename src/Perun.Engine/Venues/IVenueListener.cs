using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;

namespace Perun.Engine.Venues;

/// Hears what a venue says of its own accord, from any thread. Calls return at once.
public interface IVenueListener
{
    /// News of an order of ours, cumulative over its life.
    void OnReport(in OrderReport report);

    /// Something happened to an order or a position that is not ours, or whose order is not known here: time to reconcile.
    void OnForeign(string what);

    /// A one-minute bar is complete.
    void OnBar(InstrumentId instrument, in Bar minute);

    void OnQuote(InstrumentId instrument, in Quote quote);

    void OnHalt(InstrumentId instrument, bool isHalted, string reason);

    void OnNews(NewsItem item);

    void OnStream(VenueStream stream, StreamState state, string why);

    void OnMode(VenueMode mode, string why);

    /// How far the venue's clock is ahead of ours.
    void OnClock(TimeSpan ahead);
}

public enum VenueStream
{
    /// What becomes of orders and of the account.
    Orders,

    /// Prices.
    Market,

    News,
}

public enum StreamState
{
    /// Connecting, or not yet subscribed to everything.
    Opening,

    /// Subscribed, and what was missed in between has been fetched.
    Whole,

    /// Connected, and nothing comes where something should.
    Silent,

    /// Not connected; tried again after a while.
    Lost,
}

/// What may be sent to the venue now.
public enum VenueMode
{
    Online,

    /// Only orders that rest.
    PostOnly,

    /// Only orders with a limit.
    LimitOnly,

    /// Only what makes positions smaller.
    ReduceOnly,

    CancelOnly,

    /// Nothing.
    Maintenance,

    /// The account may not trade, or the keys don't open it: only a person can mend that.
    Barred,
}

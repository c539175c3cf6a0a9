using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Passes on to whoever listens now; while nobody does there is nobody to tell.
internal sealed class ListenerRelay : IVenueListener
{
    private IVenueListener? _listener;

    public IVenueListener? Listener
    {
        get => Volatile.Read(ref _listener);
        set => Volatile.Write(ref _listener, value);
    }

    public void OnReport(in OrderReport report) => Listener?.OnReport(report);

    public void OnForeign(string what) => Listener?.OnForeign(what);

    public void OnBar(InstrumentId instrument, in Bar minute) => Listener?.OnBar(instrument, minute);

    public void OnQuote(InstrumentId instrument, in Quote quote) => Listener?.OnQuote(instrument, quote);

    public void OnHalt(InstrumentId instrument, bool isHalted, string reason) => Listener?.OnHalt(instrument, isHalted, reason);

    public void OnNews(NewsItem item) => Listener?.OnNews(item);

    public void OnStream(VenueStream stream, StreamState state, string why) => Listener?.OnStream(stream, state, why);

    public void OnMode(VenueMode mode, string why) => Listener?.OnMode(mode, why);

    public void OnClock(TimeSpan ahead) => Listener?.OnClock(ahead);
}

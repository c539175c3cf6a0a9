using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Bench.Venues.Links;

/// Hears only what state the streams of orders and prices are in.
internal sealed class StreamWatch : IVenueListener
{
    private readonly Lock _gate = new();
    private readonly Dictionary<VenueStream, StreamState> _states = [];
    private HashSet<VenueStream> _toReturn = [VenueStream.Orders, VenueStream.Market];
    private TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// Done once both have been away since then and are whole again.
    public Task Return()
    {
        lock (_gate)
        {
            (_toReturn, _whole) = ([VenueStream.Orders, VenueStream.Market], new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _whole.Task;
        }
    }

    /// Done once both are whole.
    public Task Whole()
    {
        lock (_gate) return _whole.Task;
    }

    public void OnStream(VenueStream stream, StreamState state, string why)
    {
        lock (_gate)
        {
            var before = _states.GetValueOrDefault(stream, StreamState.Lost);
            _states[stream] = state;
            if (state == StreamState.Whole && before != StreamState.Whole) _toReturn.Remove(stream);
            if (_toReturn.Count == 0 && _states.Values.All(static one => one == StreamState.Whole)) _whole.TrySetResult();
        }
    }

    public void OnMode(VenueMode mode, string why)
    {
        if (mode == VenueMode.Barred) _whole.TrySetException(new InvalidOperationException(why));
    }

    public void OnReport(in OrderReport report)
    {
    }

    public void OnForeign(string what)
    {
    }

    public void OnBar(InstrumentId instrument, in Bar minute)
    {
    }

    public void OnQuote(InstrumentId instrument, in Quote quote)
    {
    }

    public void OnHalt(InstrumentId instrument, bool isHalted, string reason)
    {
    }

    public void OnNews(NewsItem item)
    {
    }

    public void OnClock(TimeSpan ahead)
    {
    }
}

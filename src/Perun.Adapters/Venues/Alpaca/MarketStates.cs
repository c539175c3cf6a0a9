using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Alpaca;

/// Prices come over two streams and are one thing to those who trade: as good as the worse of them.
internal sealed class MarketStates(IVenueListener listener)
{
    private readonly Lock _gate = new();
    private readonly StreamState?[] _states = new StreamState?[2];
    private StreamState? _told;

    public Action<StreamState, string> Of(int side) => (state, why) =>
    {
        lock (_gate)
        {
            _states[side] = state;
            var worst = _states.OfType<StreamState>().MaxBy(Weight);
            // News of one side while the other is worse changes nothing for those who trade.
            if (worst == _told && worst != state) return;
            _told = worst;
            listener.OnStream(VenueStream.Market, worst, why);
        }
    };

    private static int Weight(StreamState state) => state switch
    {
        StreamState.Whole => 0,
        StreamState.Opening => 1,
        StreamState.Silent => 2,
        StreamState.Lost => 3,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

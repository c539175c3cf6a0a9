using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Simulation.Exchange;
using Perun.Simulation.World;

namespace Perun.Simulation.Market;

/// A world and an exchange that trades at its prices, advanced together. Its state is the exchange's and a time: the world
/// is made anew up to there.
public sealed class SimulatedMarket : IHasState
{
    private readonly Universe _universe;
    private readonly Feed _feed;
    private ulong _seed;
    private DateTime _start;

    public SimulatedMarket(Universe universe, ulong seed, DateTime start, ExchangeRules? rules = null)
    {
        _universe = universe;
        World = new SimulatedWorld(universe, seed, start);
        Exchange = new SimulatedExchange(universe, rules);
        _feed = new Feed(Exchange);
        (_seed, _start) = (seed, World.Start);
    }

    public SimulatedWorld World { get; private set; }

    public SimulatedExchange Exchange { get; }

    /// Everything up to here has happened.
    public DateTime Now => World.Position;

    public void Advance(DateTime to, IMarketListener listener)
    {
        _feed.Listener = listener;
        World.Advance(to, _feed);
        _feed.Finish(to);
        _feed.Listener = null;
    }

    /// Lets a stretch pass before anybody trades, as history: bars and news are told, and the exchange learns last prices.
    public void Advance(DateTime to) => Advance(to, Silence.Instance);

    public void Sync(StateStream stream)
    {
        var (seed, start, position) = (_seed, _start, World.Position);
        stream.Sync(ref seed);
        stream.Sync(ref start);
        stream.Sync(ref position);
        if (stream.IsLoading)
        {
            (_seed, _start) = (seed, start);
            World = new SimulatedWorld(_universe, seed, start);
            World.SkipTo(position);
            _feed.Restart();
        }
        Exchange.Sync(stream);
    }

    /// Brings what the world does and what the exchange says into one order.
    private sealed class Feed(SimulatedExchange exchange) : IWorldListener
    {
        private DateTime _moment = DateTime.MinValue;

        public IMarketListener? Listener { get; set; }

        public bool WantsSlices => true;

        public void Restart() => _moment = DateTime.MinValue;

        public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
        {
            if (end > _moment) Reach(end);
            exchange.Match(instrument, slice, end);
            Listener!.OnPrice(instrument, slice, end);
        }

        public void OnBar(InstrumentId instrument, in Bar minute)
        {
            var now = minute.Time.AddTicks(TimeSpan.TicksPerMinute);
            Arrive(now);
            Listener!.OnBar(instrument, minute, now);
        }

        public void OnNews(NewsItem item)
        {
            Arrive(item.Received);
            Listener!.OnNews(item, item.Received);
        }

        public void Finish(DateTime moment)
        {
            if (moment > _moment) Reach(moment);
            CloseMoment(moment);
        }

        /// All slices that end at a moment are matched: time may pass for the exchange.
        private void CloseMoment(DateTime moment)
        {
            if (moment == DateTime.MinValue) return;
            exchange.Advance(moment);
            while (exchange.TryTakeReport(out var report)) Listener!.OnReport(report, moment);
        }

        private void Arrive(DateTime moment)
        {
            if (moment > _moment) Reach(moment);
            CloseMoment(_moment);
        }

        /// What is due at the exchange on the way happens at its own time, whatever the steps.
        private void Reach(DateTime moment)
        {
            CloseMoment(_moment);
            while (exchange.NextDue < moment) CloseMoment(exchange.NextDue);
            _moment = moment;
        }
    }

    private sealed class Silence : IMarketListener
    {
        public static readonly Silence Instance = new();

        public void OnPrice(InstrumentId instrument, in Bar slice, DateTime end)
        {
        }

        public void OnReport(in OrderReport report, DateTime now)
        {
        }

        public void OnBar(InstrumentId instrument, in Bar minute, DateTime now)
        {
        }

        public void OnNews(NewsItem item, DateTime now)
        {
        }
    }
}

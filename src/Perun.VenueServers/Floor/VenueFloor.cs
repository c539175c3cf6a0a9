using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Simulation.Exchange;
using Perun.Simulation.World;

namespace Perun.VenueServers.Floor;

/// One simulated world in which several accounts trade, each with an exchange of its own that is fed the same prices: they
/// see the same market and never one another. Single-threaded: whoever touches it holds its gate.
public sealed class VenueFloor : IWorldListener
{
    private const int PricesAMinute = 6;

    private readonly List<(SimulatedExchange Exchange, IFloorMember Member)> _accounts = [];
    private readonly List<IFloorListener> _listeners = [];
    private readonly List<(InstrumentId Instrument, Bar Slice)> _slices = [];
    private readonly HashSet<InstrumentId> _halted = [];
    private readonly double[] _usualVolume;
    private readonly ExchangeRules _costs;
    private DateTime _sliceEnd;
    private DateTime _openedDay = DateTime.MinValue;
    private bool _wantsSlices;

    /// <param name="start">When accounts can begin to trade.</param>
    /// <param name="history">How much of the world lies before it, with minutes and news on record; its last day with prints.</param>
    public VenueFloor(Universe universe, ulong seed, DateTime start, TimeSpan history, ExchangeRules costs)
    {
        Universe = universe;
        Record = new MarketRecord(universe);
        World = new SimulatedWorld(universe, seed, start - history);
        _costs = costs;
        _usualVolume = new double[universe.Count];
        World.Advance(start - TimeSpan.FromDays(Math.Min(1, history.TotalDays)), this);
        _wantsSlices = true;
        Advance(start);
    }

    public Lock Gate { get; } = new();

    public Universe Universe { get; }

    public SimulatedWorld World { get; }

    public MarketRecord Record { get; }

    public DateTime Now => World.Position;

    bool IWorldListener.WantsSlices => _wantsSlices;

    /// A new account's exchange: without latency, so that what is asked for has happened when the call returns.
    public SimulatedExchange Open(decimal cash, IFloorMember member)
    {
        var exchange = new SimulatedExchange(Universe, _costs with { StartingCash = cash, Latency = TimeSpan.Zero });
        foreach (var (instrument, stretch) in LastPoints()) exchange.Match(instrument, stretch.Path, stretch.End);
        _accounts.Add((exchange, member));
        return exchange;
    }

    public void Listen(IFloorListener listener) => _listeners.Add(listener);

    public bool IsHalted(InstrumentId instrument) => _halted.Contains(instrument);

    public bool IsOpen(InstrumentId instrument) => TradingCalendar.For(Universe[instrument].Hours).IsOpen(Now);

    public void Advance(DateTime to)
    {
        World.Advance(to, this);
        Flush();
        foreach (var listener in _listeners) listener.OnTime(to);
        foreach (var (exchange, member) in _accounts)
        {
            exchange.Advance(to);
            Tell(exchange, member, to);
            member.OnTime(to);
        }
    }

    /// Lets an account's new orders meet the last price now, as a market that is always there would; nobody else notices.
    public void MeetNow(InstrumentId instrument, SimulatedExchange exchange, IFloorMember member)
    {
        if (IsOpen(instrument) && !IsHalted(instrument) && Record.LastPrint(instrument) is { } last)
            exchange.Match(instrument, Stretch.Point(last.Price, _usualVolume[instrument.Value], Now).Path, Now);
        Tell(exchange, member, Now);
    }

    /// The best prices around a trade, on the tick.
    public Quote QuoteAround(InstrumentId instrument, double price, DateTime time)
    {
        var particulars = Universe[instrument];
        var points = (double)(particulars.AssetClass == AssetClass.Crypto ? _costs.CryptoSpreadBasisPoints : _costs.EquitySpreadBasisPoints);
        var half = (decimal)(price * points / 20_000) + _costs.SpreadAmount / 2;
        var bid = particulars.RoundPrice((decimal)price - half, RoundTo.Down);
        var ask = particulars.RoundPrice((decimal)price + half, RoundTo.Up);
        var size = Math.Max(1, Math.Round(_usualVolume[instrument.Value] / 10, particulars.AssetClass == AssetClass.Crypto ? 4 : 0));
        return new Quote(time, (double)bid, (double)ask, size, size);
    }

    /// Null before the first trade.
    public Quote? QuoteOf(InstrumentId instrument) => Record.LastPrint(instrument) is { } last ? QuoteAround(instrument, last.Price, last.Time) : null;

    public void Halt(InstrumentId instrument, bool isHalted)
    {
        if (isHalted ? !_halted.Add(instrument) : !_halted.Remove(instrument)) return;
        foreach (var (exchange, _) in _accounts)
        {
            if (isHalted) exchange.Halt(instrument);
            else exchange.Resume(instrument);
        }
        foreach (var listener in _listeners) listener.OnHalt(instrument, isHalted, Now);
    }

    void IWorldListener.OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
    {
        if (end != _sliceEnd) Flush();
        _sliceEnd = end;
        _slices.Add((instrument, slice));
    }

    void IWorldListener.OnBar(InstrumentId instrument, in Bar minute)
    {
        Flush();
        Record.Add(instrument, minute);
        _usualVolume[instrument.Value] = Math.Max(5, Stretch.Whole(minute.Volume / PricesAMinute, minute.Volume));
        foreach (var listener in _listeners) listener.OnMinute(instrument, minute, minute.Time.AddMinutes(1));
    }

    void IWorldListener.OnNews(NewsItem item)
    {
        Record.Add(item);
        foreach (var listener in _listeners) listener.OnNews(item);
    }

    /// All slices that end at one moment, stretch by stretch, so that time only goes forward.
    private void Flush()
    {
        if (_slices.Count == 0) return;
        var start = _slices[0].Slice.Time;
        var session = TradingCalendar.NewYork.SessionAt(start);
        if (session is { } begun && begun.Open.Date != _openedDay)
        {
            _openedDay = begun.Open.Date;
            if (begun.Open == start) Ring(start);
        }
        for (var place = 0; place < Stretch.PerSlice; place++)
        {
            foreach (var (instrument, slice) in _slices) Trade(instrument, Stretch.Of(slice, _sliceEnd, place));
        }
        if (session is { } ending && ending.Close == _sliceEnd) CloseAuction();
        _slices.Clear();
    }

    private void Ring(DateTime now)
    {
        foreach (var (_, member) in _accounts) member.OnOpening(now);
        foreach (var listener in _listeners) listener.OnOpening(now);
    }

    /// The last price again, for those orders that wait for it.
    private void CloseAuction()
    {
        foreach (var (exchange, member) in _accounts)
        {
            member.OnClosing(_sliceEnd);
            foreach (var (instrument, slice) in _slices)
            {
                if (Universe[instrument].Hours == TradingHours.AroundTheClock) continue;
                exchange.Match(instrument, Stretch.Point(slice.Close, Stretch.Whole(slice.Volume, slice.Volume), _sliceEnd).Path, _sliceEnd);
                Tell(exchange, member, _sliceEnd);
            }
        }
    }

    private void Trade(InstrumentId instrument, in Stretch stretch)
    {
        if (IsHalted(instrument)) return;
        foreach (var (exchange, member) in _accounts)
        {
            exchange.Match(instrument, stretch.Path, stretch.End);
            Tell(exchange, member, stretch.End);
            member.OnTraded(instrument, stretch);
        }
        var print = Record.Print(instrument, stretch.End, stretch.Path.Close, stretch.Path.Volume);
        var quote = QuoteAround(instrument, print.Price, print.Time);
        foreach (var listener in _listeners) listener.OnPrint(instrument, print, quote);
    }

    private static void Tell(SimulatedExchange exchange, IFloorMember member, DateTime now)
    {
        while (exchange.TryTakeReport(out var report)) member.OnReport(report, now);
    }

    private IEnumerable<(InstrumentId, Stretch)> LastPoints()
    {
        for (var place = 0; place < Universe.Count; place++)
        {
            var instrument = new InstrumentId(place);
            var minutes = Record.MinutesOf(instrument);
            var price = Record.LastPrint(instrument)?.Price ?? (minutes.Count > 0 ? minutes[^1].Close : 0);
            if (price > 0) yield return (instrument, Stretch.Point(price, _usualVolume[place], Now));
        }
    }
}

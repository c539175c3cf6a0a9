using System.Threading.Channels;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Wire;

/// Stands between the streams and a listener, so that a slow listener never keeps a stream from reading: of each instrument only the
/// latest quote waits; everything else waits in order and is never dropped. Where too much of that waits, its stream waits, too.
internal sealed class ListenerQueue(IVenueListener listener, int most = 65_536) : IVenueListener
{
    private enum Kind
    {
        Report,
        Foreign,
        Bar,
        Halt,
        News,
        Stream,
        Mode,
        Clock,
    }

    private struct Item
    {
        public Kind Kind;
        public OrderReport Report;
        public InstrumentId Instrument;
        public Bar Bar;
        public bool IsHalted;
        public int Number;
        public int State;
        public TimeSpan Ahead;
        public string? Text;
        public NewsItem? News;
    }

    private readonly object _gate = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Queue<Item> _items = new();
    private readonly Queue<int> _quoted = new();
    private (Quote Quote, bool IsWaiting)[] _quotes = [];
    private bool _isOver;

    /// How many quotes gave way to later ones before anybody heard of them.
    public long Conflated { get; private set; }

    /// What waits now, quotes left aside.
    public int Waiting
    {
        get
        {
            lock (_gate) return _items.Count;
        }
    }

    public void OnReport(in OrderReport report) => Put(new Item { Kind = Kind.Report, Report = report });

    public void OnForeign(string what) => Put(new Item { Kind = Kind.Foreign, Text = what });

    public void OnBar(InstrumentId instrument, in Bar minute) => Put(new Item { Kind = Kind.Bar, Instrument = instrument, Bar = minute });

    public void OnHalt(InstrumentId instrument, bool isHalted, string reason) => Put(new Item { Kind = Kind.Halt, Instrument = instrument, IsHalted = isHalted, Text = reason });

    public void OnNews(NewsItem item) => Put(new Item { Kind = Kind.News, News = item });

    public void OnStream(VenueStream stream, StreamState state, string why) => Put(new Item { Kind = Kind.Stream, Number = (int)stream, State = (int)state, Text = why });

    public void OnMode(VenueMode mode, string why) => Put(new Item { Kind = Kind.Mode, Number = (int)mode, Text = why });

    public void OnClock(TimeSpan ahead) => Put(new Item { Kind = Kind.Clock, Ahead = ahead });

    public void OnQuote(InstrumentId instrument, in Quote quote)
    {
        lock (_gate)
        {
            if (_isOver) return;
            if (instrument.Value >= _quotes.Length) Array.Resize(ref _quotes, Math.Max(2 * _quotes.Length, instrument.Value + 1));
            ref var place = ref _quotes[instrument.Value];
            place.Quote = quote;
            if (place.IsWaiting)
            {
                Conflated++;
                return;
            }
            place.IsWaiting = true;
            _quoted.Enqueue(instrument.Value);
        }
        _signal.Writer.TryWrite(true);
    }

    /// Delivers until stopped; what waits then is still delivered.
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await _signal.Reader.WaitToReadAsync(stop))
            {
                _signal.Reader.TryRead(out _);
                while (DeliverOne())
                {
                }
            }
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _isOver = true;
                Monitor.PulseAll(_gate);
            }
            while (DeliverOne())
            {
            }
        }
    }

    private void Put(in Item item)
    {
        lock (_gate)
        {
            while (_items.Count >= most && !_isOver) Monitor.Wait(_gate);
            if (_isOver) return;
            _items.Enqueue(item);
        }
        _signal.Writer.TryWrite(true);
    }

    /// Executions before quotes.
    private bool DeliverOne()
    {
        Item item;
        var quote = default(Quote);
        var quoted = -1;
        lock (_gate)
        {
            if (_items.TryDequeue(out item)) Monitor.Pulse(_gate);
            else if (_quoted.TryDequeue(out quoted)) (quote, _quotes[quoted].IsWaiting) = (_quotes[quoted].Quote, false);
            else return false;
        }
        if (quoted >= 0) listener.OnQuote(new InstrumentId(quoted), quote);
        else Deliver(item);
        return true;
    }

    private void Deliver(in Item item)
    {
        switch (item.Kind)
        {
            case Kind.Report: listener.OnReport(item.Report); break;
            case Kind.Foreign: listener.OnForeign(item.Text!); break;
            case Kind.Bar: listener.OnBar(item.Instrument, item.Bar); break;
            case Kind.Halt: listener.OnHalt(item.Instrument, item.IsHalted, item.Text!); break;
            case Kind.News: listener.OnNews(item.News!); break;
            case Kind.Stream: listener.OnStream((VenueStream)item.Number, (StreamState)item.State, item.Text!); break;
            case Kind.Mode: listener.OnMode((VenueMode)item.Number, item.Text!); break;
            case Kind.Clock: listener.OnClock(item.Ahead); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }
}

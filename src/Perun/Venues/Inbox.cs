using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Perun.Adapters.Venues;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Engine.Venues;

namespace Perun.Venues;

/// What a venue said, waiting for the floor. Any thread puts in, the floor's takes out. Reports are never dropped; of quotes only the newest
/// of each instrument waits, and prices and news that nobody fetched for very long make room.
internal sealed class Inbox : IVenueListener, IDisposable
{
    private const int MostPrices = 100_000;

    private readonly ConcurrentQueue<Incoming> _waiting = new();
    private readonly ConcurrentDictionary<InstrumentId, Quote> _quotes = new();
    private readonly SemaphoreSlim _bell = new(0, 1);
    private int _prices;
    private int _isRung;
    private long _dropped;

    /// Prices and news that were let go, because nobody took them.
    public long Dropped => Interlocked.Read(ref _dropped);

    public bool IsEmpty => _waiting.IsEmpty;

    public void Put(Incoming incoming)
    {
        _waiting.Enqueue(incoming);
        Ring();
    }

    public bool TryTake([NotNullWhen(true)] out Incoming? incoming)
    {
        if (!_waiting.TryDequeue(out incoming)) return false;
        if (incoming is Incoming.Price or Incoming.News) Interlocked.Decrement(ref _prices);
        return true;
    }

    /// The newest quotes since they were last taken.
    public IEnumerable<(InstrumentId Instrument, Quote Quote)> TakeQuotes()
    {
        foreach (var instrument in _quotes.Keys)
            if (_quotes.TryRemove(instrument, out var quote)) yield return (instrument, quote);
    }

    /// Until something is put in, or this long.
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        await _bell.WaitAsync(atMost, cancel);
        Volatile.Write(ref _isRung, 0);
    }

    public void OnReport(in OrderReport report) => Put(new Incoming.Report(report));

    public void OnForeign(string what) => Put(new Incoming.Foreign(what));

    public void OnBar(InstrumentId instrument, in Bar minute) => PutPrice(new Incoming.Price(instrument, minute));

    public void OnQuote(InstrumentId instrument, in Quote quote) => _quotes[instrument] = quote;

    public void OnHalt(InstrumentId instrument, bool isHalted, string reason) => Put(new Incoming.Halt(instrument, isHalted, reason));

    public void OnNews(NewsItem item) => PutPrice(new Incoming.News(item));

    public void OnStream(VenueStream stream, StreamState state, string why) => Put(new Incoming.Stream(stream, state, why));

    public void OnMode(VenueMode mode, string why) => Put(new Incoming.Mode(mode, why));

    public void OnClock(TimeSpan ahead) => Put(new Incoming.Clock(ahead));

    public void Dispose() => _bell.Dispose();

    private void PutPrice(Incoming incoming)
    {
        if (Interlocked.Increment(ref _prices) > MostPrices)
        {
            Interlocked.Decrement(ref _prices);
            Interlocked.Increment(ref _dropped);
            return;
        }
        Put(incoming);
    }

    private void Ring()
    {
        if (Interlocked.Exchange(ref _isRung, 1) != 0) return;
        try
        {
            _bell.Release();
        }
        catch (Exception over) when (over is SemaphoreFullException or ObjectDisposedException)
        {
            // It rings already, or nobody listens any more.
        }
    }
}

/// One thing that a venue, or the way to it, said.
internal abstract record Incoming
{
    private Incoming()
    {
    }

    public sealed record Report(OrderReport What) : Incoming;

    public sealed record Foreign(string What) : Incoming;

    public sealed record Price(InstrumentId Instrument, Bar Minute) : Incoming;

    public sealed record Halt(InstrumentId Instrument, bool IsHalted, string Reason) : Incoming;

    public sealed record News(NewsItem Item) : Incoming;

    public sealed record Stream(VenueStream Which, StreamState State, string Why) : Incoming;

    public sealed record Mode(VenueMode What, string Why) : Incoming;

    public sealed record Clock(TimeSpan Ahead) : Incoming;

    /// What came of a command.
    public sealed record Done(Outcome Outcome, OrderId Order, InstrumentId Instrument, VenueTask Task) : Incoming;

    /// The answer to a question about an order.
    public sealed record Asked(Answer<IReadOnlyList<OrderReport>> Answer, OrderId Order, InstrumentId Instrument) : Incoming;

    /// The venue's books, or why there are none.
    public sealed record Books(Answer<VenueBooks> Answer) : Incoming;

    /// What the venue lists now.
    public sealed record Listed(IReadOnlyList<ListedInstrument> Instruments) : Incoming;

    /// The streams ended by themselves.
    public sealed record Ended(string Why) : Incoming;
}

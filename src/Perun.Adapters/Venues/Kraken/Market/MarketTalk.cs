using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Kraken's public stream: its connections, what is subscribed on each, and when one is of no use. All that is followed is subscribed anew
/// on each connection.
internal sealed class MarketTalk : ISocketTalk
{
    /// Kraken sends a sign of life each second to who has subscribed to anything.
    private static readonly TimeSpan MuteAfter = TimeSpan.FromSeconds(10);

    /// Signs of life alone are no prices.
    private static readonly TimeSpan DullAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);

    private readonly Func<DateTime> _now;
    private readonly WireSamples _samples;
    private readonly int _bookDepth;
    private readonly MarketReader _reader;
    private readonly MarketHearing _hearing;
    private readonly Lock _gate = new();
    private readonly FeedTable _feeds = new();
    private readonly MarketSubscriptions _subscriptions;

    /// <param name="now">By Kraken's clock.</param>
    /// <param name="bookDepth">How deep books are kept; zero takes quotes from the ticker.</param>
    public MarketTalk(Uri address, Func<DateTime> now, int bookDepth, VenueLog log, WireSamples samples)
    {
        (Address, _now, _bookDepth, _samples) = (address, now, bookDepth, samples);
        _subscriptions = new MarketSubscriptions(bookDepth);
        _hearing = new MarketHearing(Name, _feeds, _subscriptions, log);
        _reader = new MarketReader(_hearing);
    }

    public string Name => "Kraken's market stream";

    public Uri Address { get; }

    public VenueMode Mode
    {
        get
        {
            lock (_gate) return _hearing.Mode;
        }
    }

    /// A gap that only a question can fill: from which moment on minutes of which pair are missing.
    public event Action? GapFound
    {
        add => _hearing.GapFound += value;
        remove => _hearing.GapFound -= value;
    }

    /// When something came last, by Kraken's clock.
    public DateTime LastFrame
    {
        get
        {
            lock (_gate) return _hearing.LastFrame;
        }
    }

    public void Hear(IVenueListener listener)
    {
        lock (_gate) _hearing.Listener = listener;
    }

    public MarketFeed? Feed(string symbol)
    {
        lock (_gate) return _feeds.TryFind(symbol, out var feed) ? feed : null;
    }

    public void Follow(IReadOnlyList<(InstrumentId Id, KrakenPair Pair)> followed)
    {
        lock (_gate)
        {
            var wanted = followed.Select(static one => one.Pair.Symbol).ToHashSet(StringComparer.Ordinal);
            var gone = _feeds.All.Where(feed => !wanted.Contains(feed.Symbol)).ToArray();
            foreach (var feed in gone) _feeds.Remove(feed.Symbol);
            _subscriptions.Forget(symbol => !wanted.Contains(symbol));
            var added = new List<MarketFeed>();
            foreach (var (id, pair) in followed)
            {
                if (_feeds.TryFind(pair.Symbol, out var known) && known.Id == id) continue;
                var feed = new MarketFeed(id, pair, _bookDepth);
                _feeds.Add(feed);
                added.Add(feed);
            }
            if (_hearing.Pen is not { } pen) return;
            _subscriptions.Remove(pen, gone);
            _subscriptions.Add(pen, added, _now());
            _hearing.LookWhetherWhole();
        }
    }

    public ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
    {
        lock (_gate)
        {
            _hearing.Begin(pen, _now());
            foreach (var feed in _feeds.All)
            {
                feed.Candles.Doubt();
                feed.Book?.Forget();
                (feed.BookFailures, feed.WhyRefused) = (0, null);
            }
            _subscriptions.Open(pen, _feeds.All, _now());
        }
        return ValueTask.CompletedTask;
    }

    public void Take(ReadOnlySpan<byte> message, SocketPen pen)
    {
        lock (_gate)
        {
            _hearing.LastFrame = _now();
            try
            {
                _reader.Read(message);
            }
            catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
            {
                _samples.Keep(Name, null, message, failure.Message);
            }
        }
    }

    public string? WhyMute(DateTime now, SocketPen pen)
    {
        lock (_gate)
        {
            now = _now();
            if (now - _hearing.LastFrame >= MuteAfter) return $"nothing came for {MuteAfter.TotalSeconds:0} seconds";
            if (_subscriptions.Unanswered > 0 && now - _subscriptions.Since >= AnswersWithin) return $"{_subscriptions.Unanswered} subscriptions were not answered within {AnswersWithin.TotalSeconds:0} seconds";
            if (now - _subscriptions.Since >= 2 * AnswersWithin && _feeds.All.FirstOrDefault(static feed => feed.Candles.AwaitsSnapshot && feed.WhyRefused is null) is { } lacking) return $"the minutes of {lacking.Symbol} did not come with the subscription";
            if (_feeds.Count > 0 && now - _hearing.LastPrice >= DullAfter) return $"signs of life, and no price for {DullAfter.TotalMinutes:0} minutes";
            _hearing.Advance(now);
            return null;
        }
    }

    public void Closed()
    {
        lock (_gate)
        {
            _hearing.End();
            foreach (var feed in _feeds.All) feed.Candles.Doubt();
        }
    }

    /// The pairs that miss minutes, and since when.
    public IReadOnlyList<(MarketFeed Feed, DateTime From)> Gaps()
    {
        lock (_gate) return [.. _feeds.All.Where(static feed => feed.Candles.Gap is not null).Select(static feed => (feed, feed.Candles.Gap!.Value))];
    }

    public void Fill(MarketFeed feed, IReadOnlyList<Bar> minutes)
    {
        lock (_gate) _hearing.Fill(feed, minutes);
    }
}

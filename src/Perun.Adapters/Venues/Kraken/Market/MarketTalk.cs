using System.Text.Json;
using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Kraken's public stream: one-minute candles, quotes from the ticker or from checked books, what state pairs and the whole of Kraken
/// are in. All that is followed is subscribed anew on each connection.
internal sealed class MarketTalk : ISocketTalk, IMarketNews
{
    /// A book that keeps being wrong is given up until the next connection.
    private const int MostBookFailures = 5;

    /// Kraken sends a sign of life each second to who has subscribed to anything.
    private static readonly TimeSpan MuteAfter = TimeSpan.FromSeconds(10);

    /// Signs of life alone are no prices.
    private static readonly TimeSpan DullAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BookIsGoodAfter = TimeSpan.FromMinutes(1);

    private readonly Func<DateTime> _now;
    private readonly VenueLog _log;
    private readonly WireSamples _samples;
    private readonly int _bookDepth;
    private readonly MarketReader _reader;
    private readonly Action<Bar> _tellBar;
    private readonly Lock _gate = new();
    private readonly FeedTable _feeds = new();
    private readonly MarketSubscriptions _subscriptions;
    private IVenueListener? _listener;
    private SocketPen? _pen;
    private MarketFeed? _current;
    private DateTime _lastFrame;
    private DateTime _lastPrice;
    private bool _isWhole;
    private VenueMode _mode = VenueMode.Online;

    /// <param name="now">By Kraken's clock.</param>
    /// <param name="bookDepth">How deep books are kept; zero takes quotes from the ticker.</param>
    public MarketTalk(Uri address, Func<DateTime> now, int bookDepth, VenueLog log, WireSamples samples)
    {
        (Address, _now, _bookDepth, _log, _samples) = (address, now, bookDepth, log, samples);
        _subscriptions = new MarketSubscriptions(bookDepth);
        _reader = new MarketReader(this);
        _tellBar = TellBar;
    }

    public string Name => "Kraken's market stream";

    public Uri Address { get; }

    public VenueMode Mode
    {
        get
        {
            lock (_gate) return _mode;
        }
    }

    /// A gap that only a question can fill: from which moment on minutes of which pair are missing.
    public event Action? GapFound;

    /// When something came last, by Kraken's clock.
    public DateTime LastFrame
    {
        get
        {
            lock (_gate) return _lastFrame;
        }
    }

    public void Hear(IVenueListener listener)
    {
        lock (_gate) _listener = listener;
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
            if (_pen is not { } pen) return;
            _subscriptions.Remove(pen, gone);
            _subscriptions.Add(pen, added, _now());
            LookWhetherWhole(pen);
        }
    }

    public ValueTask OpenedAsync(SocketPen pen, CancellationToken cancel)
    {
        lock (_gate)
        {
            (_pen, _isWhole, _lastFrame, _lastPrice) = (pen, false, _now(), _now());
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
            _lastFrame = _now();
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
            if (now - _lastFrame >= MuteAfter) return $"nothing came for {MuteAfter.TotalSeconds:0} seconds";
            if (_subscriptions.Unanswered > 0 && now - _subscriptions.Since >= AnswersWithin) return $"{_subscriptions.Unanswered} subscriptions were not answered within {AnswersWithin.TotalSeconds:0} seconds";
            if (now - _subscriptions.Since >= 2 * AnswersWithin && _feeds.All.FirstOrDefault(static feed => feed.Candles.AwaitsSnapshot && feed.WhyRefused is null) is { } lacking) return $"the minutes of {lacking.Symbol} did not come with the subscription";
            if (_feeds.Count > 0 && now - _lastPrice >= DullAfter) return $"signs of life, and no price for {DullAfter.TotalMinutes:0} minutes";
            foreach (var feed in _feeds.All)
            {
                _current = feed;
                feed.Candles.Advance(now, _tellBar);
            }
            return null;
        }
    }

    public void Closed()
    {
        lock (_gate)
        {
            (_pen, _isWhole) = (null, false);
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
        lock (_gate)
        {
            _current = feed;
            feed.Candles.Fill(minutes, _tellBar);
            if (_pen is { } pen) LookWhetherWhole(pen);
        }
    }

    void IMarketNews.OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker)
    {
        if (!_feeds.TryFind(symbol, out var feed)) return;
        _lastPrice = _lastFrame;
        if (ticker.Last > 0) feed.Last = ticker.Last;
        Tell(feed, new Quote(ticker.Time ?? _lastFrame, ticker.Bid, ticker.Ask, ticker.BidSize, ticker.AskSize));
    }

    void IMarketNews.OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade)
    {
        if (!_feeds.TryFind(symbol, out var feed)) return;
        _lastPrice = _lastFrame;
        if (trade.Price.ToDouble() is > 0 and var price) feed.Last = price;
    }

    void IMarketNews.OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum)
    {
        if (!_feeds.TryFind(symbol, out var feed) || feed.Book is not { } book) return;
        _lastPrice = _lastFrame;
        switch (book.Take(levels, checksum, isSnapshot))
        {
            case BookState.Broken:
                Renew(feed, book);
                break;
            case BookState.Good:
                if (isSnapshot) feed.BookGoodSince = _lastFrame;
                else if (feed.BookFailures > 0 && _lastFrame - feed.BookGoodSince >= BookIsGoodAfter) feed.BookFailures = 0;
                if (feed.IsBookOut)
                {
                    feed.IsBookOut = false;
                    TellHalt(feed);
                }
                if (book.TryBest(out var bid, out var ask, out var bidSize, out var askSize)) Tell(feed, new Quote(_lastFrame, bid, ask, bidSize, askSize));
                break;
        }
    }

    void IMarketNews.OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot)
    {
        if (minutes != MarketSubscriptions.CandleMinutes || !_feeds.TryFind(symbol, out var feed)) return;
        _lastPrice = _lastFrame;
        _current = feed;
        if (isSnapshot) feed.Candles.TakeSnapshot(candle);
        else feed.Candles.Take(candle, _tellBar);
    }

    void IMarketNews.OnCandlesEnd(bool isSnapshot)
    {
        if (!isSnapshot) return;
        var hasGap = false;
        foreach (var feed in _feeds.All)
        {
            _current = feed;
            feed.Candles.EndSnapshot(_lastFrame, _tellBar);
            hasGap |= feed.Candles.Gap is not null;
        }
        if (hasGap) GapFound?.Invoke();
        if (_pen is { } pen) LookWhetherWhole(pen);
    }

    void IMarketNews.OnPairStatus(ReadOnlySpan<byte> symbol, string? status)
    {
        if (!_feeds.TryFind(symbol, out var feed)) return;
        var now = KrakenPair.StatusOf(status);
        if (now == PairStatus.Closed && status is not ("maintenance" or "delisted" or "work_in_progress")) _log.Warn($"Kraken says that {feed.Symbol} is '{status}', which is not known here: it is taken for closed");
        feed.Status = now;
        TellHalt(feed);
    }

    void IMarketNews.OnSystem(string? status)
    {
        var (mode, why) = SystemMode.Of(status);
        if (mode == _mode) return;
        _mode = mode;
        _listener?.OnMode(mode, why);
    }

    void IMarketNews.OnReply(in StreamReply reply)
    {
        if (_pen is not { } pen) return;
        if (reply.IsGood)
        {
            if (reply.Method == "subscribe" && reply.Channel is { } channel) _subscriptions.Answered(channel, reply.Symbol);
        }
        else if (reply.Error is not null && reply.Method is "subscribe" or null) Refused(reply, pen);
        LookWhetherWhole(pen);
    }

    private void Refused(in StreamReply reply, SocketPen pen)
    {
        var error = reply.Error!;
        if (reply.Symbol is { } symbol && _feeds.TryFind(symbol, out var feed))
        {
            _subscriptions.Forget(waiting => waiting == symbol);
            if (error.Contains("Already subscribed", StringComparison.OrdinalIgnoreCase)) return;
            feed.WhyRefused = $"Kraken's stream does not have it ({error})";
            TellHalt(feed);
            return;
        }
        _log.Warn($"{Name}: a subscription was refused: {error}");
        // Which one is not told: where anything stays unanswered, the connection is made anew.
        if (error.Contains("limit", StringComparison.OrdinalIgnoreCase)) pen.Leave($"too many subscriptions at once ({error})", TimeSpan.FromSeconds(10));
    }

    /// The book is dropped and asked for anew, a few times.
    private void Renew(MarketFeed feed, KrakenBook book)
    {
        book.Forget();
        feed.BookFailures++;
        feed.IsBookOut = true;
        TellHalt(feed);
        var isAskedAgain = feed.BookFailures <= MostBookFailures;
        _log.Warn($"the book of {feed.Symbol} does not agree with Kraken's check ({feed.BookFailures} in a row){(isAskedAgain ? "" : "; it is given up until the next connection")}");
        if (_pen is { } pen) _subscriptions.RenewBook(pen, feed.Symbol, isAskedAgain);
    }

    private void LookWhetherWhole(SocketPen pen)
    {
        var isWhole = _subscriptions.Unanswered == 0 && _feeds.All.All(static feed => feed.Candles is { Gap: null, AwaitsSnapshot: false } || feed.WhyRefused is not null);
        if (isWhole == _isWhole) return;
        _isWhole = isWhole;
        pen.Tell(isWhole ? StreamState.Whole : StreamState.Opening, isWhole ? $"{_feeds.Count} pairs are followed" : "not all pairs are followed yet");
    }

    private void TellBar(Bar bar)
    {
        if (_current is { } feed) _listener?.OnBar(feed.Id, bar);
    }

    private void Tell(MarketFeed feed, in Quote quote)
    {
        if (quote.IsSane && feed.WhyRefused is null) _listener?.OnQuote(feed.Id, quote);
    }

    private void TellHalt(MarketFeed feed)
    {
        if (feed.WhyHalted == feed.ToldHalt) return;
        feed.ToldHalt = feed.WhyHalted;
        _listener?.OnHalt(feed.Id, feed.ToldHalt is not null, feed.ToldHalt ?? "Kraken trades it again");
    }
}

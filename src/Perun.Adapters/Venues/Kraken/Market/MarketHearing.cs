using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Adapters.Venues.Wire;
using Perun.Core.Bars;
using Perun.Engine.Venues;

namespace Perun.Adapters.Venues.Kraken.Market;

/// What Kraken's public stream says, taken in and told on: one-minute candles, quotes from the ticker or from checked books, what state pairs
/// and the whole of Kraken are in. Whoever calls holds the stream's gate.
/// <param name="name">Of the stream, for the log.</param>
internal sealed class MarketHearing(string name, FeedTable feeds, MarketSubscriptions subscriptions, VenueLog log) : IMarketNews
{
    /// A book that keeps being wrong rests for a while: its pair can't be left meanwhile, so it is never given up.
    private const int MostBookFailures = 5;

    private static readonly TimeSpan BookRests = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BookIsGoodAfter = TimeSpan.FromMinutes(1);

    private MarketFeed? _current;
    private Action<Bar>? _told;
    private bool _isWhole;

    /// Minutes of some pair are missing, and only a question can bring them.
    public event Action? GapFound;

    public IVenueListener? Listener { get; set; }

    /// Of the connection that stands; null while none does.
    public SocketPen? Pen { get; private set; }

    public VenueMode Mode { get; private set; } = VenueMode.Online;

    /// When something came last, by Kraken's clock.
    public DateTime LastFrame { get; set; }

    /// When a price came last.
    public DateTime LastPrice { get; private set; }

    private Action<Bar> Told => _told ??= TellBar;

    public void Begin(SocketPen pen, DateTime now) => (Pen, _isWhole, LastFrame, LastPrice) = (pen, false, now, now);

    public void End() => (Pen, _isWhole) = (null, false);

    /// Time passes: minutes may be over without a word.
    public void Advance(DateTime now)
    {
        foreach (var feed in feeds.All)
        {
            _current = feed;
            feed.Candles.Advance(now, Told);
            if (!feed.IsBookOut || now - feed.BookAskedAt < BookRests || Pen is not { } pen) continue;
            feed.BookAskedAt = now;
            subscriptions.RenewBook(pen, feed.Symbol, isAskedAgain: true);
        }
    }

    public void Fill(MarketFeed feed, IReadOnlyList<Bar> minutes)
    {
        _current = feed;
        feed.Candles.Fill(minutes, Told);
        LookWhetherWhole();
    }

    /// Whether all that is followed is subscribed and without gaps, which is told where it changes.
    public void LookWhetherWhole()
    {
        if (Pen is not { } pen) return;
        var isWhole = subscriptions.Unanswered == 0 && feeds.All.All(static feed => feed.Candles is { Gap: null, AwaitsSnapshot: false } || feed.WhyRefused is not null);
        if (isWhole == _isWhole) return;
        _isWhole = isWhole;
        pen.Tell(isWhole ? StreamState.Whole : StreamState.Opening, isWhole ? $"{feeds.Count} pairs are followed" : "not all pairs are followed yet");
    }

    void IMarketNews.OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker)
    {
        if (!feeds.TryFind(symbol, out var feed)) return;
        LastPrice = LastFrame;
        if (ticker.Last > 0) feed.Last = ticker.Last;
        Tell(feed, new Quote(ticker.Time ?? LastFrame, ticker.Bid, ticker.Ask, ticker.BidSize, ticker.AskSize));
    }

    void IMarketNews.OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade)
    {
        if (!feeds.TryFind(symbol, out var feed)) return;
        LastPrice = LastFrame;
        if (trade.Price.ToDouble() is > 0 and var price) feed.Last = price;
    }

    void IMarketNews.OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum)
    {
        if (!feeds.TryFind(symbol, out var feed) || feed.Book is not { } book) return;
        LastPrice = LastFrame;
        switch (book.Take(levels, checksum, isSnapshot))
        {
            case BookState.Broken:
                Renew(feed, book);
                break;
            case BookState.Good:
                if (isSnapshot) feed.BookGoodSince = LastFrame;
                else if (feed.BookFailures > 0 && LastFrame - feed.BookGoodSince >= BookIsGoodAfter) feed.BookFailures = 0;
                if (feed.IsBookOut)
                {
                    feed.IsBookOut = false;
                    TellHalt(feed);
                }
                if (book.TryBest(out var bid, out var ask, out var bidSize, out var askSize)) Tell(feed, new Quote(LastFrame, bid, ask, bidSize, askSize));
                break;
        }
    }

    void IMarketNews.OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot)
    {
        if (minutes != MarketSubscriptions.CandleMinutes || !feeds.TryFind(symbol, out var feed)) return;
        LastPrice = LastFrame;
        _current = feed;
        if (isSnapshot) feed.Candles.TakeSnapshot(candle);
        else feed.Candles.Take(candle, Told);
    }

    void IMarketNews.OnCandlesEnd(bool isSnapshot)
    {
        if (!isSnapshot) return;
        var hasGap = false;
        foreach (var feed in feeds.All)
        {
            _current = feed;
            feed.Candles.EndSnapshot(LastFrame, Told);
            hasGap |= feed.Candles.Gap is not null;
        }
        if (hasGap) GapFound?.Invoke();
        LookWhetherWhole();
    }

    void IMarketNews.OnPairStatus(ReadOnlySpan<byte> symbol, string? status)
    {
        if (!feeds.TryFind(symbol, out var feed)) return;
        var now = KrakenPair.StatusOf(status);
        if (now == PairStatus.Closed && status is not ("maintenance" or "delisted" or "work_in_progress")) log.Warn($"Kraken says that {feed.Symbol} is '{status}', which is not known here: it is taken for closed");
        feed.Status = now;
        TellHalt(feed);
    }

    void IMarketNews.OnSystem(string? status)
    {
        var (mode, why) = SystemMode.Of(status);
        if (mode == Mode) return;
        Mode = mode;
        Listener?.OnMode(mode, why);
    }

    void IMarketNews.OnReply(in StreamReply reply)
    {
        if (Pen is not { } pen) return;
        if (reply.IsGood)
        {
            if (reply.Method == "subscribe" && reply.Channel is { } channel) subscriptions.Answered(channel, reply.Symbol);
        }
        else if (reply.Error is not null && reply.Method is "subscribe" or null) Refused(reply, pen);
        LookWhetherWhole();
    }

    private void Refused(in StreamReply reply, SocketPen pen)
    {
        var error = reply.Error!;
        if (reply.Symbol is { } symbol && feeds.TryFind(symbol, out var feed))
        {
            subscriptions.Forget(waiting => waiting == symbol);
            if (error.Contains("Already subscribed", StringComparison.OrdinalIgnoreCase)) return;
            feed.WhyRefused = $"Kraken's stream does not have it ({error})";
            TellHalt(feed);
            return;
        }
        log.Warn($"{name}: a subscription was refused: {error}");
        // Which one is not told: where anything stays unanswered, the connection is made anew.
        if (error.Contains("limit", StringComparison.OrdinalIgnoreCase)) pen.Leave($"too many subscriptions at once ({error})", TimeSpan.FromSeconds(10));
    }

    /// The book is dropped and asked for anew, a few times at once and then now and then.
    private void Renew(MarketFeed feed, KrakenBook book)
    {
        book.Forget();
        feed.BookFailures++;
        feed.IsBookOut = true;
        feed.BookAskedAt = LastFrame;
        TellHalt(feed);
        var isAskedAgain = feed.BookFailures <= MostBookFailures;
        log.Warn($"the book of {feed.Symbol} does not agree with Kraken's check ({feed.BookFailures} in a row){(isAskedAgain ? "" : $"; it is asked for again in {BookRests.TotalMinutes:0} minutes")}");
        if (Pen is { } pen) subscriptions.RenewBook(pen, feed.Symbol, isAskedAgain);
    }

    private void TellBar(Bar bar)
    {
        if (_current is { } feed) Listener?.OnBar(feed.Id, bar);
    }

    private void Tell(MarketFeed feed, in Quote quote)
    {
        if (quote.IsSane && feed.WhyRefused is null) Listener?.OnQuote(feed.Id, quote);
    }

    private void TellHalt(MarketFeed feed)
    {
        if (feed.WhyHalted == feed.ToldHalt) return;
        feed.ToldHalt = feed.WhyHalted;
        Listener?.OnHalt(feed.Id, feed.ToldHalt is not null, feed.ToldHalt ?? "Kraken trades it again");
    }
}

using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.VenueServers.Floor;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Sockets;

/// Hands what happens in the market and in accounts to the connections that want it. Under the floor's gate throughout.
internal sealed class KrakenHub : IFloorListener, IAccountListener
{
    private readonly KrakenVenue _venue;
    private readonly List<KrakenSession> _sessions = [];
    private readonly List<(KrakenAccount Account, string Channel, string Subject, byte[] Item, OrderEvent? What)> _outbox = [];
    private int _holds;

    public KrakenHub(KrakenVenue venue)
    {
        _venue = venue;
        Messages = new MarketMessages(venue);
        venue.Floor.Listen(this);
        foreach (var account in venue.Accounts) account.Listener = this;
        venue.ModeChanged = TellMode;
    }

    public MarketMessages Messages { get; }

    public void Join(KrakenSession session) => _sessions.Add(session);

    public void Leave(KrakenSession session) => _sessions.Remove(session);

    /// Accounts' news waits until the answer to the one who caused it is on its way.
    public void Hold() => _holds++;

    public void Release()
    {
        _holds--;
        Flush();
    }

    /// The venue's mode, or a pair's, has changed.
    private void TellMode(KrakenPair? pair)
    {
        foreach (var session in _sessions)
        {
            if (pair is null) session.TellStatus();
            if (session.Find("instrument", null) is not null) session.Tell(Messages.Instruments("update", pair is null ? _venue.Listing.Pairs : [pair]), $"instrument update {pair?.Symbol}");
        }
    }

    public void OnPrint(InstrumentId instrument, in Print print, in Quote quote)
    {
        if (_sessions.Count == 0) return;
        var (pair, printed) = (_venue.Listing[instrument], print);
        byte[]? trade = null, ticker = null;
        Dictionary<int, byte[]> candles = [];
        foreach (var session in _sessions)
        {
            foreach (var wanted in session.Subscriptions)
            {
                if (wanted.Pair != pair) continue;
                switch (wanted.Channel)
                {
                    case "trade": session.Tell(trade ??= Messages.Trades(pair, "update", [printed]), $"trade update {pair.Symbol}"); break;
                    case "ticker": session.Tell(ticker ??= Messages.Ticker(pair, "update"), $"ticker update {pair.Symbol}"); break;
                    case "book": session.TellBook(wanted, "update"); break;
                    case "ohlc":
                        if (!candles.TryGetValue(wanted.Interval, out var candle)) candles.Add(wanted.Interval, candle = Messages.Candles(pair, "update", wanted.Interval, _venue.Tape.Candles(pair.Id, wanted.Interval, 1, printed.Time.AddTicks(-1))));
                        session.Tell(candle, $"ohlc update {pair.Symbol}");
                        break;
                    default: break;
                }
            }
        }
    }

    public void OnMinute(InstrumentId instrument, in Bar minute, DateTime now)
    {
    }

    public void OnNews(NewsItem item)
    {
    }

    public void OnHalt(InstrumentId instrument, bool isHalted, DateTime now) => TellMode(_venue.Listing[instrument]);

    public void OnOpening(DateTime now)
    {
    }

    public void OnTime(DateTime now)
    {
    }

    public void OnOrder(KrakenAccount account, KrakenOrder order, OrderEvent what, KrakenTrade? trade, DateTime now)
    {
        if (_sessions.Exists(session => session.Account == account))
            _outbox.Add((account, "executions", $"executions {AccountMessages.Word(what)} {order.Pair.Symbol}", AccountMessages.OfOrder(account, order, what, trade, now), what));
    }

    public void OnLedger(KrakenAccount account, LedgerEntry entry)
    {
        if (_sessions.Exists(session => session.Account == account)) _outbox.Add((account, "balances", $"balances update {entry.Asset.Symbol}", AccountMessages.OfLedger(entry), null));
    }

    public void OnSettled(KrakenAccount account) => Flush();

    private void Flush()
    {
        if (_holds > 0 || _outbox.Count == 0) return;
        var waiting = _outbox.ToList();
        _outbox.Clear();
        foreach (var (account, channel, subject, item, what) in waiting)
        {
            var isLost = channel == "executions" && _venue.Faults.Strike(StreamFaults.DropSilently, subject, _venue.Elapsed) is not null;
            foreach (var session in _sessions)
            {
                if (isLost || session.Account != account || session.Find(channel, null) is not { } wanted) continue;
                if (!wanted.WantsStatus && what is OrderEvent.PendingNew or OrderEvent.Status or OrderEvent.Amended) continue;
                session.Tell(AccountMessages.Frame(channel, "update", [item], ++wanted.Sequence), subject);
            }
        }
    }
}

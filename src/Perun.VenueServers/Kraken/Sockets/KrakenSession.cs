using System.Net.WebSockets;
using Perun.VenueServers.Hosting;
using Perun.VenueServers.Kraken.Accounts;
using Perun.VenueServers.Kraken.Books;
using Perun.VenueServers.Kraken.Faults;
using Perun.VenueServers.Kraken.Keys;
using Perun.VenueServers.Kraken.Listing;
using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Sockets;

/// One client's connection, public or private: what it has subscribed to, and what it asks for.
internal sealed class KrakenSession(KrakenVenue venue, KrakenHub hub, LiveSocket socket, FrameSender sender, bool isPrivate, long number)
{
    private readonly List<Subscription> _subscriptions = [];
    private readonly SocketTrading _trading = new(venue);
    private string? _token;

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// Whose news it hears; null until it showed a token.
    public KrakenAccount? Account { get; private set; }

    public Subscription? Find(string channel, KrakenPair? pair) => _subscriptions.Find(wanted => wanted.Channel == channel && wanted.Pair == pair);

    public void Greet()
    {
        TellStatus();
        hub.Join(this);
    }

    public void TellStatus() => sender.Answer(hub.Messages.Status(number), isBinary: false);

    /// Once a second while anything is subscribed to.
    public void Beat()
    {
        if (_subscriptions.Count > 0) Tell(MarketMessages.Heartbeat, "heartbeat");
    }

    public void Tell(byte[] message, string subject) => sender.Tell(message, isBinary: false, subject);

    public void TellBook(Subscription wanted, string type)
    {
        var (pair, feed) = (wanted.Pair!, wanted.Book!);
        var (bids, asks) = (venue.BookOf(pair, isAsk: false, feed.Depth), venue.BookOf(pair, isAsk: true, feed.Depth));
        var subject = $"book {type} {pair.Symbol}";
        if (type == "snapshot" && venue.Faults.Strike(StreamFaults.EarlyDelta, subject, venue.Elapsed) is not null)
            Tell(MarketMessages.Book(pair, "update", new BookChange([bids[0]], [], 1), venue.Now), "book update");
        if (venue.Faults.Strike(StreamFaults.Crossed, subject, venue.Elapsed) is not null) bids = [new BookLevel(asks[^1].Price, asks[0].Quantity), .. bids[..^1]];
        var change = type == "snapshot" ? feed.Snapshot(bids, asks) : feed.Follow(bids, asks);
        if (change.IsEmpty) return;
        if (type == "update" && venue.Faults.Strike(StreamFaults.BadChecksum, subject, venue.Elapsed) is not null) change = change with { Checksum = change.Checksum ^ 1 };
        Tell(MarketMessages.Book(pair, type, change, venue.Now), subject);
    }

    public void Leave() => hub.Leave(this);

    public void Take(ReadOnlyMemory<byte> message)
    {
        lock (venue.Floor.Gate) TakeAsked(message);
    }

    private void TakeAsked(ReadOnlyMemory<byte> message)
    {
        Fields body;
        try
        {
            body = Fields.OfJson(message.Span);
        }
        catch (RefusedException)
        {
            Say(new SocketAnswer("Malformed request"), null);
            return;
        }
        var (method, request) = (body.Text("method"), body.Text("req_id"));
        var parameters = body.Within("params");
        hub.Hold();
        try
        {
            foreach (var answer in Answers(method, parameters)) Say(answer with { Method = method }, request);
        }
        catch (RefusedException refused)
        {
            Say(new SocketAnswer(refused.Message) { Method = method }, request);
        }
        finally
        {
            hub.Release();
        }
        if (method == "unsubscribe" && _subscriptions.Count == 0) socket.Close(WebSocketCloseStatus.NormalClosure);
    }

    private IEnumerable<SocketAnswer> Answers(string? method, Fields parameters)
    {
        switch (method)
        {
            case "ping": return [new SocketAnswer { IsPong = true }];
            case "subscribe": return Subscribe(parameters);
            case "unsubscribe": return Unsubscribe(parameters);
            case { } other when SocketTrading.Knows(other):
                if (!isPrivate) throw new RefusedException("Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com");
                var (account, key) = Known(parameters);
                key.Need(ApiPermission.Modify);
                if (venue.RefusalFor(RestFaults.Before, other) is { } instead) throw new RefusedException(instead);
                var answers = _trading.Answers(other, account, parameters).ToList();
                return venue.RefusalFor(RestFaults.After, other) is { } after ? throw new RefusedException(after) : answers;
            default: throw new RefusedException("Unsupported method");
        }
    }

    private IEnumerable<SocketAnswer> Subscribe(Fields parameters)
    {
        var channel = parameters.Needed("channel");
        var isOfAccount = channel is "executions" or "balances";
        if (isOfAccount && !isPrivate) throw new RefusedException("Private data and trading are unavailable on this endpoint. Try ws-auth.kraken.com");
        if (!isOfAccount && isPrivate) throw new RefusedException("Public market data subscriptions are unavailable on this endpoint");
        if (isOfAccount) return [SubscribeAccount(channel, parameters)];
        if (channel == "instrument") return [Add(new Subscription(channel, null), parameters, () => Tell(hub.Messages.Instruments("snapshot", venue.Listing.Pairs), "instrument snapshot"))];
        if (channel is not ("ticker" or "book" or "ohlc" or "trade")) throw new RefusedException("Channel not supported");
        var symbols = parameters.List("symbol");
        if (symbols.Count == 0) throw new RefusedException("Symbol(s) not found");
        return symbols.Select(symbol => SubscribePair(channel, symbol, parameters));
    }

    private SocketAnswer SubscribePair(string channel, string symbol, Fields parameters)
    {
        if (!venue.Listing.TryFindSymbol(symbol, out var pair)) return new SocketAnswer($"Currency pair not supported {symbol}") { Symbol = symbol };
        var depth = (int)(parameters.Whole("depth") ?? 10);
        var interval = (int)(parameters.Whole("interval") ?? 1);
        if (channel == "book" && depth is not (10 or 25 or 100 or 500 or 1000)) return new SocketAnswer("Subscription depth not supported") { Symbol = symbol };
        if (channel == "ohlc" && !Market.Tape.Intervals.Contains(interval)) return new SocketAnswer("Subscription ohlc interval not supported") { Symbol = symbol };
        var wanted = new Subscription(channel, pair) { Interval = channel == "ohlc" ? interval : 0, Book = channel == "book" ? new BookFeed(pair, depth) : null };
        return Add(wanted, parameters, () => TellFirst(wanted));
    }

    private SocketAnswer Add(Subscription wanted, Fields parameters, Action tellFirst)
    {
        if (_subscriptions.Exists(wanted.IsLike)) return new SocketAnswer("Already subscribed") { Symbol = wanted.Pair?.Symbol };
        _subscriptions.Add(wanted);
        var wantsFirst = parameters.Flag("snapshot", otherwise: wanted.Channel != "trade");
        return new SocketAnswer
        {
            Symbol = wanted.Pair?.Symbol,
            Result = json =>
            {
                json.WriteString("channel", wanted.Channel);
                if (wanted.Book is { } book) json.WriteNumber("depth", book.Depth);
                if (wanted.Channel == "ohlc") json.WriteNumber("interval", wanted.Interval);
                if (wanted.Channel == "ticker") json.WriteString("event_trigger", parameters.Text("event_trigger") ?? "trades");
                json.WriteBoolean("snapshot", wantsFirst);
                if (wanted.Pair is { } pair) json.WriteString("symbol", pair.Symbol);
            },
            // A book has to start from a whole one, whether its subscriber wants to see that or not.
            Then = wantsFirst || wanted.Channel == "book" ? tellFirst : null,
        };
    }

    private void TellFirst(Subscription wanted)
    {
        const int candles = 120, trades = 50;
        var pair = wanted.Pair!;
        switch (wanted.Channel)
        {
            case "ticker": Tell(hub.Messages.Ticker(pair, "snapshot"), $"ticker snapshot {pair.Symbol}"); break;
            case "ohlc": Tell(hub.Messages.Candles(pair, "snapshot", wanted.Interval, venue.Tape.Candles(pair.Id, wanted.Interval, candles, venue.Now)), $"ohlc snapshot {pair.Symbol}"); break;
            case "trade": Tell(hub.Messages.Trades(pair, "snapshot", [.. venue.Floor.Record.PrintsOf(pair.Id).TakeLast(trades)]), $"trade snapshot {pair.Symbol}"); break;
            default: TellBook(wanted, "snapshot"); break;
        }
    }

    private SocketAnswer SubscribeAccount(string channel, Fields parameters)
    {
        var (account, key) = Known(parameters);
        key.Need(channel == "balances" ? ApiPermission.QueryFunds : ApiPermission.QueryOpen);
        Account = account;
        var wanted = new Subscription(channel, null) { WantsStatus = parameters.Flag("order_status", otherwise: true) };
        if (_subscriptions.Exists(wanted.IsLike)) throw new RefusedException("Already subscribed");
        _subscriptions.Add(wanted);
        var (withOrders, withTrades) = (parameters.Flag("snap_orders", otherwise: true), parameters.Flag("snap_trades"));
        return new SocketAnswer
        {
            Result = json =>
            {
                json.WriteString("channel", channel);
                if (channel == "executions")
                {
                    json.WriteNumber("maxratecount", account.Limits.TradingMost);
                    json.WriteBoolean("snap_orders", withOrders);
                    json.WriteBoolean("snap_trades", withTrades);
                }
                json.WriteBoolean("snapshot", channel == "balances" ? parameters.Flag("snapshot", otherwise: true) : withOrders || withTrades);
            },
            Then = () => TellAccount(wanted, account, withOrders, withTrades, parameters.Flag("snapshot", otherwise: true)),
        };
    }

    private void TellAccount(Subscription wanted, KrakenAccount account, bool withOrders, bool withTrades, bool withBalances)
    {
        const int trades = 50;
        if (wanted.Channel == "balances")
        {
            if (withBalances) Snapshot([.. account.Balances.Select(static held => AccountMessages.OfBalance(held.Asset, held.Balance))]);
            return;
        }
        if (withTrades) Snapshot([.. account.Trades.TakeLast(trades).Select(trade => AccountMessages.OfOrder(account, trade.Order, OrderEvent.Trade, trade, trade.Time))]);
        if (withOrders) Snapshot([.. account.Open.Select(order => AccountMessages.OfOpen(account, order))]);

        void Snapshot(List<byte[]> items) => Tell(AccountMessages.Frame(wanted.Channel, "snapshot", items, ++wanted.Sequence), $"{wanted.Channel} snapshot");
    }

    private IEnumerable<SocketAnswer> Unsubscribe(Fields parameters)
    {
        var channel = parameters.Needed("channel");
        var symbols = parameters.List("symbol");
        if (symbols.Count == 0) return [Remove(channel, null, 0)];
        var interval = channel == "ohlc" ? (int)(parameters.Whole("interval") ?? 1) : 0;
        return symbols.Select(symbol => Remove(channel, symbol, interval)).ToList();
    }

    private SocketAnswer Remove(string channel, string? symbol, int interval) =>
        _subscriptions.RemoveAll(wanted => wanted.Channel == channel && wanted.Pair?.Symbol == symbol && wanted.Interval == interval) == 0
            ? new SocketAnswer("Subscription Not Found") { Symbol = symbol }
            : new SocketAnswer
            {
                Symbol = symbol,
                Result = json =>
                {
                    json.WriteString("channel", channel);
                    if (symbol is not null) json.WriteString("symbol", symbol);
                },
            };

    private (KrakenAccount Account, ApiKey Key) Known(Fields parameters)
    {
        if (venue.Faults.Strike(StreamFaults.TokenExpired, "token", venue.Elapsed) is not null) venue.Tokens.Forget();
        var token = parameters.Text("token");
        var known = venue.Tokens.Find(token, token == _token, venue.Now);
        _token = token;
        return known;
    }

    private void Say(SocketAnswer answer, string? request)
    {
        sender.Answer(answer.Body(request, venue.ClockTime), isBinary: false);
        answer.Then?.Invoke();
    }
}

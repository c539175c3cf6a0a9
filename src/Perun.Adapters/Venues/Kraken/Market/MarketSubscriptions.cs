using System.Text.Json;
using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken.Market;

/// What is asked on the public stream for each pair, and what of it was not answered yet.
/// <param name="bookDepth">Zero for quotes from the ticker.</param>
internal sealed class MarketSubscriptions(int bookDepth)
{
    public const int CandleMinutes = 1;

    private const int SymbolsPerMessage = 100;
    private const string Instruments = "instrument";

    private readonly HashSet<(string Channel, string Symbol)> _unanswered = [];
    private long _requests;

    public int Unanswered => _unanswered.Count;

    /// When something was asked last.
    public DateTime Since { get; private set; }

    /// A connection begins: everything is asked.
    public void Open(SocketPen pen, IReadOnlyCollection<MarketFeed> feeds, DateTime now)
    {
        _unanswered.Clear();
        _unanswered.Add((Instruments, ""));
        pen.Send(StreamWords.Subscribe(++_requests, Instruments, []));
        Add(pen, feeds, now);
    }

    public void Add(SocketPen pen, IReadOnlyCollection<MarketFeed> feeds, DateTime now)
    {
        Since = now;
        Ask(feeds, (channel, symbols, more) =>
        {
            foreach (var symbol in symbols) _unanswered.Add((channel, symbol));
            pen.Send(StreamWords.Subscribe(++_requests, channel, symbols, more));
        });
    }

    public void Remove(SocketPen pen, IReadOnlyCollection<MarketFeed> feeds) =>
        Ask(feeds, (channel, symbols, more) => pen.Send(StreamWords.Unsubscribe(++_requests, channel, symbols, more)));

    /// A book is let go, and asked for anew where that may help now.
    public void RenewBook(SocketPen pen, string symbol, bool isAskedAgain)
    {
        pen.Send(StreamWords.Unsubscribe(++_requests, "book", [symbol], WriteDepth));
        if (isAskedAgain) pen.Send(StreamWords.Subscribe(++_requests, "book", [symbol], WriteDepth));
    }

    public void Answered(string channel, string? symbol) => _unanswered.Remove((channel, symbol ?? ""));

    /// Nothing more is expected for these.
    public void Forget(Predicate<string> symbol) => _unanswered.RemoveWhere(waiting => waiting.Symbol.Length > 0 && symbol(waiting.Symbol));

    private void Ask(IReadOnlyCollection<MarketFeed> feeds, Action<string, string[], Action<Utf8JsonWriter>?> ask)
    {
        foreach (var some in feeds.Select(static feed => feed.Symbol).Chunk(SymbolsPerMessage))
        {
            ask("ohlc", some, static writer => writer.WriteNumber("interval", CandleMinutes));
            if (bookDepth == 0)
            {
                ask("ticker", some, static writer => writer.WriteString("event_trigger", "bbo"));
                continue;
            }
            ask("book", some, WriteDepth);
            ask("trade", some, null);
        }
    }

    private void WriteDepth(Utf8JsonWriter writer) => writer.WriteNumber("depth", bookDepth);
}

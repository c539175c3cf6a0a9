using System.Text;
using Perun.Adapters.Venues.Kraken.Market;
using Perun.Core.Bars;

namespace Perun.Venues.Tests.Kraken;

/// Everything that a reader of market messages told.
internal sealed class CollectedNews : IMarketNews
{
    public delegate void BookMessage(string symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum);

    public BookMessage? OnBookMessage { get; set; }

    public List<(string Symbol, TradePrint Trade)> Trades { get; } = [];

    public List<(string Symbol, TickerPrint Ticker)> Tickers { get; } = [];

    public List<(string Symbol, int Minutes, Bar Candle, bool IsSnapshot)> Candles { get; } = [];

    public List<(string Symbol, string? Status)> Pairs { get; } = [];

    public List<string?> Systems { get; } = [];

    public List<StreamReply> Replies { get; } = [];

    public int Books { get; private set; }

    public void OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum)
    {
        Books++;
        OnBookMessage?.Invoke(Encoding.UTF8.GetString(symbol), isSnapshot, levels, checksum);
    }

    public void OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade) => Trades.Add((Encoding.UTF8.GetString(symbol), trade));

    public void OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker) => Tickers.Add((Encoding.UTF8.GetString(symbol), ticker));

    public void OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot) => Candles.Add((Encoding.UTF8.GetString(symbol), minutes, candle, isSnapshot));

    public void OnCandlesEnd(bool isSnapshot)
    {
    }

    public void OnPairStatus(ReadOnlySpan<byte> symbol, string? status) => Pairs.Add((Encoding.UTF8.GetString(symbol), status));

    public void OnSystem(string? status) => Systems.Add(status);

    public void OnReply(in StreamReply reply) => Replies.Add(reply);
}

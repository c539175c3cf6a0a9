using Perun.Core.Bars;

namespace Perun.Adapters.Venues.Kraken.Market;

/// Hears what messages of the market streams hold. Symbols are Kraken's own letters, to be looked up without making a text of them.
internal interface IMarketNews
{
    void OnBook(ReadOnlySpan<byte> symbol, bool isSnapshot, ReadOnlySpan<BookLevel> levels, uint checksum);

    void OnTrade(ReadOnlySpan<byte> symbol, in TradePrint trade);

    void OnTicker(ReadOnlySpan<byte> symbol, in TickerPrint ticker);

    /// A candle as it stands: the last one told may still change.
    void OnCandle(ReadOnlySpan<byte> symbol, int minutes, in Bar candle, bool isSnapshot);

    /// The whole of a snapshot or of an update of candles has been told.
    void OnCandlesEnd(bool isSnapshot);

    void OnPairStatus(ReadOnlySpan<byte> symbol, string? status);

    /// All of Kraken: online, maintenance, cancel_only, post_only.
    void OnSystem(string? status);

    void OnReply(in StreamReply reply);
}

/// <param name="Time">Null where it is not told.</param>
internal readonly record struct TradePrint(Fixed Price, Fixed Quantity, bool IsSell, long TradeId, DateTime? Time);

internal readonly record struct TickerPrint(double Bid, double BidSize, double Ask, double AskSize, double Last, DateTime? Time);

/// What became of something that was asked on a stream.
internal readonly record struct StreamReply(string? Method, long RequestId, bool IsGood, string? Error, string? Channel, string? Symbol);

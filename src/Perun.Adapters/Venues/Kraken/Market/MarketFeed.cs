using Perun.Adapters.Venues.Kraken.Pairs;
using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Kraken.Market;

/// What is known of the market of one pair that is followed.
internal sealed class MarketFeed(InstrumentId id, KrakenPair pair, int bookDepth)
{
    public InstrumentId Id => id;

    public KrakenPair Pair => pair;

    public string Symbol => pair.Symbol;

    public CandleTrack Candles { get; } = new();

    /// Null where quotes come from the ticker.
    public KrakenBook? Book { get; } = bookDepth > 0 ? new KrakenBook(pair.PriceDecimals, pair.LotDecimals, bookDepth) : null;

    /// How often in a row the book had to be asked for anew.
    public int BookFailures { get; set; }

    public DateTime BookGoodSince { get; set; }

    public bool IsBookOut { get; set; }

    /// When it was last asked for because it was out.
    public DateTime BookAskedAt { get; set; }

    public PairStatus Status { get; set; } = pair.Status;

    /// The stream does not have it.
    public string? WhyRefused { get; set; }

    /// Why it can't be traded now, as it was last told; null where it can.
    public string? ToldHalt { get; set; }

    public double Last { get; set; }

    public string? WhyHalted =>
        WhyRefused ?? (IsBookOut ? "its book at Kraken is being read anew" : Status switch
        {
            PairStatus.Online => null,
            PairStatus.PostOnly => "Kraken takes only orders that rest",
            PairStatus.LimitOnly => "Kraken takes only orders with a limit",
            PairStatus.ReduceOnly => "Kraken takes only what makes positions smaller",
            PairStatus.CancelOnly => "Kraken takes only cancellations",
            _ => "Kraken does not trade it now",
        });
}

using Perun.Core.Instruments;

namespace Perun.Adapters.Venues.Kraken.Pairs;

/// What may be done with a pair now.
internal enum PairStatus
{
    Online,
    PostOnly,
    LimitOnly,
    ReduceOnly,
    CancelOnly,

    /// Listed, and not traded: in maintenance, delisted, or in a state that nobody here knows.
    Closed,
}

/// A pair, and the names Kraken has for it.
/// <param name="Key">In answers about trades and prices: XXBTZUSD.</param>
/// <param name="Altname">In answers about orders: XBTUSD.</param>
/// <param name="BaseCode">What is bought and sold, as balances name it: XXBT.</param>
internal sealed record KrakenPair(string Key, string Altname, string BaseCode, string QuoteCode, int PriceDecimals, int LotDecimals, PairStatus Status, Instrument Instrument)
{
    public string Symbol => Instrument.Symbol;

    public static PairStatus StatusOf(string? word) => word switch
    {
        "online" => PairStatus.Online,
        "post_only" => PairStatus.PostOnly,
        "limit_only" => PairStatus.LimitOnly,
        "reduce_only" => PairStatus.ReduceOnly,
        "cancel_only" => PairStatus.CancelOnly,
        _ => PairStatus.Closed,
    };
}

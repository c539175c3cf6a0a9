using System.Text.Json;
using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Kraken.Rest;

// Kraken's answers as they travel. Everything that comes is nullable; numbers come as texts mostly, and as numbers now and then.

internal sealed record KrakenAnswer<T>(IReadOnlyList<string?>? Error, T? Result) where T : class;

internal sealed record ClockRow(long Unixtime);

internal sealed record SystemRow(string? Status);

internal sealed record AssetRow(string? Altname, string? Aclass, int? Decimals, string? Status);

internal sealed record PairRow
{
    public string? Altname { get; init; }

    public string? Wsname { get; init; }

    public string? AclassBase { get; init; }

    public string? Base { get; init; }

    public string? Quote { get; init; }

    public int? PairDecimals { get; init; }

    public int? LotDecimals { get; init; }

    public int? LotMultiplier { get; init; }

    public decimal? TickSize { get; init; }

    public decimal? Ordermin { get; init; }

    public decimal? Costmin { get; init; }

    public string? Status { get; init; }

    /// Pairs of a volume and a rate in percent.
    public IReadOnlyList<IReadOnlyList<decimal>?>? Fees { get; init; }

    public IReadOnlyList<IReadOnlyList<decimal>?>? FeesMaker { get; init; }
}

/// <param name="A">The ask's price first.</param>
/// <param name="B">The bid's price first.</param>
/// <param name="C">The last trade's price first.</param>
/// <param name="V">Volume today and in the last day.</param>
/// <param name="P">Average price today and in the last day.</param>
internal sealed record TickerRow(IReadOnlyList<decimal>? A, IReadOnlyList<decimal>? B, IReadOnlyList<decimal>? C, IReadOnlyList<decimal>? V, IReadOnlyList<decimal>? P);

internal sealed record KeyRow(string? ApiKeyName, string? Iban, IReadOnlyList<string?>? Permissions);

internal sealed record TokenRow(string? Token, long? Expires);

internal sealed record BalanceRow(decimal? Balance, decimal? HoldTrade);

internal sealed record EquityRow(decimal? Eb);

internal sealed record VolumeRow(string? Currency, decimal? Volume, IReadOnlyDictionary<string, RateRow?>? Fees, IReadOnlyDictionary<string, RateRow?>? FeesMaker);

/// <param name="Fee">In percent.</param>
internal sealed record RateRow(decimal? Fee);

internal sealed record OrderRow
{
    public string? Status { get; init; }

    public decimal? Opentm { get; init; }

    public decimal? Closetm { get; init; }

    public OrderTermsRow? Descr { get; init; }

    public decimal? Vol { get; init; }

    public decimal? VolExec { get; init; }

    public decimal? Cost { get; init; }

    public decimal? Fee { get; init; }

    public decimal? Stopprice { get; init; }

    public decimal? Limitprice { get; init; }

    public string? Oflags { get; init; }

    public string? Reason { get; init; }

    public string? ClOrdId { get; init; }

    public IReadOnlyList<string?>? Trades { get; init; }
}

/// <param name="Price">A number, or a distance like +1.0000%.</param>
internal sealed record OrderTermsRow(string? Pair, string? Type, string? Ordertype, string? Price, string? Price2);

internal sealed record OpenOrdersRow(IReadOnlyDictionary<string, OrderRow?>? Open);

internal sealed record ClosedOrdersRow(IReadOnlyDictionary<string, OrderRow?>? Closed, long? Count);

internal sealed record TradeRow(string? Ordertxid, string? Pair, decimal? Time, string? Type, decimal? Price, decimal? Cost, decimal? Fee, decimal? Vol);

internal sealed record TradesRow(IReadOnlyDictionary<string, TradeRow?>? Trades, long? Count);

internal sealed record LedgerRow(string? Refid, decimal? Time, string? Type, string? Subtype, string? Asset, decimal? Amount, decimal? Fee);

internal sealed record LedgersRow(IReadOnlyDictionary<string, LedgerRow?>? Ledger, long? Count);

internal sealed record AddedRow(IReadOnlyList<string?>? Txid, AddedWordsRow? Descr);

internal sealed record AddedWordsRow(string? Order);

internal sealed record AddedBatchRow(IReadOnlyList<AddedOneRow?>? Orders);

internal sealed record AddedOneRow(string? Txid, string? Error);

internal sealed record AmendedRow(string? AmendId);

internal sealed record CancelledRow(long? Count);

internal sealed record DeadlineRow
{
    [JsonPropertyName("triggerTime")]
    public string? TriggerTime { get; init; }
}

/// A batch travels as JSON, because a list of orders has no good form.
internal sealed record BatchQuestion(string Nonce, string Pair, IReadOnlyList<IReadOnlyDictionary<string, string>>? Orders, string? Deadline, bool? Validate);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16)]
[JsonSerializable(typeof(KrakenAnswer<ClockRow>))]
[JsonSerializable(typeof(KrakenAnswer<SystemRow>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, AssetRow?>>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, PairRow?>>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, TickerRow?>>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, JsonElement>>))]
[JsonSerializable(typeof(KrakenAnswer<KeyRow>))]
[JsonSerializable(typeof(KrakenAnswer<TokenRow>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, BalanceRow?>>))]
[JsonSerializable(typeof(KrakenAnswer<EquityRow>))]
[JsonSerializable(typeof(KrakenAnswer<VolumeRow>))]
[JsonSerializable(typeof(KrakenAnswer<OpenOrdersRow>))]
[JsonSerializable(typeof(KrakenAnswer<ClosedOrdersRow>))]
[JsonSerializable(typeof(KrakenAnswer<Dictionary<string, OrderRow?>>))]
[JsonSerializable(typeof(KrakenAnswer<TradesRow>))]
[JsonSerializable(typeof(KrakenAnswer<LedgersRow>))]
[JsonSerializable(typeof(KrakenAnswer<AddedRow>))]
[JsonSerializable(typeof(KrakenAnswer<AddedBatchRow>))]
[JsonSerializable(typeof(KrakenAnswer<AmendedRow>))]
[JsonSerializable(typeof(KrakenAnswer<CancelledRow>))]
[JsonSerializable(typeof(KrakenAnswer<DeadlineRow>))]
[JsonSerializable(typeof(BatchQuestion))]
internal sealed partial class KrakenWire : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Kraken.Orders;

// What the private stream tells, as it travels. Numbers are read from their own digits, never by way of a double.

internal sealed record ExecutionFrame(string? Channel, string? Type, IReadOnlyList<ExecutionRow?>? Data, long? Sequence);

internal sealed record ExecutionRow
{
    public string? ExecType { get; init; }

    public string? OrderStatus { get; init; }

    public string? OrderId { get; init; }

    public string? ClOrdId { get; init; }

    public string? ExecId { get; init; }

    public string? Symbol { get; init; }

    public string? Side { get; init; }

    public string? OrderType { get; init; }

    public decimal? OrderQty { get; init; }

    public decimal? LimitPrice { get; init; }

    public TriggerRow? Triggers { get; init; }

    public decimal? CumQty { get; init; }

    public decimal? CumCost { get; init; }

    public decimal? AvgPrice { get; init; }

    public decimal? LastQty { get; init; }

    public decimal? LastPrice { get; init; }

    public decimal? Cost { get; init; }

    public IReadOnlyList<FeeRow?>? Fees { get; init; }

    public DateTime? Timestamp { get; init; }

    public string? Reason { get; init; }
}

/// <param name="PriceType">static, pct or quote.</param>
internal sealed record TriggerRow(decimal? Price, string? PriceType, decimal? ActualPrice);

internal sealed record FeeRow(string? Asset, decimal? Qty);

internal sealed record BalanceFrame(string? Channel, string? Type, IReadOnlyList<BalanceChangeRow?>? Data, long? Sequence);

internal sealed record BalanceChangeRow(string? LedgerId, string? Asset, string? Type, decimal? Amount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowReadingFromString, MaxDepth = 16)]
[JsonSerializable(typeof(ExecutionFrame))]
[JsonSerializable(typeof(BalanceFrame))]
internal sealed partial class ExecutionWire : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Alpaca.Rows;

/// An order as Alpaca tells it. What is not needed to know what became of it may be missing.
internal sealed record OrderRow
{
    public required string Id { get; init; }

    public string? ClientOrderId { get; init; }

    public DateTime? UpdatedAt { get; init; }

    public string? ReplacedBy { get; init; }

    public string? Replaces { get; init; }

    public string? Symbol { get; init; }

    public string? AssetClass { get; init; }

    public decimal? Qty { get; init; }

    public decimal? FilledQty { get; init; }

    public decimal? FilledAvgPrice { get; init; }

    public string? OrderClass { get; init; }

    public string? Type { get; init; }

    public string? Side { get; init; }

    public decimal? LimitPrice { get; init; }

    public decimal? StopPrice { get; init; }

    public required string Status { get; init; }

    public OrderRow[]? Legs { get; init; }

    [JsonIgnore]
    public decimal Filled => FilledQty ?? 0;

    [JsonIgnore]
    public bool IsReplaced => Status == "replaced";

    /// A leg that waits for its entry.
    [JsonIgnore]
    public bool IsHeld => Status == "held";

    [JsonIgnore]
    public bool IsOver => Status is "filled" or "canceled" or "expired" or "rejected" or "replaced";

    [JsonIgnore]
    public bool IsBuy => Side == "buy";
}

/// What came of cancelling one of many.
internal sealed record CancelRow
{
    public string? Id { get; init; }

    public int Status { get; init; }
}

/// A message of the stream of orders.
internal sealed record StreamRow
{
    public string? Stream { get; init; }

    public string? Action { get; init; }

    public StreamDataRow? Data { get; init; }
}

internal sealed record StreamDataRow
{
    public string? Event { get; init; }

    public OrderRow? Order { get; init; }

    /// Of this fill alone.
    public decimal? Price { get; init; }

    public decimal? Qty { get; init; }

    public DateTime? Timestamp { get; init; }

    public string? Status { get; init; }

    public string? Action { get; init; }

    public string[]? Streams { get; init; }

    public string? ErrorMessage { get; init; }
}

using System.Text.Json.Serialization;

namespace Perun.Adapters.Venues.Alpaca.Rows;

internal sealed record AssetRow
{
    public required string Symbol { get; init; }

    [JsonPropertyName("class")]
    public string? Class { get; init; }

    public string? Exchange { get; init; }

    public string? Status { get; init; }

    public bool Tradable { get; init; }

    public bool Fractionable { get; init; }

    public bool Shortable { get; init; }

    public bool EasyToBorrow { get; init; }

    public string? BorrowStatus { get; init; }

    public decimal? MinOrderSize { get; init; }

    public decimal? MinTradeIncrement { get; init; }

    public decimal? PriceIncrement { get; init; }
}

internal sealed record BarRow
{
    [JsonPropertyName("t")]
    public required DateTime Time { get; init; }

    [JsonPropertyName("o")]
    public required double Open { get; init; }

    [JsonPropertyName("h")]
    public required double High { get; init; }

    [JsonPropertyName("l")]
    public required double Low { get; init; }

    [JsonPropertyName("c")]
    public required double Close { get; init; }

    [JsonPropertyName("v")]
    public required double Volume { get; init; }
}

internal sealed record BarsRow
{
    public Dictionary<string, BarRow[]>? Bars { get; init; }

    public string? NextPageToken { get; init; }
}

internal sealed record QuoteRow
{
    [JsonPropertyName("bp")]
    public double Bid { get; init; }

    [JsonPropertyName("ap")]
    public double Ask { get; init; }
}

internal sealed record TradeRow
{
    [JsonPropertyName("p")]
    public decimal? Price { get; init; }
}

internal sealed record DayRow
{
    [JsonPropertyName("c")]
    public double Close { get; init; }

    [JsonPropertyName("v")]
    public double Volume { get; init; }

    [JsonPropertyName("vw")]
    public double? Average { get; init; }
}

internal sealed record SnapshotRow
{
    [JsonPropertyName("latestTrade")]
    public TradeRow? LatestTrade { get; init; }

    [JsonPropertyName("latestQuote")]
    public QuoteRow? LatestQuote { get; init; }

    [JsonPropertyName("dailyBar")]
    public DayRow? DailyBar { get; init; }

    [JsonPropertyName("prevDailyBar")]
    public DayRow? PrevDailyBar { get; init; }
}

internal sealed record CryptoSnapshotsRow
{
    public Dictionary<string, SnapshotRow?>? Snapshots { get; init; }
}

internal sealed record SplitRow
{
    public string? Symbol { get; init; }

    public DateTime? ProcessDate { get; init; }

    /// The first day with new shares.
    public DateOnly? ExDate { get; init; }

    public decimal OldRate { get; init; }

    public decimal NewRate { get; init; }
}

internal sealed record RenameRow
{
    public string? OldSymbol { get; init; }

    public string? NewSymbol { get; init; }

    public DateTime? ProcessDate { get; init; }
}

internal sealed record ActionsRow
{
    public SplitRow[]? ReverseSplits { get; init; }

    public SplitRow[]? ForwardSplits { get; init; }

    public RenameRow[]? NameChanges { get; init; }
}

internal sealed record CorporateActionsRow
{
    public ActionsRow? CorporateActions { get; init; }
}

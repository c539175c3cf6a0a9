namespace Perun.Adapters.Venues.Alpaca.Rows;

internal sealed record AccountRow
{
    public required string Id { get; init; }

    public string? AccountNumber { get; init; }

    public string? Status { get; init; }

    public string? CryptoStatus { get; init; }

    public string? Currency { get; init; }

    public required decimal Cash { get; init; }

    public decimal? Equity { get; init; }

    public decimal? BuyingPower { get; init; }

    public bool TradingBlocked { get; init; }

    public bool AccountBlocked { get; init; }

    public bool TradeSuspendedByUser { get; init; }

    /// Why it can't trade; null where it can.
    public string? WhyBarred =>
        AccountBlocked ? "Alpaca has blocked the account: ask its support why"
        : TradingBlocked ? "Alpaca has blocked trading on the account: ask its support why"
        : TradeSuspendedByUser ? "trading is suspended in the account's own settings: allow it in Alpaca's dashboard"
        : Status is "ACTIVE" or "ACCOUNT_UPDATED" or "PAPER_ONLY" or "LIMITED" or null ? null
        : $"the account's status is {Status}, not ACTIVE: see Alpaca's dashboard";
}

internal sealed record ConfigurationRow
{
    public bool? SuspendTrade { get; init; }

    public bool? NoShorting { get; init; }

    public bool? FractionalTrading { get; init; }
}

internal sealed record ClockRow
{
    public required DateTime Timestamp { get; init; }

    public required bool IsOpen { get; init; }

    public DateTime? NextOpen { get; init; }

    public DateTime? NextClose { get; init; }
}

/// Of New York's clock.
internal sealed record CalendarRow
{
    public required string Date { get; init; }

    public required string Open { get; init; }

    public required string Close { get; init; }
}

internal sealed record PositionRow
{
    public required string Symbol { get; init; }

    public string? AssetClass { get; init; }

    public required decimal Qty { get; init; }

    public string? Side { get; init; }

    public decimal? AvgEntryPrice { get; init; }

    public decimal? CurrentPrice { get; init; }
}

internal sealed record ActivityRow
{
    public required string Id { get; init; }

    public required string ActivityType { get; init; }

    public string? ActivitySubType { get; init; }

    public DateTime? Date { get; init; }

    public DateTime? CreatedAt { get; init; }

    public DateTime? TransactionTime { get; init; }

    public decimal? NetAmount { get; init; }

    public string? Symbol { get; init; }

    public decimal? Qty { get; init; }

    public string? Description { get; init; }

    public string? Status { get; init; }
}

internal sealed record ErrorRow
{
    public long Code { get; init; }

    public string? Message { get; init; }
}

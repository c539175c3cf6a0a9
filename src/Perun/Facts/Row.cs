using Perun.Adapters.Storage;

namespace Perun.Facts;

/// Stored rows as facts.
internal static class Row
{
    public static DecisionFact Decision(DecisionRow row) => new()
    {
        Id = row.Id,
        At = row.At,
        Symbol = row.Symbol,
        Action = row.Action,
        By = row.By,
        Confidence = row.Confidence,
        Rationale = row.Rationale,
        Verdict = row.Verdict,
        Reason = row.Reason,
        Text = row.Text,
        Quantity = row.Quantity,
        Price = row.Price,
        Stop = row.Stop,
        Target = row.Target,
        Order = row.Order,
        Outcome = row.Outcome is { } outcome ? Math.Round(outcome, 2) : null,
    };

    public static OrderFact Order(OrderRow row) => new()
    {
        Id = row.Id,
        Symbol = row.Symbol,
        Side = row.Side,
        Type = row.Type,
        Purpose = row.Purpose,
        Status = row.Status,
        Quantity = row.Quantity,
        Filled = row.Filled,
        AveragePrice = Math.Round(row.Average, 8),
        LimitPrice = row.LimitPrice > 0 ? row.LimitPrice : null,
        StopPrice = row.StopPrice > 0 ? row.StopPrice : null,
        Decision = row.Decision,
        IntendedAt = row.IntendedAt,
        ChangedAt = row.ChangedAt,
        Text = row.Text,
    };

    public static TradeFact Trade(TradeRow row) => new()
    {
        Symbol = row.Symbol,
        Side = row.Side,
        Quantity = row.Quantity,
        AverageEntry = Math.Round(row.Entry, 8),
        AverageExit = Math.Round(row.Exit, 8),
        Fees = Math.Round(row.Fees, 4),
        Profit = Math.Round(row.Profit, 2),
        Reason = row.Reason,
        Opened = row.Opened,
        Closed = row.Closed,
        Decision = row.Decision,
    };

    public static AlertFact Alert(AlertRow row) => new(row.At, row.Severity, row.Code, row.Symbol, row.Text);
}

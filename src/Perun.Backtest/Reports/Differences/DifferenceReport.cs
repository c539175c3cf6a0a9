using System.Text.Json;
using System.Text.Json.Serialization;
using Perun.Core.Orders;

namespace Perun.Backtest.Reports.Differences;

/// What was traded, held against the same period traded again, in money of the account.
public sealed record DifferenceReport
{
    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required string Strategy { get; init; }

    public required decimal StartEquity { get; init; }

    /// The sum over the trades that were opened in the period; open ones at their last price.
    public required decimal LiveResult { get; init; }

    public required decimal BacktestResult { get; init; }

    /// Live less backtest: below zero, live did worse.
    public decimal Difference => LiveResult - BacktestResult;

    public required int LiveTrades { get; init; }

    public required int BacktestTrades { get; init; }

    public required int Pairs { get; init; }

    /// From the dearest to the most welcome; their costs sum to the difference.
    public required IReadOnlyList<CauseSum> Causes { get; init; }

    public required IReadOnlyList<TradeDifference> Trades { get; init; }

    /// What limits this comparison, in sentences.
    public required IReadOnlyList<string> Notes { get; init; }

    public static void Write(Stream stream, DifferenceReport report) => JsonSerializer.Serialize(stream, report, DifferenceJson.Default.DifferenceReport);
}

/// <param name="Cost">Live less backtest.</param>
public sealed record CauseSum(Cause Cause, int Count, decimal Cost);

/// A trade and its double, or one that stands alone.
public sealed record TradeDifference(string Symbol, Side Side, TradeSide? Live, TradeSide? Backtest, decimal Difference, IReadOnlyList<DifferencePart> Parts);

/// <param name="Decision">The journal position that `perun why` tells the story of; null for the backtest's.</param>
/// <param name="Closed">Null where it is still open, and valued at its last price.</param>
public sealed record TradeSide(long? Decision, DateTime Opened, DateTime? Closed, decimal Quantity, decimal Entry, decimal Exit, decimal Fees, decimal Profit, string ExitReason);

public sealed record DifferencePart(Cause Cause, decimal Cost, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true)]
[JsonSerializable(typeof(DifferenceReport))]
public sealed partial class DifferenceJson : JsonSerializerContext;

using Perun.Adapters.Storage;
using Perun.Configuration;

namespace Perun.Trading;

/// What came of a simulation. Everything but the time it took is a function of seed, days and settings.
public sealed record SimulationResult
{
    public required ulong Seed { get; init; }

    public required int Days { get; init; }

    public required DateTime From { get; init; }

    public required DateTime To { get; init; }

    public required IReadOnlyList<string> Symbols { get; init; }

    public required decimal StartCash { get; init; }

    public required decimal Equity { get; init; }

    public required decimal ReturnPercent { get; init; }

    /// The deepest fall from a peak, on equity every five minutes.
    public required decimal MaxDrawdownPercent { get; init; }

    public required int Trades { get; init; }

    public required int Wins { get; init; }

    public required decimal Profit { get; init; }

    public required decimal Fees { get; init; }

    public required long Decisions { get; init; }

    public required IReadOnlyDictionary<string, long> Verdicts { get; init; }

    public required IReadOnlyDictionary<string, long> Exits { get; init; }

    public required long Events { get; init; }

    public required int OpenPositions { get; init; }

    /// Of the whole journal: equal for equal seeds.
    public required string JournalHash { get; init; }

    public required double Seconds { get; init; }

    internal static SimulationResult Of(PerunSettings settings, int days, TradingFloor floor, FactReader facts, TimeSpan took)
    {
        var totals = facts.TradeTotals();
        var ledger = floor.State.Ledger;
        return new SimulationResult
        {
            Seed = settings.World.Seed,
            Days = days,
            From = SimulationRun.Start,
            To = floor.Now,
            Symbols = [.. floor.State.Universe.Instruments.Select(instrument => instrument.Symbol)],
            StartCash = ledger.StartCash,
            Equity = Math.Round(ledger.Equity, 2),
            ReturnPercent = Math.Round((ledger.Equity / ledger.StartCash - 1) * 100, 3),
            MaxDrawdownPercent = Drawdown(facts.EquityCurve()),
            Trades = totals.Count,
            Wins = totals.Wins,
            Profit = Math.Round(totals.Profit, 2),
            Fees = Math.Round(ledger.Fees, 2),
            Decisions = facts.Verdicts().Values.Sum(),
            Verdicts = facts.Verdicts(),
            Exits = facts.Exits(),
            Events = floor.Position,
            OpenPositions = ledger.Positions.Count(position => !position.IsFlat),
            JournalHash = Convert.ToHexStringLower(floor.Hash),
            Seconds = Math.Round(took.TotalSeconds, 2),
        };
    }

    private static decimal Drawdown(IEnumerable<decimal> curve)
    {
        var (peak, deepest) = (0m, 0m);
        foreach (var equity in curve)
        {
            peak = Math.Max(peak, equity);
            if (peak > 0) deepest = Math.Max(deepest, (peak - equity) / peak);
        }
        return Math.Round(deepest * 100, 3);
    }
}

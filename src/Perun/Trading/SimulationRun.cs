using System.Diagnostics;
using Perun.Adapters.Storage;
using Perun.Commands;
using Perun.Daemon;
using Perun.Logging;
using Perun.Minds;

namespace Perun.Trading;

/// The whole system through days of the simulated world, as fast as it can.
internal static class SimulationRun
{
    /// Where every simulation begins, so that a seed says all: a Monday, midnight UTC.
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static async Task<SimulationReport> RunAsync(SimulateRequest request, CancellationToken cancel)
    {
        var folder = request.Keep ?? Directory.CreateTempSubdirectory("perun-simulate-").FullName;
        try
        {
            Directory.CreateDirectory(folder);
            return await RunInAsync(request, Path.Combine(folder, PerunDaemon.StoreFile), cancel);
        }
        catch (StoreException failure)
        {
            throw new CommandFailedException(ExitCode.Environment, failure.Message);
        }
        finally
        {
            if (request.Keep is null && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<SimulationReport> RunInAsync(SimulateRequest request, string path, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        using var store = new SqliteStore(path, Durability.None);
        var troubles = new Troubles();
        var frame = new MindFrame(path, Durability.None, SecretMask.PatternsOnly, troubles.Hear, TimeProvider.System);
        using var floor = Floors.Open(request.Settings, store, Start, Patience.OfSimulation, (name, why) => troubles.Hear($"{name}: {why}"), frame);
        for (var day = 1; day <= request.Days; day++)
        {
            await floor.AdvanceToAsync(Start.AddDays(day), cancel);
            request.Progress.Report(day);
        }
        floor.Checkpoint();
        return Report(request, floor, store.Facts(), Stopwatch.GetElapsedTime(begun)) with { Troubles = troubles.Heard };
    }

    private static SimulationReport Report(SimulateRequest request, TradingFloor floor, FactReader facts, TimeSpan took)
    {
        var trades = facts.TradeTotals();
        var verdicts = facts.Verdicts();
        return new SimulationReport
        {
            Days = request.Days,
            Seed = request.Seed,
            Symbols = [.. floor.State.Universe.Instruments.Select(instrument => instrument.Symbol)],
            From = Start,
            To = floor.Now,
            Bars = facts.Bars(),
            Events = floor.Position,
            Decisions = (int)verdicts.Values.Sum(),
            Refused = (int)verdicts.Where(verdict => verdict.Key.StartsWith("Refused", StringComparison.Ordinal)).Sum(verdict => verdict.Value),
            Verdicts = verdicts,
            Orders = facts.OrderCount(),
            Trades = trades.Count,
            Wins = trades.Wins,
            Exits = facts.Exits(),
            StartCash = floor.State.Ledger.StartCash,
            Equity = Math.Round(floor.State.Ledger.Equity, 2),
            Fees = Math.Round(floor.State.Ledger.Fees, 2),
            MaxDrawdownPercent = Drawdown(facts.EquityCurve()),
            JournalHash = Convert.ToHexStringLower(floor.Hash),
            Took = took,
            KeptIn = request.Keep,
        };
    }

    /// The deepest fall from a peak, in percent, on equity every five minutes.
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

    /// What a person should know of the run, each sentence once.
    private sealed class Troubles
    {
        private const int Most = 20;
        private readonly Lock _gate = new();
        private readonly List<string> _heard = [];

        public IReadOnlyList<string> Heard
        {
            get
            {
                lock (_gate) return [.. _heard];
            }
        }

        public void Hear(string sentence)
        {
            lock (_gate)
                if (_heard.Count < Most && !_heard.Contains(sentence)) _heard.Add(sentence);
        }
    }
}

using Perun.Adapters.Storage;
using Perun.Commands.Checks;
using Perun.Configuration;
using Perun.Mind.Models;
using Perun.Simulation.World;
using Perun.Trading;

namespace Perun.Daemon;

/// What `doctor` can say about the trading itself.
internal static class StoreChecks
{
    /// The file's pages, and whether the journal since its last checkpoint still makes the engine say what it said.
    public static Check Journal(PerunSettings settings) => Journal(ReplayRun.PathOf(settings));

    public static Check Market(PerunSettings settings)
    {
        if (settings.Mode != TradingMode.Simulated)
        {
            var wish = settings.Analysis.Universe;
            return new Check("market", CheckState.Real, $"prices of {settings.Venue.Name}, {(wish.Automatic is { } most ? $"its {most} most liquid instruments" : string.Join(", ", wish.Symbols))}");
        }
        var unknown = settings.Analysis.Symbols.Where(symbol => !WorldCatalog.TryFind(symbol, out _)).ToList();
        return unknown.Count == 0
            ? new Check("market", CheckState.Simulated, $"the simulated exchange and world {settings.World.Seed}, {settings.Analysis.Symbols.Count} instruments")
            : new Check("market", CheckState.Broken, $"the simulated world has no {string.Join(", ", unknown)}",
                $"choose from {string.Join(", ", WorldCatalog.All.Select(profile => profile.Instrument.Symbol))} in DEFAULT_SYMBOLS");
    }

    public static Check Analyst(PerunSettings settings)
    {
        var rules = $"built-in rules: SMA20 cross with ATR(14) brackets on {settings.Analysis.Timeframe} bars";
        return new Check("analyst", CheckState.Real, settings.Models.Models.TryGetValue(ModelTask.TradingAnalysis, out var model) ? $"{model}; once its budget is spent, the {rules}" : rules);
    }

    private static Check Journal(string path)
    {
        const string name = "journal";
        try
        {
            using var connection = SqliteFile.OpenToRead(path);
            if (connection is null) return new Check(name, CheckState.Missing, "nothing was traded yet", "./perun run starts");
            if (SqliteFile.Damage(connection) is { } damage)
                return new Check(name, CheckState.Broken, $"{path} is damaged: {damage}", "restore a backup, or move the file away and start anew");
            using var outcome = Recovery.Restore(Nowhere.Instance, new JournalReader(connection));
            return outcome.Difference is { } difference
                ? new Check(name, CheckState.Broken, $"{path}: {difference}", "perun replay shows more; restore a backup, or move the data folder away and start anew")
                : new Check(name, CheckState.Real, $"{outcome.Engine.Position} events in {path}, {outcome.Replayed} since the last checkpoint replayed and equal");
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return new Check(name, CheckState.Broken, failure.Message, "restore a backup, or move the data folder away and start anew");
        }
    }
}

using System.Diagnostics;
using Perun.Adapters.Storage;
using Perun.Configuration;

namespace Perun.Trading;

/// The whole system through days of the simulated world, as fast as it can.
internal static class SimulationRun
{
    /// Where every simulation begins, so that a seed says all: a Monday, midnight UTC.
    public static readonly DateTime Start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    private const string StoreFile = "perun.db";

    /// <param name="keep">The folder that the store stays in; none to throw it away.</param>
    public static async Task<SimulationResult> RunAsync(PerunSettings settings, int days, string? keep, Action<double>? progress, CancellationToken cancel)
    {
        var folder = keep ?? Directory.CreateTempSubdirectory("perun-simulate-").FullName;
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, StoreFile);
        if (File.Exists(path)) throw new StoreException($"{path} exists already: name another folder, or remove it.");
        try
        {
            return await RunInAsync(settings, days, path, progress, cancel);
        }
        finally
        {
            if (keep is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<SimulationResult> RunInAsync(PerunSettings settings, int days, string path, Action<double>? progress, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        using var store = new SqliteStore(path, Durability.None);
        using var floor = Floors.Open(settings, store, Start, waitsForAnalysts: true);
        for (var day = 1; day <= days; day++)
        {
            await floor.AdvanceToAsync(Start.AddDays(day), cancel);
            progress?.Invoke((double)day / days);
        }
        floor.Checkpoint();
        return SimulationResult.Of(settings, days, floor, store.Facts(), Stopwatch.GetElapsedTime(begun));
    }
}

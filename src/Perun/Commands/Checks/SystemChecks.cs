using System.Runtime.InteropServices;
using Perun.Commands.Output;
using Perun.Configuration;

namespace Perun.Commands.Checks;

/// What Perun stands on: the runtime, the clock, its folders.
internal static class SystemChecks
{
    private const long LeastFreeBytes = 100L * 1024 * 1024;
    private const long LittleFreeBytes = 1024L * 1024 * 1024;
    private static readonly DateTime Built = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static Check Runtime() => new("runtime", CheckState.Real, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}");

    /// Trading days and signal ages depend on it. The wall clock is held against the one that never jumps.
    public static async Task<Check> ClockAsync(TimeProvider clock, CancellationToken cancel)
    {
        var wall = clock.GetUtcNow();
        var start = clock.GetTimestamp();
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock, cancel);
        var slip = (clock.GetUtcNow() - wall - clock.GetElapsedTime(start)).Duration();
        var now = clock.GetUtcNow().UtcDateTime;
        if (now < Built) return new Check("clock", CheckState.Broken, $"it is {Show.Time(now)} UTC, before this Perun was made", "set the clock, best by a time service (NTP)");
        return slip > TimeSpan.FromSeconds(1)
            ? new Check("clock", CheckState.Doubtful, $"it jumped by {Show.Span(slip)} while it was looked at", "let a time service (NTP) set it gently")
            : new Check("clock", CheckState.Real, $"{Show.Time(now)} UTC");
    }

    public static Check DataFolder(PerunSettings settings)
    {
        var folder = settings.Paths.Data;
        if (WhyNotWritable(folder) is { } why) return new Check("data folder", CheckState.Broken, $"{folder}: {why}", "make it writable, or set PERUN_DATA to another folder");
        var free = FreeBytes(folder);
        var what = $"{folder}, {free / (1024 * 1024):#,##0} MB free";
        return free switch
        {
            < LeastFreeBytes => new Check("data folder", CheckState.Broken, what, "free some space: a journal that can't be written stops trading"),
            < LittleFreeBytes => new Check("data folder", CheckState.Doubtful, what, "free some space soon: the journal grows"),
            _ => new Check("data folder", CheckState.Real, what),
        };
    }

    public static Check LogFolder(PerunSettings settings)
    {
        var folder = settings.Logging.Folder;
        return WhyNotWritable(folder) is { } why
            ? new Check("log folder", CheckState.Broken, $"{folder}: {why}", "make it writable, or set LOG_PATH to another folder")
            : new Check("log folder", CheckState.Real, folder);
    }

    /// A folder that isn't there yet is judged by the nearest one that is; nothing is created by looking.
    private static string? WhyNotWritable(string folder)
    {
        try
        {
            var existing = NearestExisting(folder);
            if (File.Exists(existing)) return $"{existing} is a file";
            var probe = Path.Combine(existing, $".perun-doctor-{Environment.ProcessId}");
            using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
                return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message;
        }
    }

    private static long FreeBytes(string folder) => new DriveInfo(NearestExisting(folder)).AvailableFreeSpace;

    private static string NearestExisting(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing) && !File.Exists(existing) && Path.GetDirectoryName(existing) is { } parent) existing = parent;
        return existing;
    }
}

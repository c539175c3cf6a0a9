using Perun.Configuration;

namespace Perun.Commands.Checks;

/// The settings and the file they stand in.
internal static class SettingChecks
{
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static Check EnvFile(SettingSources sources, SettingsReading reading)
    {
        var path = sources.File.Path;
        if (!File.Exists(path) && sources.File.Problems.Count == 0)
            return new Check(".env", CheckState.Missing, $"{path} is not there: everything not set elsewhere has its default");
        if (sources.File.Problems.Count > 0) return new Check(".env", CheckState.Broken, sources.File.Problems[0], "correct it; perun config lists all that is wrong");
        var secrets = reading.Values.Count(value => value.Setting.IsSecret && value.Origin == SettingOrigin.File);
        if (secrets > 0 && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ReadableByOthers) != 0)
            return new Check(".env", CheckState.Broken, $"{path} holds secrets, and other users can read it", $"chmod 600 {path}");
        return new Check(".env", CheckState.Real, $"{path}, {Output.Show.Count(sources.File.Entries.Count, "setting")}");
    }

    public static IEnumerable<Check> Settings(SettingsReading reading)
    {
        foreach (var problem in reading.Problems) yield return new Check("setting", CheckState.Broken, problem, "correct it: Perun does not start like this");
        foreach (var warning in reading.Warnings) yield return new Check("setting", CheckState.Doubtful, warning);
        if (reading.Problems.Count == 0) yield return new Check("settings", CheckState.Real, $"{reading.Values.Count(value => value.Origin != SettingOrigin.Default)} of {reading.Values.Count} changed from their defaults");
    }

    public static Check Mode(PerunSettings settings) => settings.Mode switch
    {
        TradingMode.Simulated => new Check("venue", CheckState.Simulated, $"the simulated exchange, world {settings.World.Seed}: no real money moves"),
        TradingMode.Paper => new Check("venue", CheckState.Real, $"{settings.Venue.Name}, paper: no real money moves"),
        TradingMode.Live => new Check("venue", CheckState.Real, $"{settings.Venue.Name}, LIVE: real money is traded"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

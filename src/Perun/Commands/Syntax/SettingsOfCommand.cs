using Perun.Configuration;

namespace Perun.Commands.Syntax;

/// Settings for a command that can't go on without them.
internal static class SettingsOfCommand
{
    /// All of them; what is wrong with any is said at once.
    public static (PerunSettings Settings, SettingsReading Reading) Load(CommandScope scope, IReadOnlyDictionary<string, string> options)
    {
        var (settings, reading) = SettingsReader.Read(scope.Sources(options));
        if (settings is not null) return (settings, reading);
        throw new CommandFailedException(ExitCode.Environment, string.Join("\n", reading.Problems));
    }

    /// Only the data folder: a mistake in another setting must not keep a person from the kill switch.
    public static string DataFolder(CommandScope scope, IReadOnlyDictionary<string, string> options)
    {
        var sources = scope.Sources(options);
        var (_, reading) = SettingsReader.Read(sources);
        var setting = reading.Values.First(value => value.Setting == KnownSettings.DataFolder);
        var folder = setting.Value as string ?? KnownSettings.DataFolder.Default;
        return Path.GetFullPath(folder, sources.Home);
    }
}

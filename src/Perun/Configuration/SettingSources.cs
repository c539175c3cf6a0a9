using System.Collections;

namespace Perun.Configuration;

/// Where settings come from, in rising order of precedence: the .env file, the environment, the command line.
public sealed record SettingSources
{
    /// The variable by which the start script names the folder that .env and relative folders belong to.
    public const string HomeVariable = "PERUN_HOME";

    /// The folder that relative paths start from.
    public required string Home { get; init; }

    public required EnvFile File { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// By the setting's name, like PERUN_SPEED.
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// The sources of this process.
    public static SettingSources OfProcess(IReadOnlyDictionary<string, string>? options = null)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            environment[(string)variable.Key] = (string?)variable.Value ?? "";

        var home = environment.TryGetValue(HomeVariable, out var named) && named.Length > 0 ? named : Directory.GetCurrentDirectory();
        home = Path.GetFullPath(home);
        return new SettingSources
        {
            Home = home,
            File = EnvFile.Read(Path.Combine(home, ".env")),
            Environment = environment,
            Options = options ?? new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }
}

using Perun.Configuration;

namespace Perun.Tests.Configuration;

/// Sources of settings made up by a test.
internal static class Given
{
    public static (PerunSettings? Settings, SettingsReading Reading) Sources(
        string file = "", (string, string)[]? environment = null, (string, string)[]? options = null) =>
        SettingsReader.Read(From(file, environment ?? [], options ?? []));

    public static SettingSources From(string file, (string Name, string Value)[] environment, (string Name, string Value)[] options) => new()
    {
        Home = "/home/perun",
        File = EnvFile.Parse(".env", file),
        Environment = environment.ToDictionary(pair => pair.Name, pair => pair.Value),
        Options = options.ToDictionary(pair => pair.Name, pair => pair.Value),
    };

    public static string ProblemWith(string name, string value)
    {
        var (settings, reading) = Sources(environment: [(name, value)]);
        settings.ShouldBeNull();
        return reading.Problems.ShouldHaveSingleItem();
    }
}

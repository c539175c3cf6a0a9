using System.Text.Json;
using Perun.Commands.Output;

namespace Perun.Commands.Access;

/// The kill switch for when no daemon can be asked: a file that the daemon honours at its start and, while it runs, within
/// a second.
public sealed record KillFlag(string Why, DateTime At)
{
    public const string Name = "KILL";
    private const int MostBytes = 4096;
    private const int LongestReason = 500;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, Name);

    public static bool IsUp(string dataFolder) => File.Exists(PathIn(dataFolder));

    /// Null where it isn't up. The file counts whatever is in it: `touch data/KILL` is a kill switch, too.
    public static KillFlag? Read(string dataFolder)
    {
        var path = PathIn(dataFolder);
        if (!File.Exists(path)) return null;
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length is > 0 and <= MostBytes && JsonSerializer.Deserialize(stream, CommandJson.Default.KillFlag) is { Why: not null } flag)
                return flag with { Why = Tidy.OneLine(flag.Why) };
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            // It is there, and that is what counts.
        }
        return new KillFlag($"the file {path} is there", File.GetLastWriteTimeUtc(path));
    }

    public static void Raise(string dataFolder, string why, DateTime now)
    {
        var reason = why.Length > LongestReason ? why[..LongestReason] : why;
        PrivateFile.Write(PathIn(dataFolder), JsonSerializer.Serialize(new KillFlag(reason, now), CommandJson.Default.KillFlag));
    }

    /// Whether it was up.
    public static bool Lower(string dataFolder)
    {
        var wasUp = IsUp(dataFolder);
        File.Delete(PathIn(dataFolder));
        return wasUp;
    }
}

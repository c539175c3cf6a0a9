using System.Text.Json;
using Perun.Commands.Output;

namespace Perun.Commands.Access;

/// How commands find the daemon of a data folder, and what they show it. Only this user may read it.
public sealed record DaemonFile(int Port, string Token, int Pid)
{
    public const string Name = "daemon.json";
    private const int MostBytes = 4096;

    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, Name);

    /// Null where there is none. A damaged one is a CommandFailedException: something runs, or ran, and can't be asked.
    public static DaemonFile? Read(string dataFolder)
    {
        var path = PathIn(dataFolder);
        try
        {
            if (!File.Exists(path)) return null;
            using var stream = File.OpenRead(path);
            var daemon = stream.Length is > 0 and <= MostBytes ? JsonSerializer.Deserialize(stream, CommandJson.Default.DaemonFile) : null;
            if (daemon is { Port: > 0 and <= 65535, Token.Length: > 0 }) return daemon;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            // Said below, as for a file that is empty or says nothing of use.
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Unreachable, $"{path} belongs to another user: run this command as the user who runs Perun.");
        }
        throw new CommandFailedException(ExitCode.Unreachable, $"{path} is damaged, so that a running Perun can't be asked: stop Perun if it runs, delete the file, and start it again.");
    }

    /// Appears at once and whole, and readable for this user only from the first moment.
    public void Write(string dataFolder) => PrivateFile.Write(PathIn(dataFolder), JsonSerializer.Serialize(this, CommandJson.Default.DaemonFile));

    public static void Delete(string dataFolder) => File.Delete(PathIn(dataFolder));

    /// A record prints its properties; this one holds a secret.
    public override string ToString() => $"port {Port}, process {Pid}";
}

using Perun.Commands;

namespace Perun.Daemon;

/// One Perun to a data folder. The lock is the operating system's, so it ends with the process however that ends.
internal sealed class InstanceLock : IDisposable
{
    private readonly FileStream _file;

    private InstanceLock(FileStream file) => _file = file;

    /// What the system says of a file that somebody else has locked (EWOULDBLOCK; a sharing violation on Windows).
    private static bool IsTaken(IOException failure) => (failure.HResult & 0xFFFF) is 11 or 32 or 35;

    public static InstanceLock Take(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "lock");
        try
        {
            Directory.CreateDirectory(dataFolder);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new InstanceLock(file);
        }
        catch (IOException failure) when (IsTaken(failure))
        {
            throw new CommandFailedException(ExitCode.Environment, $"Perun runs already on {dataFolder}: stop it first, or give this one another folder with --data and another port with --port.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Environment, $"The data folder {dataFolder} can't be used: {failure.Message} See that this user may write there, or choose another folder with --data.");
        }
    }

    public void Dispose() => _file.Dispose();
}

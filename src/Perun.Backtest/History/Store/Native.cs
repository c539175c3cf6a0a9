using System.Runtime.InteropServices;

namespace Perun.Backtest.History.Store;

/// Two things the framework has no words for. Where the system has none either, nothing is lost but some speed, and a
/// rename that a power cut right after it may undo.
internal static unsafe partial class Native
{
    private const int PopulateForReading = 22;

    /// Maps pages that are in memory all at once rather than one fault after the other.
    public static void Populate(byte* start, long length)
    {
        if (OperatingSystem.IsLinux()) _ = Advise((nint)start, (nint)length, PopulateForReading);
    }

    /// A rename is durable once its folder is.
    public static void SyncFolder(string folder)
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(nint start, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}

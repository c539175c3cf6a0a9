using Microsoft.Win32.SafeHandles;

namespace Perun.Backtest.History.Store;

internal sealed class RealDisk : IBarDisk
{
    public static RealDisk Instance { get; } = new();

    public IBarDiskFile Create(string path) => new RealFile(File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite));

    public IBarDiskFile OpenToWrite(string path) => new RealFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));

    public void Replace(string path, string by)
    {
        File.Move(by, path, overwrite: true);
        Native.SyncFolder(Path.GetDirectoryName(path)!);
    }

    public void Delete(string path) => File.Delete(path);

    private sealed class RealFile(SafeFileHandle handle) : IBarDiskFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long at) => RandomAccess.Write(handle, bytes, at);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}

namespace Perun.Backtest.History.Store;

/// The disk as the store writes it: a seam, so that tests can cut the power at any byte.
internal interface IBarDisk
{
    /// A new file, in place of one that may be there.
    IBarDiskFile Create(string path);

    IBarDiskFile OpenToWrite(string path);

    /// Gives a file another's name, at once and durably.
    void Replace(string path, string by);

    void Delete(string path);
}

internal interface IBarDiskFile : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes, long at);

    void SetLength(long length);

    /// Returns when all that was written is on the disk.
    void Flush();
}

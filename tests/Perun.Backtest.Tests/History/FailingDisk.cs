using Perun.Backtest.History.Store;

namespace Perun.Backtest.Tests.History;

/// A disk whose power goes after so many steps. What was not flushed then is written in part, in a way the seed decides:
/// each write whole, cut off, or not at all, as a real disk may leave it.
internal sealed class FailingDisk(int steps, int seed) : IBarDisk
{
    private readonly Random _random = new(seed);
    private readonly List<Unflushed> _files = [];
    private int _left = steps;

    public bool HasFailed { get; private set; }

    public IBarDiskFile Create(string path)
    {
        Step();
        return Track(RealDisk.Instance.Create(path));
    }

    public IBarDiskFile OpenToWrite(string path)
    {
        Step();
        return Track(RealDisk.Instance.OpenToWrite(path));
    }

    public void Replace(string path, string by)
    {
        Step();
        RealDisk.Instance.Replace(path, by);
    }

    public void Delete(string path)
    {
        if (HasFailed) throw new IOException("the power is gone");
        RealDisk.Instance.Delete(path);
    }

    private Unflushed Track(IBarDiskFile file)
    {
        var tracked = new Unflushed(this, file);
        _files.Add(tracked);
        return tracked;
    }

    private void Step()
    {
        if (HasFailed) throw new IOException("the power is gone");
        if (_left-- > 0) return;
        HasFailed = true;
        foreach (var file in _files) file.Lose();
        throw new IOException("the power is gone");
    }

    private sealed class Unflushed(FailingDisk disk, IBarDiskFile file) : IBarDiskFile
    {
        private readonly List<(byte[] Bytes, long At)> _pending = [];
        private bool _isClosed;

        public void Write(ReadOnlySpan<byte> bytes, long at)
        {
            _pending.Add((bytes.ToArray(), at));
            disk.Step();
        }

        public void SetLength(long length)
        {
            disk.Step();
            file.SetLength(length);
        }

        public void Flush()
        {
            disk.Step();
            foreach (var (bytes, at) in _pending) file.Write(bytes, at);
            _pending.Clear();
            file.Flush();
        }

        public void Lose()
        {
            if (_isClosed) return;
            foreach (var (bytes, at) in _pending)
            {
                var kept = disk._random.Next(3) switch { 0 => 0, 1 => bytes.Length, _ => disk._random.Next(bytes.Length) };
                file.Write(bytes.AsSpan(0, kept), at);
            }
            _pending.Clear();
        }

        public void Dispose()
        {
            if (_isClosed) return;
            _isClosed = true;
            if (!disk.HasFailed)
                foreach (var (bytes, at) in _pending) file.Write(bytes, at);
            file.Dispose();
        }
    }
}

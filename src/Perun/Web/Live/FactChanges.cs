namespace Perun.Web.Live;

/// One counter and one bell. Announcing never waits for a watcher and allocates only where one listens.
public sealed class FactChanges : IFactChanges
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _bell;
    private long _version;

    public long Version => Volatile.Read(ref _version);

    public void Announce()
    {
        TaskCompletionSource? bell;
        lock (_lock)
        {
            _version++;
            bell = _bell;
            _bell = null;
        }

        bell?.SetResult();
    }

    public async ValueTask<long> NextAsync(long seen, CancellationToken cancel)
    {
        while (true)
        {
            Task rung;
            lock (_lock)
            {
                if (_version > seen)
                    return _version;
                // Watchers go on elsewhere: the one who announces is the engine's thread.
                _bell ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                rung = _bell.Task;
            }

            await rung.WaitAsync(cancel);
        }
    }
}

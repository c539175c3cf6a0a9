using Perun.Adapters.Venues.Wire;

namespace Perun.Adapters.Venues.Kraken.Rest;

/// One at a time, and the urgent ones first.
internal sealed class Turn
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _urgent = new();
    private readonly Queue<TaskCompletionSource> _ordinary = new();
    private bool _isTaken;

    public async Task TakeAsync(RequestLane lane, CancellationToken cancel)
    {
        TaskCompletionSource turn;
        lock (_gate)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (lane == RequestLane.Urgent ? _urgent : _ordinary).Enqueue(turn);
        }
        await using var _ = cancel.UnsafeRegister(static turn => ((TaskCompletionSource)turn!).TrySetCanceled(), turn);
        await turn.Task;
    }

    public Task TakeAsync(CancellationToken cancel) => TakeAsync(RequestLane.Ordinary, cancel);

    public void Give()
    {
        lock (_gate)
        {
            while (_urgent.TryDequeue(out var next) || _ordinary.TryDequeue(out next))
                if (next.TrySetResult()) return;
            _isTaken = false;
        }
    }
}

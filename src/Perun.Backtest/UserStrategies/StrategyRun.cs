namespace Perun.Backtest.UserStrategies;

/// Runs work that calls a user's strategy so that whoever waits for it always gets an answer.
public static class StrategyRun
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// The work, on a thread of its own. Where the strategy neither comes back nor comes by a checkpoint, the thread is left
    /// behind: it keeps its core until the process ends, and does not keep the process from ending.
    public static async Task<T> RunAsync<T>(this UserStrategy strategy, Func<CancellationToken, T> work, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(work(cancel));
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                done.TrySetCanceled(cancel);
            }
            catch (Exception failure)
            {
                done.TrySetException(failure);
            }
        })
        { IsBackground = true, Name = strategy.Name };
        thread.Start();

        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancel.Register(cancelled.SetResult);
        var first = await Task.WhenAny(done.Task, strategy.Watch.Stuck, cancelled.Task);
        if (first == done.Task) return await done.Task;

        // Work that is cancelled between two bars ends by itself; a strategy in a loop is shown out at its next checkpoint.
        if (first == cancelled.Task && !await EndsAsync(done.Task)) strategy.Watch.StopAll();
        if (await EndsAsync(done.Task) && !cancel.IsCancellationRequested) return await done.Task;
        cancel.ThrowIfCancellationRequested();
        var culprit = await strategy.Watch.Stuck;
        throw new StrategyFailedException(
            $"{culprit.Who} did not come back from {culprit.Place}, in {strategy.File}: after {strategy.Watch.Patience.TotalSeconds:0.##} s it was still waiting for something "
            + "and could not be stopped, so it was left behind. Does it sleep, or wait for a lock, a file or a network?");
    }

    private static async Task<bool> EndsAsync(Task work) => await Task.WhenAny(work, Task.Delay(Grace)) == work;
}

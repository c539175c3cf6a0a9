namespace Perun.Backtest.UserStrategies;

/// Looks at running strategies now and then; one that has been busy with the same bar for too long is told to stop, which it
/// does at its next checkpoint. One that comes by none (it sleeps, or waits for something) can only be left behind.
internal sealed class StrategyWatch : IDisposable
{
    private readonly List<WeakReference<Activity>> _activities = [];
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly Action _stop;
    private readonly ITimer _timer;
    private readonly TaskCompletionSource<Activity> _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="stop">Makes every checkpoint of the strategy throw from now on.</param>
    public StrategyWatch(TimeSpan patience, TimeProvider clock, Action stop)
    {
        (_patience, _clock, _stop) = (patience, clock, stop);
        _timer = clock.CreateTimer(_ => Look(), null, patience / 4, patience / 4);
    }

    public TimeSpan Patience => _patience;

    /// Why it was told to stop; null as long as it was not.
    public Activity? Culprit => _stuck.Task.IsCompletedSuccessfully ? _stuck.Task.Result : null;

    /// Done when a strategy is stuck.
    public Task<Activity> Stuck => _stuck.Task;

    /// <param name="who">The strategy with its parameters.</param>
    public Activity Open(string who)
    {
        var activity = new Activity(who);
        lock (_activities) _activities.Add(new WeakReference<Activity>(activity));
        return activity;
    }

    /// Every object of the strategy stops at its next checkpoint.
    public void StopAll() => _stop();

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_activities)
        {
            var now = _clock.GetTimestamp();
            _activities.RemoveAll(reference => !reference.TryGetTarget(out _));
            foreach (var reference in _activities)
            {
                if (!reference.TryGetTarget(out var activity) || activity.StuckSince(now) is not { } since) continue;
                if (_clock.GetElapsedTime(since, now) < _patience || !_stuck.TrySetResult(activity)) continue;
                _stop();
            }
        }
    }
}

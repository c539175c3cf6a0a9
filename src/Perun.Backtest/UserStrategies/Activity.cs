namespace Perun.Backtest.UserStrategies;

/// What one strategy object is busy with: written by the thread that runs it, read by the watch.
/// <param name="who">The strategy with its parameters.</param>
internal sealed class Activity(string who)
{
    private long _steps;
    private long _bar;
    private long _time;
    private volatile bool _isBusy;
    private volatile string? _longer;

    private long _stepsSeen;
    private long _seenAt;

    /// "MyIdea (fast=12 slow=26)"
    public string Who => who;

    /// Counted from 1; 0 is the constructor.
    public long Bar => Volatile.Read(ref _bar);

    public DateTime Time => new(Volatile.Read(ref _time), DateTimeKind.Utc);

    public void BeginBar(DateTime time)
    {
        Volatile.Write(ref _time, time.Ticks);
        Volatile.Write(ref _bar, _bar + 1);
        _longer = null;
        Begin();
    }

    /// A longer bar that comes before the next of its own.
    public void BeginLonger(string timeframe, DateTime time)
    {
        Volatile.Write(ref _time, time.Ticks);
        _longer = timeframe;
        Begin();
    }

    public void Begin()
    {
        Volatile.Write(ref _steps, _steps + 1);
        _isBusy = true;
    }

    public void End() => _isBusy = false;

    /// Since when the watch has seen it at one and the same step; null where it moves. Only for the watch.
    public long? StuckSince(long now)
    {
        var steps = Volatile.Read(ref _steps);
        if (!_isBusy || steps != _stepsSeen)
        {
            _stepsSeen = _isBusy ? steps : 0;
            _seenAt = now;
            return null;
        }
        return _seenAt;
    }

    /// Whether another object of the strategy, made in the same way, is busy with the same: a run made both ways has two.
    public bool IsWhere(Activity other) => this == other || (who == other.Who && Place == other.Place);

    /// "bar 7,000 (2024-01-02 10:00 UTC)"
    public string Place => _longer is { } longer ? $"the {longer} bar of {Time:yyyy-MM-dd HH:mm} UTC, heard before bar {Bar + 1:#,##0}" : Bar == 0 ? "its constructor" : $"bar {Bar:#,##0} ({Time:yyyy-MM-dd HH:mm} UTC)";
}

namespace Perun.Mind.Sources;

/// When a source may be asked next: by its schedule, by its rate limit, and after failures later and later, with a part of chance
/// so that what failed together does not return together.
internal sealed class SourcePace(SourceSettings settings, DateTime now)
{
    private readonly Queue<DateTime> _calls = new();
    private DateTime _due = now;

    public int Failures { get; private set; }

    public DateTime Next
    {
        get
        {
            if (_calls.Count < settings.MostCalls) return _due;
            var free = _calls.Peek() + settings.CallWindow;
            return free > _due ? free : _due;
        }
    }

    public void Called(DateTime now)
    {
        if (_calls.Count >= settings.MostCalls) _calls.Dequeue();
        _calls.Enqueue(now);
        _due = now + settings.Every;
    }

    public void Succeeded() => Failures = 0;

    /// <param name="chance">0 to 1.</param>
    public void Failed(DateTime now, TimeSpan? retryAfter, double chance)
    {
        Failures++;
        var pause = Math.Min(settings.LongestPause.TotalSeconds, settings.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(Failures - 1, 40)));
        var due = now + TimeSpan.FromSeconds(pause * (0.5 + 0.5 * chance));
        if (retryAfter is { } asked && asked > TimeSpan.Zero && now + Shorter(asked, TimeSpan.FromDays(1)) is var later && later > due) due = later;
        _due = due;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

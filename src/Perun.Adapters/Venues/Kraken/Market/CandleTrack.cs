using Perun.Core.Bars;

namespace Perun.Adapters.Venues.Kraken.Market;

/// One pair's minutes. Kraken tells the current candle again and again and never says that it is over: it is when the next one begins,
/// or when its minute has passed and a little more. Each is told once, in order.
internal sealed class CandleTrack
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// Trades of a minute may still arrive so long after it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private const int MostWaiting = 1_440;

    private readonly List<Bar> _snapshot = [];
    private readonly List<Bar> _waiting = [];
    private Bar? _forming;
    private DateTime _lastTold;

    /// From where minutes are missing that only a question can fill; null where none are.
    public DateTime? Gap { get; private set; }

    /// The stream was away: what forms is not to be believed until a snapshot came.
    public bool IsInDoubt { get; private set; } = true;

    /// Minutes may have passed unseen, and only a snapshot tells.
    public bool AwaitsSnapshot => IsInDoubt && HasHistory;

    private bool HasHistory => _lastTold != default || _forming is not null;

    public void Doubt()
    {
        IsInDoubt = true;
        _snapshot.Clear();
    }

    public void TakeSnapshot(in Bar candle)
    {
        if (_snapshot.Count < MostWaiting) _snapshot.Add(candle);
    }

    /// All of the snapshot is there: what is missing since the last minute told is told now, or a gap is left.
    public void EndSnapshot(DateTime now, Action<Bar> tell)
    {
        if (_snapshot.Count == 0) return;
        _snapshot.Sort(static (one, other) => one.Time.CompareTo(other.Time));
        var (first, last) = (_snapshot[0], _snapshot[^1]);
        var wasBefore = HasHistory;
        var from = _forming?.Time ?? _lastTold + Minute;
        IsInDoubt = false;
        _forming = null;
        if (!wasBefore)
        {
            // What was before we followed it is history, and asked for elsewhere.
            _lastTold = last.Time - Minute;
            if (last.Time + Minute + Grace <= now) _lastTold = last.Time;
            else _forming = last;
        }
        else
        {
            if (Gap is null && first.Time > from && from + Minute <= now) Gap = from;
            foreach (var candle in _snapshot) Move(candle, tell);
        }
        _snapshot.Clear();
    }

    public void Take(in Bar candle, Action<Bar> tell)
    {
        // Of a pair that has no candles yet no snapshot comes: its first candle is news.
        if (IsInDoubt && !HasHistory && _snapshot.Count == 0) (IsInDoubt, _lastTold) = (false, candle.Time - Minute);
        if (!IsInDoubt) Move(candle, tell);
    }

    /// Nothing came for the next minute: the last may be over all the same.
    public void Advance(DateTime now, Action<Bar> tell)
    {
        if (IsInDoubt || _forming is not { } forming || now < forming.Time + Minute + Grace) return;
        Close(forming, tell);
        _forming = null;
    }

    /// What was asked for; minutes that came meanwhile follow. Rows of minutes without a trade leave no trace.
    public void Fill(IReadOnlyList<Bar> minutes, Action<Bar> tell)
    {
        if (Gap is null) return;
        Gap = null;
        _waiting.AddRange(minutes);
        _waiting.Sort(static (one, other) => one.Time.CompareTo(other.Time));
        foreach (var minute in _waiting) Close(minute, tell);
        _waiting.Clear();
    }

    private void Move(in Bar candle, Action<Bar> tell)
    {
        if (candle.Time <= _lastTold || candle.Time < _forming?.Time) return;
        if (_forming is { } forming && candle.Time > forming.Time) Close(forming, tell);
        _forming = candle;
    }

    private void Close(in Bar minute, Action<Bar> tell)
    {
        if (minute.Time <= _lastTold || !minute.IsSane) return;
        if (Gap is not null)
        {
            if (_waiting.Count < MostWaiting) _waiting.Add(minute);
            return;
        }
        _lastTold = minute.Time;
        if (minute.Volume > 0) tell(minute);
    }
}

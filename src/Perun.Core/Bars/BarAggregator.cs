using Perun.Core.Calendars;
using Perun.Core.State;

namespace Perun.Core.Bars;

/// Makes longer bars of one-minute bars. Bars are counted from the session's open (09:30 in New York, so an hourly bar
/// begins at half past; midnight UTC around the clock), and the last one ends with the session even where that cuts it
/// short; a daily bar is the session's. A bar's time is its left edge, whether or not a minute came that early.
/// It comes out when its last minute has arrived, or when a later minute or `Advance` proves it over, never sooner.
/// Missing minutes leave no trace, and a stretch without any minute has no bar. What can't be used is refused and counted.
public sealed class BarAggregator : IHasState
{
    private static readonly DateTime LongAgo = new(0, DateTimeKind.Utc);

    private readonly TradingCalendar _calendar;
    private readonly Bar[] _completed = new Bar[2];
    private int _completedCount;

    private bool _isForming;
    private DateTime _start = LongAgo;
    private DateTime _end = LongAgo;
    private double _open;
    private double _high;
    private double _low;
    private double _close;
    private double _volume;

    /// The next minute that is neither repeated nor late.
    private DateTime _nextMinute = LongAgo;
    private DateTime _lastMinute = LongAgo;
    private DateTime _advancedTo = LongAgo;
    private RefusedMinutes _refused;

    public BarAggregator(Timeframe timeframe, TradingCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeframe, Timeframe.M1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeframe, Timeframe.D1);
        ArgumentNullException.ThrowIfNull(calendar);
        Timeframe = timeframe;
        _calendar = calendar;
    }

    public Timeframe Timeframe { get; }

    public RefusedMinutes Refused => _refused;

    /// The bar so far, by which nobody may decide; null between bars.
    public Bar? Forming => _isForming ? FormingBar() : null;

    /// When the forming bar will be over, UTC; null between bars.
    public DateTime? FormingEnds => _isForming ? _end : null;

    /// Takes a minute and returns the bars that are over by it, oldest first: the one that it proves over, the one that
    /// it ends, both or none. The span is good until the next call.
    public ReadOnlySpan<Bar> Add(in Bar minute)
    {
        _completedCount = 0;
        if (!IsUsableAndInOrder(minute)) return [];
        if (_isForming && minute.Time >= _end) Complete();
        _lastMinute = minute.Time;
        _nextMinute = minute.Time.AddTicks(TimeSpan.TicksPerMinute);
        if (_isForming) Extend(minute);
        else Begin(minute);
        if (_isForming && _nextMinute >= _end) Complete();
        return _completed.AsSpan(0, _completedCount);
    }

    /// Says that every minute which ended by this moment has been delivered, and returns the bar that is over by it, if
    /// any. Minutes of a bar that ended by then are late from now on. The span is good until the next call.
    public ReadOnlySpan<Bar> Advance(DateTime utc)
    {
        _completedCount = 0;
        if (utc > _advancedTo) _advancedTo = utc;
        if (_isForming && utc >= _end) Complete();
        return _completed.AsSpan(0, _completedCount);
    }

    public void Sync(StateStream stream)
    {
        var (minutes, hours) = (Timeframe.Minutes, _calendar.Hours);
        stream.Sync(ref minutes);
        stream.SyncEnum(ref hours);
        if (minutes != Timeframe.Minutes || hours != _calendar.Hours)
            throw new InvalidStateException($"bars of {minutes} minutes, {hours}, can't become bars of {Timeframe}, {_calendar.Hours}");
        stream.Sync(ref _isForming);
        stream.Sync(ref _start);
        stream.Sync(ref _end);
        stream.Sync(ref _open);
        stream.Sync(ref _high);
        stream.Sync(ref _low);
        stream.Sync(ref _close);
        stream.Sync(ref _volume);
        stream.Sync(ref _nextMinute);
        stream.Sync(ref _lastMinute);
        stream.Sync(ref _advancedTo);
        _refused.Sync(stream);
    }

    private bool IsUsableAndInOrder(in Bar minute)
    {
        if (!minute.IsSane || minute.Time.Ticks % TimeSpan.TicksPerMinute != 0) _refused.Unusable++;
        else if (minute.Time >= _nextMinute) return true;
        else if (minute.Time == _lastMinute) _refused.Repeated++;
        else _refused.Late++;
        return false;
    }

    private void Begin(in Bar minute)
    {
        if (_calendar.SessionAt(minute.Time) is not { } session)
        {
            _refused.OutsideSession++;
            return;
        }
        var length = Timeframe.Minutes * TimeSpan.TicksPerMinute;
        var start = session.Open.AddTicks((minute.Time - session.Open).Ticks / length * length);
        var end = start.AddTicks(length);
        if (end > session.Close) end = session.Close;
        if (end <= _advancedTo)
        {
            _refused.Late++;
            return;
        }
        (_isForming, _start, _end) = (true, start, end);
        (_open, _high, _low, _close, _volume) = (minute.Open, minute.High, minute.Low, minute.Close, minute.Volume);
    }

    private void Extend(in Bar minute)
    {
        if (minute.High > _high) _high = minute.High;
        if (minute.Low < _low) _low = minute.Low;
        _close = minute.Close;
        _volume += minute.Volume;
    }

    private void Complete()
    {
        _completed[_completedCount++] = FormingBar();
        _isForming = false;
    }

    private Bar FormingBar() => new(_start, _open, _high, _low, _close, _volume);
}

using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Runs;

/// Several instruments' bars in the order in which they end; at one moment in the order of the instruments.
internal sealed class BarFeed
{
    private readonly Bar[][] _bars;
    private readonly int[] _next;
    private readonly DateTime[] _ends;
    private readonly TimeSpan _length;
    private int _place;
    private bool _isTaken;

    /// Where bars end with the session: its calendar.
    private readonly TradingCalendar?[] _sessions;

    public BarFeed(IReadOnlyList<RunMarket> markets, Timeframe timeframe)
    {
        _bars = [.. markets.Select(market => market.Bars)];
        _next = new int[markets.Count];
        _length = timeframe.Length;
        _sessions = [.. markets.Select(market => timeframe == Timeframe.D1 && market.Instrument.Hours != TradingHours.AroundTheClock ? TradingCalendar.For(market.Instrument.Hours) : null)];
        _ends = new DateTime[markets.Count];
        for (var place = 0; place < markets.Count; place++) SetEnd(place);
    }

    /// The bar that was taken last.
    public ref readonly Bar Taken => ref _bars[_place][_next[_place] - 1];

    /// The next bar's instrument and its end; false when history is over.
    public bool TryTake(out int place, out DateTime end)
    {
        // What was taken last moves on only now, so that the bar after it is not looked at before its time.
        if (_isTaken) SetEnd(_place);
        place = 0;
        for (var other = 1; other < _ends.Length; other++)
            if (_ends[other] < _ends[place]) place = other;
        (_place, end) = (place, _ends[place]);
        if (end == DateTime.MaxValue) return _isTaken = false;
        _next[place]++;
        return _isTaken = true;
    }

    private void SetEnd(int place)
    {
        var (bars, next) = (_bars[place], _next[place]);
        _ends[place] = next < bars.Length ? EndOf(bars[next].Time, _sessions[place]) : DateTime.MaxValue;
    }

    /// A session's bar ends with the session, wherever in its day it is said to begin; any other after its length.
    private DateTime EndOf(DateTime start, TradingCalendar? sessions) =>
        sessions is null ? start + _length : sessions.SessionOn(DateOnly.FromDateTime(start))?.Close ?? start + _length;
}

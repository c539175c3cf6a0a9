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

    /// When the next bar ends.
    public DateTime NextEnd
    {
        get
        {
            var next = _ends[0];
            for (var other = 1; other < _ends.Length; other++)
                if (_ends[other] < next) next = _ends[other];
            return next;
        }
    }

    /// The next bar, its instrument's place and its end; false when history is over.
    public bool TryTake(out int place, out int index, out DateTime end)
    {
        place = 0;
        for (var other = 1; other < _ends.Length; other++)
            if (_ends[other] < _ends[place]) place = other;
        (index, end) = (_next[place], _ends[place]);
        if (end == DateTime.MaxValue) return false;
        _next[place]++;
        SetEnd(place);
        return true;
    }

    /// A session's bar ends with the session, wherever in its day it is said to begin; any other after its length.
    public DateTime EndOf(int place, DateTime start) =>
        _sessions[place] is { } sessions ? sessions.SessionOn(DateOnly.FromDateTime(start))?.Close ?? start + _length : start + _length;

    private void SetEnd(int place)
    {
        var (bars, next) = (_bars[place], _next[place]);
        _ends[place] = next < bars.Length ? EndOf(place, bars[next].Time) : DateTime.MaxValue;
    }
}

using Perun.Core.Calendars;

namespace Perun.VenueServers.Alpaca.Accounts;

/// What an account was worth: once a minute, up to a bound, and at each session's close.
public sealed class EquityHistory(decimal start, DateTime opened)
{
    private const int MostMinutes = 200_000;

    private readonly List<(DateTime Time, decimal Equity)> _minutes = [(opened, start)];

    public IReadOnlyList<(DateTime Time, decimal Equity)> Minutes => _minutes;

    public decimal Start { get; } = start;

    /// At the last close of the stock exchange before this moment; what it began with where there was none.
    public decimal LastClose { get; private set; } = start;

    public void Note(DateTime now, decimal equity)
    {
        if (now - _minutes[^1].Time < TimeSpan.FromMinutes(1)) return;
        if (_minutes.Count == MostMinutes) _minutes.RemoveRange(0, MostMinutes / 4);
        var before = _minutes[^1].Time;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        _minutes.Add((minute, equity));
        if (TradingCalendar.NewYork.SessionAt(before.AddTicks(-1)) is { } session && now >= session.Close) LastClose = equity;
    }
}

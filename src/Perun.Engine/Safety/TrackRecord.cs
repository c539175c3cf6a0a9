using Perun.Core.State;
using Perun.Engine.Ledger;

namespace Perun.Engine.Safety;

/// How the account has done lately: the facts that the day's limits and the pauses look at.
public sealed class TrackRecord : IHasState
{
    private const int MostStopOuts = 1000;

    private readonly List<DateTime> _stopOuts = [];
    private readonly List<DayPeak> _peaks = [];
    private int _day;
    private decimal _equityAtDayStart;
    private int _entriesToday;
    private int _tradesClosed;
    private int _lossStreak;

    public DateOnly Day => DateOnly.FromDayNumber(_day);

    public decimal EquityAtDayStart => _equityAtDayStart;

    public int EntriesToday => _entriesToday;

    public int TradesClosed => _tradesClosed;

    /// Losing trades since the last winning one.
    public int LossStreak => _lossStreak;

    /// The highest equity within the drawdown window.
    public decimal Peak
    {
        get
        {
            var peak = 0m;
            foreach (var day in _peaks) peak = Math.Max(peak, day.Equity);
            return peak;
        }
    }

    public decimal LossToday(decimal equity) => _equityAtDayStart - equity;

    public int StopOutsSince(DateTime moment)
    {
        var count = 0;
        for (var i = _stopOuts.Count - 1; i >= 0 && _stopOuts[i] >= moment; i--) count++;
        return count;
    }

    internal void BeginDay(DateOnly day, decimal equity, int windowDays)
    {
        _day = day.DayNumber;
        _equityAtDayStart = equity;
        _entriesToday = 0;
        _peaks.Add(new DayPeak(_day, equity));
        while (_peaks[0].Day <= _day - Math.Max(1, windowDays)) _peaks.RemoveAt(0);
    }

    internal void SawEquity(decimal equity)
    {
        if (_peaks.Count > 0 && equity > _peaks[^1].Equity) _peaks[^1] = new DayPeak(_day, equity);
    }

    /// After a pause the fall is counted from where the account stands.
    internal void ForgetPeaks(decimal equity)
    {
        _peaks.Clear();
        _peaks.Add(new DayPeak(_day, equity));
    }

    /// Money came in or went out: neither a gain nor a loss.
    internal void Shift(decimal amount)
    {
        _equityAtDayStart += amount;
        for (var i = 0; i < _peaks.Count; i++) _peaks[i] = _peaks[i] with { Equity = _peaks[i].Equity + amount };
    }

    internal void ForgetStopOuts() => _stopOuts.Clear();

    internal void ForgetStreak() => _lossStreak = 0;

    internal void Entered() => _entriesToday++;

    internal void Closed(Trade trade)
    {
        _tradesClosed++;
        _lossStreak = trade.IsLoss ? _lossStreak + 1 : 0;
        if (trade.Reason != ExitReason.Stop || !trade.IsLoss) return;
        if (_stopOuts.Count == MostStopOuts) _stopOuts.RemoveAt(0);
        _stopOuts.Add(trade.Closed);
    }

    public void Sync(StateStream stream)
    {
        stream.SyncList(_stopOuts, static (StateStream s, ref DateTime time) => s.Sync(ref time));
        stream.SyncList(_peaks, DayPeak.Sync);
        stream.Sync(ref _day);
        stream.Sync(ref _equityAtDayStart);
        stream.Sync(ref _entriesToday);
        stream.Sync(ref _tradesClosed);
        stream.Sync(ref _lossStreak);
    }

    private readonly record struct DayPeak(int Day, decimal Equity)
    {
        public static void Sync(StateStream stream, ref DayPeak peak)
        {
            var (day, equity) = peak;
            stream.Sync(ref day);
            stream.Sync(ref equity);
            peak = new DayPeak(day, equity);
        }
    }
}

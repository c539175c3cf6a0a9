using Perun.Engine;
using Perun.Engine.Risk;

namespace Perun.Backtest.Straight;

/// The engine's limits on when a position may be opened, for one market: pace, pauses, the day's loss, the account's fall.
/// Moments are the ticks at which bars end. What can't be told in doubles is not guessed: the run goes through messages.
internal sealed class StraightBrakes
{
    private const double TooClose = 1e-10;

    /// As many stop-outs as the engine remembers.
    private const int MostStopOuts = 1000;

    private readonly EngineSettings _limits;
    private readonly StraightMarket _market;
    private readonly double _start, _drawdown;
    private readonly long _cooldown;
    private readonly bool _limitsLoss, _limitsProfit;
    private readonly double _mostLoss, _profitTarget;
    private readonly List<(int Day, double Equity)> _peaks = [];
    private readonly long[] _stopOuts;
    private int _dayAt, _day, _entriesToday, _streak, _symbolStreak, _stopOutCount, _stopOutAt;
    private double _dayStart, _highest;
    private long _lastTrade, _lockedUntil, _drawdownUntil, _streakUntil, _stopOutsUntil;
    private bool _dailyLossIsOn, _drawdownIsOn, _streakIsOn, _stopOutsAreOn;

    public StraightBrakes(StraightMarket market, EngineSettings limits, double start)
    {
        (_market, _limits, _start) = (market, limits, start);
        _drawdown = (double)limits.MaxDrawdownPercent / 100;
        (_cooldown, _limitsLoss, _limitsProfit) = (limits.Cooldown.Ticks, limits.MaxDailyLoss.IsSet, limits.DailyProfitTarget.IsSet);
        (_mostLoss, _profitTarget) = ((double)limits.MaxDailyLoss.Value, (double)limits.DailyProfitTarget.Value);
        WatchesEquity = _limitsLoss || limits.MaxDrawdownPercent > 0;
        _stopOuts = new long[Math.Clamp(limits.StopOutLimit, 1, MostStopOuts)];
    }

    /// Whether any limit looks at the account while a position is open.
    public bool WatchesEquity { get; }

    /// Something was too close to a limit to be told.
    public bool IsInDoubt { get; private set; }

    public void Reset()
    {
        (_dayAt, _entriesToday, _streak, _symbolStreak, _stopOutCount, _stopOutAt) = (0, 0, 0, 0, 0, 0);
        (_lastTrade, _lockedUntil, _drawdownUntil, _streakUntil, _stopOutsUntil) = (0, 0, 0, 0, 0);
        (_dailyLossIsOn, _drawdownIsOn, _streakIsOn, _stopOutsAreOn, IsInDoubt) = (false, false, false, false, false);
        (_day, _dayStart) = (_market.FirstDay, _start);
        BeginPeaks(_start);
    }

    /// Time goes on to the end of a bar; days begin with what the account was worth before.
    public void GoTo(int bar, double[] equity)
    {
        var starts = _market.DayStarts;
        while (_dayAt < starts.Length && starts[_dayAt] <= bar)
        {
            var at = starts[_dayAt];
            (_day, _dayStart, _entriesToday, _dailyLossIsOn) = (_market.DayNumbers[_dayAt], at == 0 ? _start : equity[at - 1], 0, false);
            _dayAt++;
            _peaks.Add((_day, _dayStart));
            var oldest = _day - Math.Max(1, _limits.DrawdownWindowDays);
            while (_peaks[0].Day <= oldest) _peaks.RemoveAt(0);
            _highest = 0;
            foreach (var (_, height) in _peaks) _highest = Math.Max(_highest, height);
        }
    }

    /// The first rule that keeps an account that holds nothing from opening a position now, in the gate's order; none where it may.
    public Reason Refusal(long now, double cash)
    {
        LiftWhatIsOver(now, cash);
        if (now < _lastTrade + _cooldown) return Reason.Cooldown;
        if (now < _lockedUntil) return Reason.SymbolLocked;
        if (_entriesToday >= _limits.MaxTradesPerDay) return Reason.TradesPerDay;
        if (_limitsLoss && (!IsBelow(_dayStart - cash, LossLimit) || _dailyLossIsOn)) return Reason.DailyLoss;
        if (_limitsProfit && !IsBelow(cash - _dayStart, _limits.DailyProfitTarget.IsPercent ? _dayStart * _profitTarget / 100 : _profitTarget)) return Reason.DailyProfitReached;
        if (_streakIsOn) return Reason.LossStreak;
        if (_stopOutsAreOn) return Reason.StopOuts;
        return _drawdownIsOn ? Reason.Drawdown : Reason.None;
    }

    public void Entered(long now)
    {
        _entriesToday++;
        _lastTrade = now;
    }

    /// The account's worth changed, by a fill or by a price.
    public void Saw(double equity, long now)
    {
        if (_peaks[^1].Equity < equity)
        {
            _peaks[^1] = (_day, equity);
            _highest = Math.Max(_highest, equity);
        }
        if (_limitsLoss && !_dailyLossIsOn && _dayStart - equity > 0 && !IsBelow(_dayStart - equity, LossLimit)) _dailyLossIsOn = true;
        if (_drawdown <= 0 || _drawdownIsOn) return;
        if (_highest <= 0 || IsBelow(_highest - equity, _highest * _drawdown)) return;
        (_drawdownIsOn, _drawdownUntil) = (true, now + _limits.DrawdownPause.Ticks);
    }

    /// Pauses end after what happened at their last moment; a fall is then counted from where the account stands.
    public void LiftWhatIsOver(long now, double equity)
    {
        if (_streakIsOn && _streakUntil <= now) (_streakIsOn, _streak) = (false, 0);
        if (_stopOutsAreOn && _stopOutsUntil <= now) (_stopOutsAreOn, _stopOutCount) = (false, 0);
        if (!_drawdownIsOn || _drawdownUntil > now) return;
        _drawdownIsOn = false;
        BeginPeaks(equity);
    }

    public void Closed(long now, bool isLoss, bool isByStop)
    {
        _lastTrade = now;
        _symbolStreak = isLoss ? _symbolStreak + 1 : 0;
        if (_limits.SymbolLossLimit > 0 && _symbolStreak >= _limits.SymbolLossLimit) (_lockedUntil, _symbolStreak) = (now + _limits.SymbolLock.Ticks, 0);
        _streak = isLoss ? _streak + 1 : 0;
        if (_limits.LossStreakLimit > 0 && _streak >= _limits.LossStreakLimit && !_streakIsOn) (_streakIsOn, _streakUntil) = (true, now + _limits.CoolOff.Ticks);
        if (_limits.StopOutLimit is <= 0 or > MostStopOuts) return;
        if (isByStop && isLoss)
        {
            _stopOuts[_stopOutAt] = now;
            _stopOutAt = (_stopOutAt + 1) % _stopOuts.Length;
            _stopOutCount = Math.Min(_stopOuts.Length, _stopOutCount + 1);
        }
        // The oldest of as many as it takes lies where the next one goes.
        var isTooMany = _stopOutCount == _stopOuts.Length && _stopOuts[_stopOutAt] >= now - _limits.StopOutWindow.Ticks;
        if (isTooMany && !_stopOutsAreOn) (_stopOutsAreOn, _stopOutsUntil) = (true, now + _limits.StopOutPause.Ticks);
    }

    private double LossLimit => _limits.MaxDailyLoss.IsPercent ? _dayStart * _mostLoss / 100 : _mostLoss;

    private void BeginPeaks(double equity)
    {
        _peaks.Clear();
        _peaks.Add((_day, equity));
        _highest = Math.Max(0, equity);
    }

    private bool IsBelow(double amount, double limit)
    {
        if (Math.Abs(amount - limit) < TooClose * (Math.Abs(_dayStart) + 1)) IsInDoubt = true;
        return amount < limit;
    }
}

using Perun.Backtest.Runs;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Straight;

/// One market's history as the straight path goes along it: bars that were looked at and make sense, the moments at which they
/// end, and the places at which the engine begins a day.
internal sealed class StraightMarket
{
    /// Well below what the engine takes for a bad print.
    private const double LargestMove = 0.25;

    private const double HighestPrice = 1e11, MostTicks = 1e14, LargestVolume = 1e18;

    private readonly BarFeed _feed;
    private readonly TradingCalendar _calendar;
    private readonly long _length;
    private readonly bool _isAlwaysOpen, _hasVolumeShare;
    private readonly decimal _volumeShare;
    private readonly double _share, _lowest, _highest;
    private readonly List<int> _dayStarts = [], _dayNumbers = [];
    private int _admitted;
    private double _close;
    private long _end, _nextDay;

    /// A plan of one market with at least one bar.
    public StraightMarket(RunPlan plan)
    {
        var market = plan.Markets[0];
        (Instrument, Bars) = (market.Instrument, market.Bars);
        _feed = new BarFeed(plan.Markets, plan.Spec.Timeframe);
        _calendar = TradingCalendar.For(Instrument.Hours);
        var isDaily = plan.Spec.Timeframe.CompareTo(Timeframe.D1) >= 0;
        _isAlwaysOpen = isDaily || plan.Limits.TradesWhileClosed || Instrument.Hours == TradingHours.AroundTheClock;
        _length = isDaily && Instrument.Hours != TradingHours.AroundTheClock ? 0 : plan.Spec.Timeframe.Length.Ticks;
        _volumeShare = plan.Venue.VolumeShare;
        _hasVolumeShare = _volumeShare != 0;
        _share = (double)_volumeShare / (double)Instrument.Lot;
        (_lowest, _highest) = Bounds(plan);
        (_close, _end) = (Bars[0].Close, Bars[0].Time.Ticks);
        (FirstDay, _nextDay) = (_calendar.TradingDay(Bars[0].Time).DayNumber, EndOfDay(_calendar, Bars[0].Time));
    }

    public Instrument Instrument { get; }

    public Bar[] Bars { get; }

    /// The bars at whose end a new trading day has begun, as far as bars are admitted.
    public ReadOnlySpan<int> DayStarts => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_dayStarts);

    /// The numbers of those days.
    public ReadOnlySpan<int> DayNumbers => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_dayNumbers);

    public int FirstDay { get; }

    /// When a bar ended, in ticks.
    public long EndOf(int bar) => End(Bars[bar].Time);

    /// When what fills at a bar's open is filled: orders of the bar before may come a little later.
    public long StartOf(int bar) => Math.Max(Bars[bar].Time.Ticks, EndOf(bar - 1));

    /// Whether orders may be given at the end of a bar.
    public bool TakesOrdersAfter(int bar) => _isAlwaysOpen || _calendar.IsOpen(At(EndOf(bar)));

    /// The bar at whose open a position is left that is to be left at the end of this one: the engine waits for the market to open.
    public int ExitBarAfter(int bar)
    {
        if (TakesOrdersAfter(bar)) return bar + 1;
        var opens = _calendar.NextOpen(At(EndOf(bar)));
        for (var later = bar + 1; later < Bars.Length; later++)
        {
            var end = At(EndOf(later));
            if (end < opens) continue;
            if (_calendar.IsOpen(end)) return later + 1;
            opens = _calendar.NextOpen(end);
        }
        return int.MaxValue;
    }

    /// Whether orders may take so much of a bar's volume, all together.
    public bool HasRoom(int bar, long lots)
    {
        if (!_hasVolumeShare) return true;
        var volume = Bars[bar].Volume;
        if (lots < volume * _share * (1 - 1e-9) - 1) return true;
        return lots * Instrument.Lot <= Instrument.RoundQuantityDown((decimal)volume * _volumeShare);
    }

    /// Looks at the bars up to (and without) this one; says why they need messages where they do.
    public string? Admit(int to)
    {
        var (bars, lowest, highest, close, last) = (Bars, _lowest, _highest, _close, _end);
        for (; _admitted < to; _admitted++)
        {
            ref readonly var bar = ref bars[_admitted];
            var (start, end) = (bar.Time.Ticks, End(bar.Time));
            var isSane = bar.Low <= bar.Open && bar.Low <= bar.Close && bar.High >= bar.Open && bar.High >= bar.Close && bar.Volume is >= 0 and < LargestVolume;
            // What is not a number is neither.
            if (!(isSane && bar.Low >= lowest && bar.High <= highest && Math.Abs(bar.Close - close) <= close * LargestMove && last <= start && start < end)) return WhyNot(bar, isSane);
            (close, last) = (bar.Close, end);
            if (end >= _nextDay) BeginDay(At(end));
        }
        (_close, _end) = (close, last);
        return null;
    }

    private string WhyNot(in Bar bar, bool isSane)
    {
        var when = $"{bar.Time:yyyy-MM-dd HH:mm}";
        if (!isSane || !(bar.Low > 0)) return $"the bar of {when} makes no sense";
        return bar.Low < _lowest || bar.High > _highest ? $"the price of {when} is too far from its tick" : $"the bar of {when} jumps, or begins before the last one ends";
    }

    private long End(DateTime start) => _length > 0 ? start.Ticks + _length : _feed.EndOf(0, start).Ticks;

    private static DateTime At(long ticks) => new(ticks, DateTimeKind.Utc);

    private void BeginDay(DateTime now)
    {
        _dayStarts.Add(_admitted);
        _dayNumbers.Add(_calendar.TradingDay(now).DayNumber);
        _nextDay = EndOfDay(_calendar, now);
    }

    /// As the engine's: the first full hour that belongs to another day.
    private static long EndOfDay(TradingCalendar calendar, DateTime now)
    {
        var today = calendar.TradingDay(now);
        var hour = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
        do hour = hour.AddHours(1);
        while (calendar.TradingDay(hour) == today);
        return hour.Ticks;
    }

    /// Between these prices ticks fit into whole numbers, no price comes near where the tick changes, and none moves by its tick alone
    /// further than the limits let a price move.
    private static (double Lowest, double Highest) Bounds(RunPlan plan)
    {
        var (instrument, venue) = (plan.Markets[0].Instrument, plan.Venue);
        var tick = (double)instrument.Tick;
        var drift = (double)plan.Limits.MaxPriceDriftPercent;
        var lowest = drift > 0 ? tick * 100 / (drift * 0.99) : double.PositiveInfinity;
        if (instrument.TickBelowOne > 0)
        {
            var cost = venue.HalfSpread(instrument.AssetClass) + venue.Slippage(1);
            lowest = Math.Max(lowest, cost.Fraction < 0.9m ? (1.02 + (double)cost.Amount) / (1 - (double)cost.Fraction) : double.PositiveInfinity);
        }
        return (lowest, Math.Min(HighestPrice, MostTicks * tick));
    }
}

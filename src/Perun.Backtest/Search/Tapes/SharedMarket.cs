using Perun.Backtest.Results;
using Perun.Backtest.Runs;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Search.Tapes;

/// One market's history as every set sees it, in columns, with the moments at which the engine begins a day.
internal sealed class SharedMarket
{
    private SharedMarket(RunPlan plan, long[] ends)
    {
        var market = plan.Markets[0];
        (Instrument, Bars, Ends) = (market.Instrument, market.Bars, ends);
        // As money sees prices: in whole steps.
        (Open, High, Low, Close) = (Column(bar => bar.Open), Column(bar => bar.High), Column(bar => bar.Low), Column(bar => bar.Close));
        if (plan.Venue.VolumeShare > 0)
        {
            VolumeLots = new long[Bars.Length];
            for (var i = 0; i < Bars.Length; i++) VolumeLots[i] = (long)Math.Min(long.MaxValue / 4, Math.Floor((decimal)Bars[i].Volume * plan.Venue.VolumeShare / Instrument.Lot));
        }
        (DayStarts, DayNumbers) = Days();
        FirstDay = TradingCalendar.For(Instrument.Hours).TradingDay(Bars[0].Time).DayNumber;
    }

    public Instrument Instrument { get; }

    public Core.Bars.Bar[] Bars { get; }

    public double[] Open { get; }

    public double[] High { get; }

    public double[] Low { get; }

    public double[] Close { get; }

    /// When each bar ended, in ticks, as the engine's own run says.
    public long[] Ends { get; }

    /// What orders may take of each bar, in lots; null for no limit.
    public long[]? VolumeLots { get; }

    /// The bars at whose end a new trading day has begun, and its number.
    public int[] DayStarts { get; }

    public int[] DayNumbers { get; }

    public int FirstDay { get; }

    /// <param name="run">Of one set, through the full engine.</param>
    public static SharedMarket? Of(RunPlan plan, RunResult run)
    {
        var bars = plan.Markets[0].Bars;
        var ends = run.Equity.Times;
        if (ends.Length != bars.Length) return null;
        for (var i = 0; i + 1 < bars.Length; i++)
            if (ends[i] > bars[i + 1].Time.Ticks || ends[i] >= ends[i + 1]) return null;
        return new SharedMarket(plan, ends);
    }

    private double[] Column(Func<Core.Bars.Bar, double> price) => [.. Bars.Select(bar => (double)Core.Money.Price.Of(price(bar)))];

    private (int[] Starts, int[] Numbers) Days()
    {
        var calendar = TradingCalendar.For(Instrument.Hours);
        var (starts, numbers) = (new List<int>(), new List<int>());
        var nextDay = EndOfDay(calendar, Bars[0].Time);
        for (var i = 0; i < Ends.Length; i++)
        {
            if (Ends[i] < nextDay.Ticks) continue;
            var now = new DateTime(Ends[i], DateTimeKind.Utc);
            starts.Add(i);
            numbers.Add(calendar.TradingDay(now).DayNumber);
            nextDay = EndOfDay(calendar, now);
        }
        return ([.. starts], [.. numbers]);
    }

    /// As the engine's: the first full hour that belongs to another day.
    private static DateTime EndOfDay(TradingCalendar calendar, DateTime now)
    {
        var today = calendar.TradingDay(now);
        var hour = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerHour, DateTimeKind.Utc);
        do hour = hour.AddHours(1);
        while (calendar.TradingDay(hour) == today);
        return hour;
    }
}

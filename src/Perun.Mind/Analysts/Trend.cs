using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Indicators;

namespace Perun.Mind.Analysts;

/// Where the longer bars of an instrument go: up when the last close stands above their 20-bar average.
internal sealed class Trend(Timeframe timeframe, TradingCalendar calendar)
{
    private readonly BarAggregator _bars = new(timeframe, calendar);
    private readonly Sma _sma = new(20);

    /// Null until there are enough bars.
    public bool? IsUp { get; private set; }

    public void See(in Bar minute)
    {
        foreach (ref readonly var bar in _bars.Add(minute))
        {
            var average = _sma.Next(bar.Close);
            IsUp = double.IsFinite(average) ? bar.Close > average : null;
        }
    }

    public override string ToString() => $"{timeframe} {IsUp switch { true => "up", false => "down", null => "not known yet" }}";
}

using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Indicators;
using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// One instrument's bars of one length, read by the usual indicators.
internal sealed class TechnicalReading(string symbol, Timeframe timeframe, TradingCalendar calendar)
{
    private const double Overbought = 70;
    private const double Oversold = 30;
    private const double MuchVolume = 2;

    private readonly BarAggregator _bars = new(timeframe, calendar);
    private readonly Rsi _rsi = new(14);
    private readonly Ema _ema = new(20);
    private readonly Macd _macd = new();
    private readonly Atr _atr = new(14);
    private readonly Sma _volume = new(20);
    private Bar _last;
    private MacdValue _macdNow = MacdValue.Unknown;
    private double _histogramBefore = double.NaN;
    private double _rsiNow = double.NaN;
    private double _emaNow = double.NaN;
    private double _atrNow = double.NaN;
    private double _usualVolume = double.NaN;
    private double _volumeBefore = double.NaN;

    public Timeframe Timeframe => timeframe;

    /// When the newest bar was over, as far as is known.
    public DateTime At { get; private set; }

    /// Null until the average is known.
    public bool? IsUp => double.IsFinite(_emaNow) ? _last.Close > _emaNow : null;

    public void See(in Bar minute)
    {
        foreach (ref readonly var bar in _bars.Add(minute))
        {
            // The bar's own volume is compared with that of the bars before it.
            (_last, At, _usualVolume) = (bar, minute.Time.AddMinutes(1), _volumeBefore);
            _volumeBefore = _volume.Next(bar.Volume);
            (_histogramBefore, _macdNow) = (_macdNow.Histogram, _macd.Next(bar.Close));
            (_rsiNow, _emaNow, _atrNow) = (_rsi.Next(bar.Close), _ema.Next(bar.Close), _atr.Next(bar));
        }
    }

    /// Null until there are bars enough for the first indicators.
    public Evidence? Say()
    {
        if (!double.IsFinite(_rsiNow) || !double.IsFinite(_atrNow)) return null;
        var parts = new List<string>(6) { $"close {Price(_last.Close)}" };
        if (double.IsFinite(_emaNow)) parts.Add($"{Percent((_last.Close / _emaNow - 1) * 100)} from EMA20");
        parts.Add($"RSI14 {_rsiNow:0.0}{(_rsiNow >= Overbought ? " overbought" : _rsiNow <= Oversold ? " oversold" : "")}");
        if (double.IsFinite(_macdNow.Histogram)) parts.Add($"MACD histogram {Percent(_macdNow.Histogram / _last.Close * 100)} of price{Turn()}");
        parts.Add($"ATR14 {_atrNow / _last.Close * 100:0.00}%");
        var volume = _usualVolume > 0 ? _last.Volume / _usualVolume : double.NaN;
        if (double.IsFinite(volume)) parts.Add($"volume {volume:0.0} times its average");
        var isRemarkable = _rsiNow is >= Overbought or <= Oversold || volume >= MuchVolume;
        return Reading.Of($"technical:{symbol}:{timeframe}", OwnSources.Technical, LaneNames.Market, symbol, At, $"{symbol} {timeframe}: {string.Join(", ", parts)}", isRemarkable ? Severity.High : Severity.Medium);
    }

    /// A millionth of the price is no turn.
    private string Turn() => (Math.Round(_histogramBefore / _last.Close, 6), Math.Round(_macdNow.Histogram / _last.Close, 6)) switch
    {
        ( <= 0, > 0) => ", just crossed up",
        ( >= 0, < 0) => ", just crossed down",
        var (before, now) when now > before => ", rising",
        var (before, now) when now < before => ", falling",
        _ => "",
    };

    internal static string Price(double price) => price >= 1000 ? $"{price:0.00}" : price >= 1 ? $"{price:0.00##}" : $"{price:0.########}";

    private static string Percent(double percent) => $"{percent:+0.00;-0.00;0.00}%";
}

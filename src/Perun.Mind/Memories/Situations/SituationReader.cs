using Perun.Core.Bars;
using Perun.Core.Indicators;

namespace Perun.Mind.Memories.Situations;

/// Reads the situation of one instrument from its bars, minute by minute, by five-minute bars around the clock.
public sealed class SituationReader(string symbol)
{
    private const int PartMinutes = 5;
    private readonly Rsi _rsi = new();
    private readonly Sma _average = new(20);
    private readonly Macd _macd = new();
    private readonly Atr _atr = new();
    private readonly Ema _usualAtr = new(100);
    private readonly Sma _usualVolume = new(20);
    private readonly Roc _change = new(10);
    private Bar? _forming;

    /// Minutes that make everything known.
    public static TimeSpan WarmUp { get; } = TimeSpan.FromMinutes(PartMinutes * 120);

    /// Null until there were bars enough.
    public Situation? Now { get; private set; }

    public void See(in Bar minute)
    {
        var start = new DateTime(minute.Time.Ticks - minute.Time.Ticks % TimeSpan.FromMinutes(PartMinutes).Ticks, DateTimeKind.Utc);
        if (_forming is { } forming)
        {
            if (forming.Time == start)
            {
                _forming = new Bar(start, forming.Open, Math.Max(forming.High, minute.High), Math.Min(forming.Low, minute.Low), minute.Close, forming.Volume + minute.Volume);
                return;
            }
            if (start < forming.Time) return;
            Read(forming);
        }
        _forming = new Bar(start, minute.Open, minute.High, minute.Low, minute.Close, minute.Volume);
    }

    private void Read(in Bar bar)
    {
        var (rsi, average, macd, atr) = (_rsi.Next(bar.Close), _average.Next(bar.Close), _macd.Next(bar.Close), _atr.Next(bar));
        var usual = _usualAtr.Next(atr / bar.Close);
        var (volume, change) = (_usualVolume.Next(bar.Volume), _change.Next(bar.Close));
        if (!(atr > 0) || !double.IsFinite(usual) || usual <= 0 || !double.IsFinite(macd.Histogram) || !double.IsFinite(average) || !double.IsFinite(change)) return;
        var distance = (bar.Close - average) / atr;
        var wild = atr / bar.Close / usual;
        float[] readings =
        [
            (float)(rsi / 100),
            Squeezed(distance / 2),
            Squeezed(macd.Histogram / atr * 2),
            Squeezed(Math.Log(wild)),
            volume > 0 ? Squeezed(Math.Log((bar.Volume + 1) / (volume + 1)) / 2) : 0.5f,
            Squeezed(change / 100 * bar.Close / atr / 3),
            Squeezed((bar.High - bar.Low) / atr - 1),
            (float)(bar.Time.TimeOfDay.TotalDays),
        ];
        if (!readings.All(float.IsFinite)) return;
        Now = new Situation(symbol, $"{(distance > 0.5 ? "rising" : distance < -0.5 ? "falling" : "sideways")}-{(wild > 1.25 ? "wild" : "calm")}", readings);
    }

    /// Any number onto 0 to 1, the middle ones finely.
    private static float Squeezed(double value) => (float)(0.5 + 0.5 * Math.Tanh(value));
}

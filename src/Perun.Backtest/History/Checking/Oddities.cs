using System.Globalization;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.History.Checking;

/// What no bar should be, and what few bars are.
internal sealed class Oddities
{
    private const int MostExamples = 10;
    private const int SampleSize = 100_000;
    private const double JumpSteps = 20, SpikeSteps = 30, LeastJump = 0.02;

    /// How fast the usual step follows the market: half of it is of the last 140 bars.
    private const double Following = 0.005;

    private readonly long[] _counts = new long[Enum.GetValues<Oddity>().Length];
    private readonly List<Finding> _findings = [];

    public IReadOnlyDictionary<Oddity, long> Counts => Enum.GetValues<Oddity>().ToDictionary(oddity => oddity, oddity => _counts[(int)oddity]);

    public IReadOnlyList<Finding> Findings => _findings;

    public void Look(BarSpans bars, TradingHours hours)
    {
        var calendar = TradingCalendar.For(hours);
        var usual = UsualStep(bars.Closes);
        var recent = usual;
        Bar? before = null;
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = bars[i];
            if (!calendar.IsOpen(bar.Time)) Note(Oddity.OutsideSession, bar, "the market was closed");
            if (before is { } earlier && bar.Time <= earlier.Time) Note(Oddity.Repeated, bar, "it is not later than the bar before");
            if (!(double.IsFinite(bar.Open) && double.IsFinite(bar.High) && double.IsFinite(bar.Close) && bar.Low > 0 && bar.Open > 0 && bar.Close > 0 && bar.High > 0))
                Note(Oddity.BadPrice, bar, Text($"open {bar.Open}, high {bar.High}, low {bar.Low}, close {bar.Close}"));
            else if (!bar.IsSane)
                Note(Oddity.Contradiction, bar, Text($"open {bar.Open}, high {bar.High}, low {bar.Low}, close {bar.Close}, volume {bar.Volume}"));
            else
            {
                var scale = Math.Max(usual, recent);
                LookAtSpike(bar, scale);
                if (before is { Close: > 0 } last)
                {
                    var step = Math.Abs(Math.Log(bar.Close / last.Close));
                    if (step > Math.Max(LeastJump, JumpSteps * scale)) Note(Oddity.Jump, bar, Text($"from {last.Close} to {bar.Close} ({(bar.Close / last.Close) - 1:+0.0%;-0.0%})"));
                    recent += Following * (Math.Min(step, JumpSteps * scale) - recent);
                }
            }
            before = bar;
        }
    }

    private void LookAtSpike(in Bar bar, double scale)
    {
        var up = Math.Log(bar.High / Math.Max(bar.Open, bar.Close));
        var down = Math.Log(Math.Min(bar.Open, bar.Close) / bar.Low);
        if (Math.Max(up, down) > Math.Max(LeastJump, SpikeSteps * scale))
            Note(Oddity.Spike, bar, up > down ? Text($"a high of {bar.High} beside a close of {bar.Close}") : Text($"a low of {bar.Low} beside a close of {bar.Close}"));
    }

    private void Note(Oddity oddity, in Bar bar, string what)
    {
        if (++_counts[(int)oddity] <= MostExamples) _findings.Add(new Finding(oddity, bar.Time, what));
    }

    /// The median of the steps from close to close, of at most so many bars spread over all.
    private static double UsualStep(ReadOnlySpan<double> closes)
    {
        var stride = Math.Max(1, closes.Length / SampleSize);
        var steps = new List<double>();
        for (var i = stride; i < closes.Length; i += stride)
        {
            if (closes[i] <= 0 || closes[i - 1] <= 0) continue;
            var step = Math.Abs(Math.Log(closes[i] / closes[i - 1]));
            if (step > 0 && double.IsFinite(step)) steps.Add(step);
        }
        if (steps.Count == 0) return 0;
        steps.Sort();
        return steps[steps.Count / 2];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

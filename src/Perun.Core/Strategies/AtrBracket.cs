using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;

namespace Perun.Core.Strategies;

/// Stop and target of a long position, so many average true ranges away from the close.
/// <param name="stopInAtr">0 names no stop; likewise the target.</param>
public sealed class AtrBracket(int period, double stopInAtr, double targetInAtr)
{
    private readonly Atr _atr = new(period);

    /// The parameters of every strategy that has such a bracket.
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("atrPeriod", 14, 2, 100, 1, "bars in the average true range (ATR)"),
        new("stopAtr", 2, 0, 10, 0.5, "the stop's distance in ATR; 0 leaves it to the settings"),
        new("targetAtr", 3, 0, 20, 0.5, "the target's distance in ATR; 0 for no target"),
    ];

    /// The newest average true range; NaN before it is known.
    public double Range { get; private set; } = double.NaN;

    public static AtrBracket Of(ParameterValues values) => new(values.Whole("atrPeriod"), values["stopAtr"], values["targetAtr"]);

    /// Every bar must come by here.
    public double Next(in Bar bar) => Range = _atr.Next(bar);

    /// Nothing where the market stands so still, or moves so wildly, that a stop can't lie between zero and the price.
    /// <param name="distance">How far the price is past what made the idea: well past is worth more than barely.</param>
    public Idea Buy(in Bar bar, double distance) =>
        TryPlace(bar.Close, Range, stopInAtr, targetInAtr, out var stop, out var target) ? new Idea(SignalAction.Buy, Confidence(distance), stop, target) : default;

    /// Where stop and target of a purchase lie, zero where there is none; false where they would make no sense.
    public static bool TryPlace(double close, double range, double stopInAtr, double targetInAtr, out double stop, out double target)
    {
        stop = stopInAtr > 0 ? close - stopInAtr * range : 0;
        target = targetInAtr > 0 ? close + targetInAtr * range : 0;
        return (stopInAtr <= 0 || (stop > 0 && stop < close)) && (targetInAtr <= 0 || (target > close && target < double.PositiveInfinity));
    }

    public Idea Sell(double distance) => new(SignalAction.Sell, Confidence(distance), 0, 0);

    /// The end of a sentence about an idea.
    public string Explain(in Idea idea)
    {
        if (idea.Action != SignalAction.Buy) return $"ATR({period}) is {Range:0.####}; the position is left";
        var stop = idea.Stop > 0 ? $"the stop stands {stopInAtr:0.##} ATR below at {idea.Stop:0.####}" : "the settings place the stop";
        var target = idea.Target > 0 ? $"the target {targetInAtr:0.##} ATR above at {idea.Target:0.####}" : "there is no target";
        return $"ATR({period}) is {Range:0.####}, so {stop} and {target}";
    }

    /// 0.55 to 0.75: what clears its mark by a good part of a usual bar says more than what grazes it.
    private double Confidence(double distance) => 0.55 + 0.2 * Math.Min(1, Range > 0 ? Math.Abs(distance) / Range : 0);
}

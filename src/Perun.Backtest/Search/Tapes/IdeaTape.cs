using System.Buffers;
using Perun.Core.Bars;
using Perun.Core.Indicators;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search.Tapes;

/// What a strategy said on a history, said by the strategy itself and kept for all sets that differ only in where stop and
/// target lie: a strategy knows no position, so it says the same whatever became of its ideas.
internal sealed class IdeaTape
{
    private readonly double[] _ranges;

    private IdeaTape(TapedIdea[] ideas, double[] ranges) => (Ideas, _ranges) = (ideas, ranges);

    public TapedIdea[] Ideas { get; }

    public static IdeaTape Record(StrategyDefinition definition, ParameterValues values, Bar[] bars)
    {
        var hasBracket = definition.HasAtrBracket;
        var strategy = definition.Create(hasBracket ? WithoutBracket(definition, values) : values);
        var (said, count) = (ArrayPool<TapedIdea>.Shared.Rent(bars.Length), 0);
        for (var i = 0; i < bars.Length; i++)
        {
            var idea = strategy.Next(in bars[i]);
            if (idea.Action != SignalAction.Hold) said[count++] = new TapedIdea(i, idea.Action == SignalAction.Buy, idea.Confidence, idea.Stop, idea.Target);
        }
        var ideas = said[..count];
        ArrayPool<TapedIdea>.Shared.Return(said);
        return new IdeaTape(ideas, hasBracket ? Ranges(ideas, values.Whole("atrPeriod"), bars) : []);
    }

    /// Stop and target of an idea for one of the sets, zero where it names none; false where the set would not have had it.
    public bool TryPlace(int idea, double close, double stopInAtr, double targetInAtr, out double stop, out double target)
    {
        if (_ranges.Length > 0) return AtrBracket.TryPlace(close, _ranges[idea], stopInAtr, targetInAtr, out stop, out target);
        (stop, target) = (Ideas[idea].Stop, Ideas[idea].Target);
        return true;
    }

    private static ParameterValues WithoutBracket(StrategyDefinition definition, ParameterValues values)
    {
        var chosen = values.ByName().ToDictionary(StringComparer.Ordinal);
        (chosen["stopAtr"], chosen["targetAtr"]) = (0, 0);
        return definition.Choose(chosen).Values!;
    }

    private static double[] Ranges(TapedIdea[] ideas, int period, Bar[] bars)
    {
        var all = ArrayPool<double>.Shared.Rent(bars.Length);
        new Atr(period).Run(bars, all.AsSpan(0, bars.Length));
        var ranges = new double[ideas.Length];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = all[ideas[i].Bar];
        ArrayPool<double>.Shared.Return(all);
        return ranges;
    }
}

/// An idea at the end of a bar.
internal readonly record struct TapedIdea(int Bar, bool IsBuy, double Confidence, double Stop, double Target);

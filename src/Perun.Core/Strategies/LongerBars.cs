using Perun.Core.Bars;
using Perun.Core.Calendars;

namespace Perun.Core.Strategies;

/// Lets a strategy hear longer bars beside its own. They are made of its own bars and told when they are over, so none knows more
/// than the bar that ends it; live and on history they are the same.
public sealed class LongerBars : IStrategy
{
    private readonly IStrategy _strategy;
    private readonly TimeSpan _length;
    private readonly BarAggregator[] _longer;

    private LongerBars(IStrategy strategy, Timeframe timeframe, TradingCalendar calendar)
    {
        (_strategy, _length) = (strategy, timeframe.Length);
        _longer = [.. strategy.AlsoHears.Distinct().Order().Select(longer => new BarAggregator(longer, calendar))];
    }

    public string Name => _strategy.Name;

    /// The strategy itself where it wants nothing else.
    public static IStrategy For(IStrategy strategy, Timeframe timeframe, TradingCalendar calendar)
    {
        if (strategy.AlsoHears.Count == 0) return strategy;
        if (Objection(strategy, timeframe) is { } objection) throw new ArgumentException(objection, nameof(timeframe));
        return new LongerBars(strategy, timeframe, calendar);
    }

    /// Why a strategy can't run on bars of this length; null where it can.
    public static string? Objection(IStrategy strategy, Timeframe timeframe)
    {
        foreach (var longer in strategy.AlsoHears)
        {
            if (longer.CompareTo(Timeframe.D1) <= 0 && longer.CompareTo(timeframe) > 0 && longer.Minutes % timeframe.Minutes == 0) continue;
            return $"{strategy.Name} also hears {longer} bars, which can't be made of {timeframe} bars: run it on shorter ones that divide {longer}, a day at most.";
        }
        return null;
    }

    public Idea Next(in Bar bar)
    {
        var end = bar.Time + _length;
        foreach (var bars in _longer)
        {
            foreach (ref readonly var longer in bars.Add(bar)) _strategy.Hear(bars.Timeframe, longer);
            foreach (ref readonly var longer in bars.Advance(end)) _strategy.Hear(bars.Timeframe, longer);
        }
        return _strategy.Next(bar);
    }

    public string Explain() => _strategy.Explain();
}

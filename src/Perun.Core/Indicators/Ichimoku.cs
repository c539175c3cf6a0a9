using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Conversion">Tenkan-sen.</param>
/// <param name="Base">Kijun-sen.</param>
/// <param name="LeadingA">Senkou span A as it lies over this bar: computed `displacement` bars ago.</param>
/// <param name="LeadingB">Senkou span B as it lies over this bar: computed `displacement` bars ago.</param>
/// <param name="Lagging">Chikou span: this close, which belongs on the chart `displacement` bars back.</param>
public readonly record struct IchimokuValue(double Conversion, double Base, double LeadingA, double LeadingB, double Lagging)
{
    public static IchimokuValue Unknown => new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
}

/// Ichimoku cloud: middles of the ranges of three periods. Each part is NaN until its own bars have been seen.
public sealed class Ichimoku(int conversionPeriod = 9, int basePeriod = 26, int leadingPeriod = 52, int displacement = 26)
    : IBarIndicator<IchimokuValue>
{
    private readonly Window _highs = new(Math.Max(conversionPeriod, Math.Max(basePeriod, leadingPeriod)));
    private readonly Window _lows = new(Math.Max(conversionPeriod, Math.Max(basePeriod, leadingPeriod)));
    private readonly Window _leadingA = new(displacement + 1);
    private readonly Window _leadingB = new(displacement + 1);

    public IchimokuValue Next(in Bar bar)
    {
        if (!Usable.Prices(in bar)) return IchimokuValue.Unknown;
        _highs.Add(bar.High);
        _lows.Add(bar.Low);
        var conversion = Middle(conversionPeriod);
        var @base = Middle(basePeriod);
        _leadingA.Add((conversion + @base) / 2);
        _leadingB.Add(Middle(leadingPeriod));
        return new IchimokuValue(conversion, @base, Displaced(_leadingA), Displaced(_leadingB), bar.Close);
    }

    private double Middle(int period) =>
        _highs.Count < period
            ? double.NaN
            : (Reductions.Highest(_highs.Last(period)) + Reductions.Lowest(_lows.Last(period))) / 2;

    private static double Displaced(Window leading) => leading.IsFull ? leading.Values[0] : double.NaN;

    public void Sync(StateStream stream)
    {
        _highs.Sync(stream);
        _lows.Sync(stream);
        _leadingA.Sync(stream);
        _leadingB.Sync(stream);
    }
}

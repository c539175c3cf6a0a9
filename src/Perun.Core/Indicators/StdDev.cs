using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// <param name="Deviation">Of the population, not of a sample; in price.</param>
public readonly record struct StdDevValue(double Deviation, double Mean)
{
    public static StdDevValue Unknown => new(double.NaN, double.NaN);

    /// How many deviations a price is from the mean; NaN on a flat window.
    public double ZScore(double price) => Ratio.Of(price - Mean, Deviation, neutral: double.NaN);
}

/// Standard deviation of the last prices.
public sealed class StdDev(int period = 14) : IPriceIndicator<StdDevValue>
{
    private readonly Window _window = new(period);
    private RollingMean _mean = new(period);

    public StdDevValue Next(double price)
    {
        if (!Usable.Number(price)) return StdDevValue.Unknown;
        _window.Add(price);
        var mean = _mean.Add(price);
        if (!_window.IsFull) return StdDevValue.Unknown;
        return new StdDevValue(Math.Sqrt(Reductions.SquaredDistance(_window.Values, mean) / period), mean);
    }

    public void Sync(StateStream stream)
    {
        _window.Sync(stream);
        _mean.Sync(stream);
    }
}

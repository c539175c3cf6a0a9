using Perun.Core.Bars;
using Perun.Core.Indicators.Windows;
using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Williams %R: the stochastic's place in the range counted down from the top, -100 to 0; -50 where the range is nothing.
public sealed class WilliamsR(int period = 14) : IBarIndicator<double>
{
    private readonly StochasticRange _range = new(period);

    public double Next(in Bar bar) =>
        Usable.Prices(in bar) ? _range.Next(bar.High, bar.Low, bar.Close) - 100 : double.NaN;

    public void Sync(StateStream stream) => _range.Sync(stream);
}

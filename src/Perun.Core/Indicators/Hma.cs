using Perun.Core.State;

namespace Perun.Core.Indicators;

/// Hull moving average: weighted averages of half and of the whole period, combined and weighted again over the period's square root.
public sealed class Hma : IPriceIndicator<double>
{
    private readonly Wma _whole;
    private readonly Wma _half;
    private readonly Wma _last;

    public Hma(int period = 14)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 2);
        _whole = new Wma(period);
        _half = new Wma(period / 2);
        _last = new Wma((int)Math.Sqrt(period));
    }

    public double Next(double price)
    {
        var half = _half.Next(price);
        return _last.Next((2 * half) - _whole.Next(price));
    }

    public void Sync(StateStream stream)
    {
        _whole.Sync(stream);
        _half.Sync(stream);
        _last.Sync(stream);
    }
}

namespace Perun.VenueServers.Alpaca.Streams;

/// The prices between which a share may trade, as the exchanges' plan against runaway prices has them: around the mean of the last five
/// minutes, moved where that has moved by a hundredth.
internal sealed class PriceBands
{
    private const int Minutes = 5;
    private const double Moved = 0.01;

    private readonly double[] _closes = new double[Minutes];
    private int _count;
    private double _reference;

    /// New bands after a minute; null where the old ones stay.
    public (double Down, double Up)? Take(double close)
    {
        _closes[_count++ % Minutes] = close;
        var latest = _closes.AsSpan(0, Math.Min(_count, Minutes));
        var mean = Sum(latest) / latest.Length;
        if (_reference > 0 && Math.Abs(mean / _reference - 1) < Moved) return null;
        _reference = mean;
        var width = WidthAt(mean);
        return (Math.Round(Math.Max(mean - width, 0.01), 2), Math.Round(mean + width, 2));
    }

    /// Of the most liquid shares.
    private static double WidthAt(double price) => price switch
    {
        > 3 => price * 0.05,
        >= 0.75 => price * 0.2,
        _ => Math.Min(0.15, price * 0.75),
    };

    private static double Sum(ReadOnlySpan<double> closes)
    {
        var sum = 0.0;
        foreach (var close in closes) sum += close;
        return sum;
    }
}

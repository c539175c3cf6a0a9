using Perun.Backtest.Results;

namespace Perun.Backtest.Runs;

/// Keeps an equity curve within bounds: when it is full, every second point goes, and from then on half as many are taken.
internal sealed class CurveBuilder(int most = 1 << 18)
{
    private readonly List<long> _times = [];
    private readonly List<double> _equity = [];
    private readonly List<double> _exposure = [];
    private int _stride = 1;
    private int _skipped;

    public void Add(DateTime time, decimal equity, decimal exposure)
    {
        if (_times.Count > 0 && _times[^1] == time.Ticks)
        {
            (_equity[^1], _exposure[^1]) = ((double)equity, (double)exposure);
            return;
        }
        if (++_skipped < _stride) return;
        _skipped = 0;
        if (_times.Count == most) Thin();
        _times.Add(time.Ticks);
        _equity.Add((double)equity);
        _exposure.Add((double)exposure);
    }

    public EquityCurve Build() => new([.. _times], [.. _equity], [.. _exposure]);

    private void Thin()
    {
        _stride *= 2;
        for (var i = 0; i < most / 2; i++) (_times[i], _equity[i], _exposure[i]) = (_times[2 * i + 1], _equity[2 * i + 1], _exposure[2 * i + 1]);
        _times.RemoveRange(most / 2, most - most / 2);
        _equity.RemoveRange(most / 2, most - most / 2);
        _exposure.RemoveRange(most / 2, most - most / 2);
    }
}

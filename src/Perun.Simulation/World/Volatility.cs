using Perun.Simulation.Randomness;

namespace Perun.Simulation.World;

/// How excited something is: the sum of a slow and a fast mean-reverting factor, as an exponent. That makes volatility
/// cluster over hours and over days, and returns fat-tailed. Its mean square is one.
internal struct Volatility
{
    private const double SlowDeviation = 0.32;
    private const double FastDeviation = 0.38;
    private const double FastMinutes = 75;
    private const double SlowDays = 6;

    private readonly double _slowKeep, _slowStep, _fastKeep, _fastStep;
    private double _slow, _fast;

    public Volatility(int minutesADay, ref RandomStream random)
    {
        _slowKeep = 1 - 1 / (SlowDays * minutesADay);
        _slowStep = SlowDeviation * Math.Sqrt(1 - _slowKeep * _slowKeep);
        _fastKeep = 1 - 1 / FastMinutes;
        _fastStep = FastDeviation * Math.Sqrt(1 - _fastKeep * _fastKeep);
        _slow = SlowDeviation * random.NextNormal();
        _fast = FastDeviation * random.NextNormal();
        Level = 1;
    }

    /// What the usual volatility is to be multiplied with now.
    public double Level { get; private set; }

    public void Step(ref RandomStream random)
    {
        _slow = _slowKeep * _slow + _slowStep * random.NextNormal();
        _fast = _fastKeep * _fast + _fastStep * random.NextNormal();
        Level = PortableMath.Exp(_slow + _fast - (SlowDeviation * SlowDeviation + FastDeviation * FastDeviation));
    }
}

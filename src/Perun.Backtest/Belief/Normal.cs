using Perun.Simulation.Randomness;

namespace Perun.Backtest.Belief;

/// The standard normal distribution, to the precision of a double and alike on every platform.
public static class Normal
{
    public static double Quantile(double probability) => PortableMath.NormalQuantile(probability);

    /// The chance of a value up to x (Hart's rational approximation, as given by West, 2005).
    public static double Cumulative(double x)
    {
        var size = Math.Abs(x);
        var tail = size > 37 ? 0 : size < 7.07106781186547 ? Near(size) : Far(size);
        return x > 0 ? 1 - tail : tail;
    }

    private static double Near(double x)
    {
        var over = ((((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x
            + 112.079291497871) * x + 221.213596169931) * x) + 220.206867912376;
        var under = (((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x
            + 296.564248779674) * x + 637.333633378831) * x + 793.826512519948) * x) + 440.413735824752;
        return PortableMath.Exp(-x * x / 2) * over / under;
    }

    private static double Far(double x) =>
        PortableMath.Exp(-x * x / 2) / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65))))) / 2.506628274631;
}

namespace Perun.Simulation.Randomness;

/// The few functions that the world needs beyond arithmetic, made of additions, multiplications, divisions and square roots
/// alone, which every platform rounds alike. The system's own exp and log may differ in the last bit from one platform to
/// the next, and one bit is another world.
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// e to the x, for |x| up to 700; relative error below 1e-14.
    public static double Exp(double x)
    {
        if (x > -0.02 && x < 0.02) return Series(x, 6);
        if (!(x >= -700)) return 0;
        if (x > 700) return double.PositiveInfinity;
        var power = (int)(x * 1.4426950408889634 + (x < 0 ? -0.5 : 0.5));
        var rest = x - power * Ln2High - power * Ln2Low;
        return Series(rest, 14) * BitConverter.Int64BitsToDouble((power + 1023L) << 52);
    }

    /// The natural logarithm of a positive, normal number; absolute error below 1e-14.
    public static double Log(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var power = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFFL) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            power++;
        }
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 0.0;
        for (var odd = 21; odd >= 1; odd -= 2) sum = sum * square + 1.0 / odd;
        return power * Ln2High + (2 * s * sum + power * Ln2Low);
    }

    /// The value below which a standard normal variable falls with this probability (Wichura, AS 241).
    public static double NormalQuantile(double probability)
    {
        var q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - q * q;
            return q * (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r + 133.14166789178437745) * r
                + 3.387132872796366608)
                / (((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r + 42.313330701600911252) * r + 1);
        }
        var tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        var value = tail <= 5 ? NearTail(tail - 1.6) : FarTail(tail - 5);
        return q < 0 ? -value : value;
    }

    private static double Series(double x, int terms)
    {
        var sum = 1.0;
        for (var n = terms; n >= 1; n--) sum = 1 + x / n * sum;
        return sum;
    }

    private static double NearTail(double r) =>
        (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
        + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r + 4.6303378461565452959) * r
        + 1.42343711074968357734)
        / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
        + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r + 2.05319162663775882187) * r + 1);

    private static double FarTail(double r) =>
        (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
        + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r + 5.4637849111641143699) * r
        + 6.6579046435011037772)
        / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
        + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r + 0.59983220655588793769) * r + 1);
}

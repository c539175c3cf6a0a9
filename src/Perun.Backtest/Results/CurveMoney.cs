using System.Numerics;

namespace Perun.Backtest.Results;

/// Amounts as a curve keeps them: in millionths, so that they are the same doubles however they were worked out.
internal static class CurveMoney
{
    private const int Decimals = 6;
    private const double Millionths = 1e6;

    /// What the last bits of a sum of two products may be wrong by.
    private const double Doubt = 4e-15;

    private const double HalfWithRoom = 0.5 - 1e-6;

    public static double Of(decimal amount) => (double)Math.Round(amount, Decimals);

    /// The same of an amount worked out in doubles; false where they leave it open.
    public static bool TryRound(double near, out double rounded)
    {
        var millionths = near * Millionths;
        var whole = Math.Round(millionths);
        rounded = whole / Millionths;
        return Math.Abs(millionths - whole) < HalfWithRoom - Math.Abs(millionths) * Doubt;
    }

    /// The same of many, where they stand; answers the place of the first that is left open, or how many there are.
    public static int RoundAll(Span<double> amounts)
    {
        var i = 0;
        for (; i <= amounts.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var several = amounts.Slice(i, Vector<double>.Count);
            var millionths = new Vector<double>(several) * Millionths;
            var whole = Vector.Round(millionths);
            if (!Vector.LessThanAll(Vector.Abs(millionths - whole), new Vector<double>(HalfWithRoom) - Vector.Abs(millionths) * Doubt)) break;
            (whole / Millionths).CopyTo(several);
        }
        for (; i < amounts.Length; i++)
        {
            if (!TryRound(amounts[i], out var rounded)) break;
            amounts[i] = rounded;
        }
        return i;
    }
}

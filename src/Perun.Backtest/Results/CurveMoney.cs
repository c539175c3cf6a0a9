namespace Perun.Backtest.Results;

/// Amounts as a curve keeps them: in millionths, so that they are the same doubles however they were worked out.
internal static class CurveMoney
{
    private const int Decimals = 6;
    private const double Millionths = 1e6;

    /// What the last bits of a sum of two products may be wrong by.
    private const double Doubt = 4e-15;

    public static double Of(decimal amount) => (double)Math.Round(amount, Decimals);

    /// The same of an amount worked out in doubles; false where they leave it open.
    public static bool TryRound(double near, out double rounded)
    {
        var millionths = near * Millionths;
        var whole = Math.Round(millionths);
        rounded = whole / Millionths;
        return Math.Abs(millionths - whole) < 0.5 - 1e-6 - Math.Abs(millionths) * Doubt;
    }
}

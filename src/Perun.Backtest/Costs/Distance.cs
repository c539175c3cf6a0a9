using System.Globalization;
using static System.FormattableString;

namespace Perun.Backtest.Costs;

/// How far a price lies from another: hundredths of a percent of it, or an amount in its currency.
public readonly record struct Distance(decimal BasisPoints, decimal Amount)
{
    private const decimal MostBasisPoints = 1000;
    private const decimal MostAmount = 1_000_000;

    /// Reads 2bp, 0.05% or 0.01 (an amount); "none" is no distance.
    public static bool TryParse(string text, out Distance distance)
    {
        distance = default;
        if (text is "none") return true;
        var (number, points) = text.EndsWith("bp", StringComparison.OrdinalIgnoreCase) ? (text[..^2], 1m) : text.EndsWith('%') ? (text[..^1], 100m) : (text, 0m);
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > MostAmount) return false;
        distance = points > 0 ? new Distance(value * points, 0) : new Distance(0, value);
        return distance.BasisPoints <= MostBasisPoints;
    }

    public override string ToString() => this switch
    {
        { BasisPoints: 0, Amount: 0 } => "none",
        { Amount: 0 } => Invariant($"{BasisPoints:0.####}bp"),
        _ => Invariant($"{Amount:0.########}"),
    };
}

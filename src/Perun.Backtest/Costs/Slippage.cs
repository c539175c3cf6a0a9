using static System.FormattableString;

namespace Perun.Backtest.Costs;

/// How much worse than the spread says an order is filled that takes at the market.
/// <param name="Fixed">Whatever the quantity.</param>
/// <param name="ImpactBasisPoints">For an order as large as the bar's volume; smaller ones pay in proportion.</param>
public readonly record struct Slippage(Distance Fixed, decimal ImpactBasisPoints)
{
    private const string ByVolume = "volume:";

    public static readonly Slippage Usual = new(new Distance(0.5m, 0), 20);

    /// Reads 2bp, 0.01, volume:10bp, or two of them like 1bp+volume:10bp.
    public static bool TryParse(string text, out Slippage slippage)
    {
        slippage = default;
        foreach (var part in text.Split('+', StringSplitOptions.TrimEntries))
        {
            var isImpact = part.StartsWith(ByVolume, StringComparison.OrdinalIgnoreCase);
            if (!Distance.TryParse(isImpact ? part[ByVolume.Length..] : part, out var distance)) return false;
            if (isImpact && (distance.Amount > 0 || slippage.ImpactBasisPoints > 0)) return false;
            if (!isImpact && slippage.Fixed != default) return false;
            slippage = isImpact ? slippage with { ImpactBasisPoints = distance.BasisPoints } : slippage with { Fixed = distance };
        }
        return true;
    }

    public override string ToString() => ImpactBasisPoints == 0 ? Fixed.ToString()
        : Invariant($"{(Fixed == default ? "" : $"{Fixed}+")}{ByVolume}{ImpactBasisPoints:0.####}bp");
}

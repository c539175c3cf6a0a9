using Perun.Facts;

namespace Perun.Web.Charts;

/// Where a price stands between stop and target, in percent: the stop is always left, for longs and shorts.
internal sealed class PriceRange
{
    private readonly decimal _left;
    private readonly decimal _right;

    private PriceRange(decimal left, decimal right, PositionFact position)
    {
        (_left, _right) = (left, right);
        Entry = At(position.AverageEntry);
        Mark = At(position.Mark);
    }

    public double Entry { get; }

    public double Mark { get; }

    /// None without both ends, or where they make no range.
    public static PriceRange? Of(PositionFact position) =>
        position is { Stop: { } stop, Target: { } target } && stop != target ? new(stop, target, position) : null;

    // A price beyond either end stays in sight.
    private double At(decimal price) => Math.Clamp((double)((price - _left) / (_right - _left)), 0, 1) * 100;
}

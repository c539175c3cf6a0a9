using System.Globalization;
using System.Text;
using Perun.Facts;

namespace Perun.Web.Charts;

/// An equity curve's geometry. Positions are percents of the plot; paths run from 0 to 1000 both ways.
internal sealed class EquityCurve
{
    public const int Size = 1000;
    private const int Columns = 500;
    private const double Headroom = 0.12;

    private readonly DateTime _from;
    private readonly TimeSpan _span;
    private readonly double _low;
    private readonly double _high;

    private EquityCurve(IReadOnlyList<EquityPoint> points, decimal start)
    {
        _from = points[0].At;
        _span = points[^1].At - _from;
        var least = (double)points.Min(point => point.Equity);
        var most = (double)points.Max(point => point.Equity);
        // A flat line still needs a scale, and must not look like a cliff.
        var span = Math.Max(most - least, Math.Max(Math.Abs(most) * 0.0005, 0.01));
        var middle = (most + least) / 2;
        _low = middle - (span * (0.5 + Headroom));
        _high = middle + (span * (0.5 + Headroom));

        First = Mark(points[0]);
        Last = Mark(points[^1]);
        Highest = Mark(points.MaxBy(point => point.Equity)!);
        Lowest = Mark(points.MinBy(point => point.Equity)!);
        IsFlat = most == least;
        IsUp = points[^1].Equity >= start;
        StartY = Y(start) is var y and >= 0 and <= 100 ? y : null;
        (Line, Area) = Paths(points);
        (Values, Times) = (ValueTicks(), TimeTicks(points[^1].At));
    }

    public readonly record struct Spot(double X, double Y, decimal Equity, DateTime At);

    public readonly record struct ValueTick(double Y, string Label);

    public readonly record struct TimeTick(double X, DateTime At, string Form);

    public Spot First { get; }

    public Spot Last { get; }

    public Spot Highest { get; }

    public Spot Lowest { get; }

    public bool IsFlat { get; }

    /// At or above what the account started with.
    public bool IsUp { get; }

    /// Where the starting cash lies, if it is in sight.
    public double? StartY { get; }

    public string Line { get; }

    public string Area { get; }

    public IReadOnlyList<ValueTick> Values { get; }

    public IReadOnlyList<TimeTick> Times { get; }

    /// None where there is nothing to draw yet.
    public static EquityCurve? Of(IReadOnlyList<EquityPoint> points, decimal start) =>
        points.Count == 0 ? null : new EquityCurve(points, start);

    public static string Percent(double position) => position.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private Spot Mark(EquityPoint point) => new(X(point.At), Y(point.Equity), point.Equity, point.At);

    // A single moment stands in the middle.
    private double X(DateTime at) => _span > TimeSpan.Zero ? 100 * ((at - _from) / _span) : 50;

    private double Y(decimal equity) => 100 * (_high - (double)equity) / (_high - _low);

    private (string Line, string Area) Paths(IReadOnlyList<EquityPoint> points)
    {
        if (_span <= TimeSpan.Zero)
            return ("", "");
        var line = new StringBuilder();
        foreach (var point in Thinned(points))
            line.Append(line.Length == 0 ? 'M' : 'L').Append(Place(X(point.At))).Append(' ').Append(Place(Y(point.Equity)));
        return (line.ToString(), $"{line}L{Size} {Size}L0 {Size}Z");
    }

    private static string Place(double percent) => (percent * (Size / 100)).ToString("0.#", CultureInfo.InvariantCulture);

    // Of each column the first, lowest, highest and last point are kept: what the eye would see.
    private IEnumerable<EquityPoint> Thinned(IReadOnlyList<EquityPoint> points) =>
        points.Count <= 2 * Columns
            ? points
            : points
                .GroupBy(point => (int)(X(point.At) / 100 * Columns))
                .SelectMany(column => new[]
                {
                    column.First(), column.MinBy(point => point.Equity)!, column.MaxBy(point => point.Equity)!, column.Last(),
                }.Distinct().OrderBy(point => point.At));

    private List<ValueTick> ValueTicks()
    {
        var step = ValueSteps.Step(_high - _low, 5);
        return [.. ValueSteps.Between(_low, _high, step)
            .Select(value => new ValueTick(100 * (_high - value) / (_high - _low), ValueSteps.Label(value, step)))
            .Where(tick => tick.Y is > 3 and < 97)];
    }

    private List<TimeTick> TimeTicks(DateTime last)
    {
        if (_span <= TimeSpan.Zero)
            return [new(50, _from, "moment")];
        var step = TimeSteps.Step(_span, 6);
        var form = TimeSteps.Form(step, _span);
        return [.. TimeSteps.Between(_from, last, step).Select(at => new TimeTick(X(at), at, form))];
    }
}

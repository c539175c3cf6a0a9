namespace Perun.Core.Bars;

/// What happened in one stretch of time. Prices are doubles, for mathematics; a price at which money moves is made decimal, on the tick, where it is decided.
/// <param name="Time">The start of the stretch, UTC.</param>
public readonly record struct Bar(DateTime Time, double Open, double High, double Low, double Close, double Volume)
{
    /// Finite, positive, and with the high and the low where they must be.
    public bool IsSane =>
        double.IsFinite(Open) && double.IsFinite(High) && double.IsFinite(Low) && double.IsFinite(Close)
        && double.IsFinite(Volume) && Volume >= 0 && Low > 0
        && High >= Open && High >= Close && Low <= Open && Low <= Close;

    public double Typical => (High + Low + Close) / 3;
}

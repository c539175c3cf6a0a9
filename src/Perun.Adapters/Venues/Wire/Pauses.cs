namespace Perun.Adapters.Venues.Wire;

/// Waiting times that double up to a bound and are blurred, so that many who lost the same venue don't come back in one moment.
/// <param name="chance">From zero to one, as from a die.</param>
internal sealed class Pauses(TimeSpan first, TimeSpan most, Func<double> chance)
{
    private const double Blur = 0.2;
    private const int MostDoublings = 30;

    /// After so many failures in a row.
    public TimeSpan After(int failures)
    {
        var plain = first * Math.Pow(2, Math.Clamp(failures - 1, 0, MostDoublings));
        return (plain < most ? plain : most) * (1 - Blur + 2 * Blur * chance());
    }
}

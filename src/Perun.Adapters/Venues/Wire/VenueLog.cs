namespace Perun.Adapters.Venues.Wire;

/// Where what happens on the wire is written down, for a person who looks for a cause.
/// <param name="Note">What is worth knowing later.</param>
/// <param name="Warn">What somebody should look at.</param>
public sealed record VenueLog(Action<string> Note, Action<string> Warn)
{
    public static readonly VenueLog Silent = new(static _ => { }, static _ => { });
}

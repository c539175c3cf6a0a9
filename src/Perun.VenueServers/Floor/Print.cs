namespace Perun.VenueServers.Floor;

/// A trade as the tape tells it.
/// <param name="Number">The running number of its instrument's trades.</param>
/// <param name="IsUp">Whether a buyer took: the price went up to it.</param>
public readonly record struct Print(long Number, DateTime Time, double Price, double Size, bool IsUp);

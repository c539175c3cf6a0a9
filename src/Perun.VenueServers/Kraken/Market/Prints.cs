using Perun.VenueServers.Floor;

namespace Perun.VenueServers.Kraken.Market;

/// What a tape says of a trade beyond price and size.
internal static class Prints
{
    /// Whether who took had a limit; every third had.
    public static bool IsLimit(in Print print) => print.Number % 3 == 0;
}

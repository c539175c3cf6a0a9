using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Alpaca;

/// What can go wrong with answers that come in pages.
public static class PageFaults
{
    public static readonly FaultWord Loop = new("page-loop", "F12", "a page's token leads to the same page again");
    public static readonly FaultWord Empty = new("page-empty", "F12", "an empty page with a token comes before the rest");
    public static readonly FaultWord Repeated = new("page-repeated", "F12", "a page begins with the last item of the one before");

    public static IReadOnlyList<FaultWord> All { get; } = [Loop, Empty, Repeated];
}

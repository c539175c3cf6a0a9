using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Kraken.Faults;

/// What can go wrong with orders. They strike "SYMBOL side type", like "BTC/USD sell stop-loss".
internal static class OrderFaults
{
    public static readonly FaultWord RefuseRow = new("refuse-row", "F28", "the row of a batch is refused, its siblings are not");

    public static IReadOnlyList<FaultWord> All { get; } = [RefuseRow];
}

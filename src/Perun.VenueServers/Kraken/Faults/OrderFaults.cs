using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Kraken.Faults;

/// What can go wrong with orders. They strike "SYMBOL side type", like "BTC/USD sell stop-loss".
internal static class OrderFaults
{
    public static readonly FaultWord Unlisted = new("unlisted", "F02", "the order is taken, and questions find it only after the rule's seconds");
    public static readonly FaultWord Partial = new("partial", "F13", "half of the order can fill at first, the rest after the rule's seconds", ByChance: true);
    public static readonly FaultWord CancelRace = new("cancel-race", "F18", "the order fills as it is to be cancelled, and the cancel is refused with EOrder:Unknown order");
    public static readonly FaultWord CancelStuck = new("cancel-stuck", "F19", "the cancel is answered as done; the order stays open for the rule's seconds, and then fills");
    public static readonly FaultWord AmendRace = new("amend-race", "F20", "the order fills as it is to be amended, and the change is refused with EOrder:Unknown order");
    public static readonly FaultWord LateReject = new("late-reject", "F21", "the order is taken as new, then cancelled by the venue");
    public static readonly FaultWord Refuse = new("refuse", "F24", "the order is refused with EOrder:Insufficient funds");
    public static readonly FaultWord RefuseRow = new("refuse-row", "F28", "the row of a batch is refused, its siblings are not");

    public static IReadOnlyList<FaultWord> All { get; } = [Unlisted, Partial, CancelRace, CancelStuck, AmendRace, LateReject, Refuse, RefuseRow];
}

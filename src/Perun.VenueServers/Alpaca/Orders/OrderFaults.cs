using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Alpaca.Orders;

/// What can go wrong with orders at Alpaca. They strike "SYMBOL side type", like "AAPL buy limit".
public static class OrderFaults
{
    public static readonly FaultWord Unlisted = new("unlisted", "F02", "the order is taken, and lookups find it only after the rule's seconds");
    public static readonly FaultWord Partial = new("partial", "F13 F22", "half of the order can fill at first, the rest after the rule's seconds", ByChance: true);
    public static readonly FaultWord CancelRace = new("cancel-race", "F18", "the order fills as it is to be cancelled, and the cancel is refused with 422");
    public static readonly FaultWord CancelStuck = new("cancel-stuck", "F19", "the cancel is answered with 204; the order stays pending_cancel for the rule's seconds, and then fills");
    public static readonly FaultWord ReplaceRace = new("replace-race", "F20", "the change is answered with 200; then the original fills, and the replacement is rejected");
    public static readonly FaultWord LateReject = new("late-reject", "F21", "the order is taken as new, then rejected");
    public static readonly FaultWord BothLegs = new("both-legs", "F23", "both exits of a bracket or a pair fill");
    public static readonly FaultWord Refuse = new("refuse", "F24", "the order is refused with 422");

    public static IReadOnlyList<FaultWord> All { get; } = [Unlisted, Partial, CancelRace, CancelStuck, ReplaceRace, LateReject, BothLegs, Refuse];

    public static string SubjectOf(OrderAsk ask) => $"{ask.Asset.Symbol} {ask.Side.Word()} {ask.Type.Word()}";
}

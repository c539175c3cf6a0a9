using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Kraken.Faults;

/// What the venue itself can do to those who trade at it. They strike "venue", a pair's symbol or an account's name, and begin when
/// they are asked for or at their time.
internal static class VenueFaults
{
    public static readonly FaultWord Maintenance = new("maintenance", "F44", "the system is in maintenance for the rule's seconds: nothing is traded or cancelled");
    public static readonly FaultWord CancelOnly = new("cancel-only", "F44", "the system is in cancel_only mode for the rule's seconds");
    public static readonly FaultWord PostOnly = new("post-only", "F44", "the system is in post_only mode for the rule's seconds");
    public static readonly FaultWord LimitOnly = new("limit-only", "F44", "the system is in limit_only mode for the rule's seconds");
    public static readonly FaultWord Halt = new("halt", "F45", "trading in the pair stops for the rule's seconds, its status is cancel_only");
    public static readonly FaultWord Delist = new("delist", "F48", "the pair is in reduce_only mode for the rule's seconds: nothing new can be placed");
    public static readonly FaultWord External = new("external", "F31", "somebody else buys the pair with the first account's cash: a hundred dollars' worth");
    public static readonly FaultWord Withdraw = new("withdraw", "F31", "a thousand dollars leave the account named");
    public static readonly FaultWord Skew = new("skew", "F50", "the venue's clock is ahead by the rule's seconds from then on");

    public static IReadOnlyList<FaultWord> All { get; } = [Maintenance, CancelOnly, PostOnly, LimitOnly, Halt, Delist, External, Withdraw, Skew];
}

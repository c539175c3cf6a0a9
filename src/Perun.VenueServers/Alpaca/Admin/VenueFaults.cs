using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Alpaca.Admin;

/// What the venue itself can do to those who trade at it. They strike a symbol or an account's key, and begin when they are asked
/// for or at their time.
public static class VenueFaults
{
    public static readonly FaultWord Maintenance = new("maintenance", "F44", "503 on everything for the rule's seconds");
    public static readonly FaultWord Block = new("block", "F44", "the account named may not trade for the rule's seconds");
    public static readonly FaultWord Suspend = new("suspend", "F44", "the account named has suspend_trade set for the rule's seconds");
    public static readonly FaultWord Halt = new("halt", "F45", "trading in the symbol stops for the rule's seconds, with status messages");
    public static readonly FaultWord Inactive = new("inactive", "F48", "the asset is inactive for the rule's seconds");
    public static readonly FaultWord Split = new("split", "F49", "from the next open on there are ten new shares for one of the symbol; orders stay as they are");
    public static readonly FaultWord ReverseSplit = new("reverse-split", "F49", "from the next open on there is one new share for a hundred of the symbol, and cash for what is left over");
    public static readonly FaultWord External = new("external", "F31", "somebody else buys the symbol with the account's cash: a hundred dollars' worth");
    public static readonly FaultWord Withdraw = new("withdraw", "F31", "a thousand dollars leave the account named");
    public static readonly FaultWord Skew = new("skew", "F50", "the venue's clock is ahead by the rule's seconds from then on");

    public static IReadOnlyList<FaultWord> All { get; } = [Maintenance, Block, Suspend, Halt, Inactive, Split, ReverseSplit, External, Withdraw, Skew];
}

using Perun.VenueServers.Kraken.Wire;

namespace Perun.VenueServers.Kraken.Accounts;

/// What the exchange says, in Kraken's words.
internal static class Refusals
{
    /// The reason of an order that was taken and then refused after all.
    public const string LateReject = "Insufficient funds";

    public static string Of(string? reason) => reason switch
    {
        { } text when text.StartsWith("insufficient", StringComparison.Ordinal) => Errors.InsufficientFunds,
        { } text when text.StartsWith("too many open orders", StringComparison.Ordinal) => Errors.OrdersLimit,
        { } text when text.StartsWith("trading in", StringComparison.Ordinal) => Errors.MarketIn("cancel_only"),
        { } text when text.StartsWith("post-only", StringComparison.Ordinal) => Errors.PostOnlyOrder,
        { } text when text.StartsWith("order value", StringComparison.Ordinal) => Errors.CostMinimum,
        { } text when text.StartsWith("the order is", StringComparison.Ordinal) => Errors.UnknownOrder,
        _ => Errors.InvalidOrder,
    };

    /// Why an order ended that nobody cancelled.
    public static string ReasonOf(string? reason) => reason switch
    {
        { } text when text.StartsWith("post-only", StringComparison.Ordinal) => "Post only order",
        { } text when text.StartsWith("no more could be filled", StringComparison.Ordinal) => "Immediate or cancel order not filled",
        { } text when text.StartsWith("there is no position", StringComparison.Ordinal) => LateReject,
        _ => OrderDesk.UserRequested,
    };
}

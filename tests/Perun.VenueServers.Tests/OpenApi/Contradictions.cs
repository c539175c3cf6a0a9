namespace Perun.VenueServers.Tests.OpenApi;

/// Where the official specification and what Alpaca really answers differ, and we answer as Alpaca does.
/// <param name="Schema">The schema's name.</param>
/// <param name="Member">The member of it.</param>
/// <param name="Rule">What of the specification is not kept.</param>
/// <param name="Reason">Why.</param>
public sealed record Contradiction(string Schema, string Member, string Rule, string Reason)
{
    public static IReadOnlyList<Contradiction> All { get; } =
    [
        new("Account", "position_market_value", "unknown", "accounts are answered with it, and the schema leaves it out"),
        new("Exchange", "", "enum", "crypto's exchange is CRYPTO, and the schema knows exchanges of shares only"),
        new("ExchangeForPosition", "", "enum", "the same"),
        new("Order", "subtag", "unknown", "recorded orders have it"),
        new("Order", "source", "unknown", "recorded orders have it"),
        new("OrderLeg", "subtag", "unknown", "legs are orders"),
        new("OrderLeg", "source", "unknown", "legs are orders"),
        new("NonTradeActivities", "date", "format", "the format is that of a time, and the specification's own example is a date"),
        new("NonTradeActivities", "description", "unknown", "fees say what they are for"),
        new("NonTradeActivities", "price", "unknown", "a fee taken in a coin says the coin's price"),
        new("news", "content", "minLength", "recorded news without content has it empty"),
        new("CanceledOrderResponse", "body", "unknown", "recorded answers say why an order could not be cancelled"),
        new("PositionClosedReponse", "body", "type", "a position that could not be closed has the error for a body"),
    ];
}

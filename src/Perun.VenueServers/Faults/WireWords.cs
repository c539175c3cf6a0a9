namespace Perun.VenueServers.Faults;

/// What can go wrong between any venue and its client over HTTP, whatever the venue's protocol.
public static class WireWords
{
    private const string Orders = "POST ";

    public static readonly FaultWord LoseAnswer = new("lose-answer", "F01", "the request is carried out, then the connection is reset instead of an answer", Orders, ByChance: true);
    public static readonly FaultWord NeverAnswer = new("never-answer", "F01", "the request is carried out, and no answer comes until the client gives up", Orders);
    public static readonly FaultWord Unseen = new("unseen", "F02", "the connection is reset before the venue saw the request", Orders, ByChance: true);
    public static readonly FaultWord Silent = new("silent", "F02", "the venue never sees the request, and no answer comes until the client gives up", Orders);
    public static readonly FaultWord BadGateway = new("502", "F03", "502 with an HTML page; the venue never saw the request", "", ByChance: true);
    public static readonly FaultWord Unavailable = new("503", "F03", "503; the venue never saw the request", "", ByChance: true);
    public static readonly FaultWord GatewayTimeout = new("504", "F03", "the request is carried out, then 504", "", ByChance: true);
    public static readonly FaultWord ErrorAfter = new("error-after", "F05", "the request is carried out, then answered with 500", Orders, ByChance: true);
    public static readonly FaultWord RefusedAfter = new("422-after", "F05", "the request is carried out, then answered with 422", Orders, ByChance: true);
    public static readonly FaultWord TooMany = new("429", "F06", "429 with Retry-After of the rule's seconds and X-RateLimit-Reset", "", ByChance: true);
    public static readonly FaultWord Outage = new("outage", "F10", "every connection, streams too, is reset for the rule's seconds");
    public static readonly FaultWord Slow = new("slow", "F10", "the answer comes in drops over the rule's seconds");
    public static readonly FaultWord Delay = new("delay", "F10", "the answer comes the rule's seconds late");
    public static readonly FaultWord Truncated = new("truncated", "F11", "the answer breaks off in its middle", "GET ", ByChance: true);
    public static readonly FaultWord Html = new("html", "F11", "200 with an HTML page", "GET ", ByChance: true);
    public static readonly FaultWord WrongTypes = new("wrong-types", "F11", "numbers become strings and strings numbers", "GET ");
    public static readonly FaultWord Nulls = new("nulls", "F11", "arrays become null", "GET ");
    public static readonly FaultWord UnknownWords = new("unknown-words", "F11", "sides, types and statuses have words that nobody knows", "GET ");

    public static IReadOnlyList<FaultWord> All { get; } =
    [
        LoseAnswer, NeverAnswer, Unseen, Silent, BadGateway, Unavailable, GatewayTimeout, ErrorAfter, RefusedAfter, TooMany, Outage, Slow, Delay, Truncated, Html, WrongTypes, Nulls, UnknownWords,
    ];
}

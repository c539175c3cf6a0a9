using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Kraken.Faults;

/// What can go wrong with streams. They strike the channel, the kind of message and the symbol, like "executions trade BTC/USD" or
/// "book update BTC/USD".
internal static class StreamFaults
{
    private const string Executions = "executions";
    private const string Book = "book update";

    public static readonly FaultWord Reorder = new("reorder", "F14", "the message comes after the next one", Executions);
    public static readonly FaultWord Repeat = new("repeat", "F15", "the message comes three times, word for word", Executions, ByChance: true);
    public static readonly FaultWord Mute = new("mute", "F33", "nothing comes any more for the rule's seconds but answers to pings", "");
    public static readonly FaultWord HalfOpen = new("half-open", "F33", "nothing comes any more, not even answers to pings", "");
    public static readonly FaultWord Full = new("full", "F34", "connections are refused for the rule's seconds: HTTP 429", "");
    public static readonly FaultWord Drop = new("drop", "F35", "the message never comes, and its number is missing", Executions, ByChance: true);
    public static readonly FaultWord DropSilently = new("drop-silently", "F35", "the message never comes, and the numbers go on as if it never was", Executions);
    public static readonly FaultWord Disconnect = new("disconnect", "F36", "the connection breaks off before the message, and connections are refused for the rule's seconds", Executions);
    public static readonly FaultWord TokenExpired = new("token-expired", "F37", "every token issued so far is void when one is next shown", "");
    public static readonly FaultWord BadChecksum = new("bad-checksum", "F38", "the book's checksum is wrong", Book, ByChance: true);
    public static readonly FaultWord Crossed = new("crossed", "F38", "a bid above the asks comes into the book, with a checksum that is right", Book);
    public static readonly FaultWord EarlyDelta = new("early-delta", "F38", "an update of the book comes before its snapshot", "book snapshot");
    public static readonly FaultWord SlowClient = new("slow-client", "F39", "the connection breaks off because the client is too slow", "");
    public static readonly FaultWord Burst = new("burst", "F39", "the message comes fifty thousand times", "ticker");
    public static readonly FaultWord AsBinary = new("as-binary", "F40", "the message comes in a binary frame", Executions);
    public static readonly FaultWord Fragments = new("fragments", "F40", "the message comes in seven fragments", Executions);
    public static readonly FaultWord Huge = new("huge", "F40", "five megabytes of spaces stand before the message", Executions);
    public static readonly FaultWord BadText = new("bad-text", "F40", "a frame that is no UTF-8 comes before the message", Executions);
    public static readonly FaultWord Close1008 = new("close-1008", "F40", "the connection is closed with 1008, policy violation", "");
    public static readonly FaultWord Close1006 = new("close-1006", "F40", "the connection breaks off without a word", "");

    public static StreamWords Frames { get; } = new()
    {
        Reorder = Reorder,
        Repeat = Repeat,
        Mute = Mute,
        HalfOpen = HalfOpen,
        Drop = Drop,
        Disconnect = Disconnect,
        SlowClient = SlowClient,
        Burst = Burst,
        OtherFrame = AsBinary,
        Fragments = Fragments,
        Huge = Huge,
        BadText = BadText,
        Close1008 = Close1008,
        Close1006 = Close1006,
    };

    public static IReadOnlyList<FaultWord> All { get; } =
    [
        Reorder, Repeat, Mute, HalfOpen, Full, Drop, DropSilently, Disconnect, TokenExpired, BadChecksum, Crossed, EarlyDelta, SlowClient, Burst, AsBinary, Fragments, Huge, BadText, Close1008, Close1006,
    ];
}

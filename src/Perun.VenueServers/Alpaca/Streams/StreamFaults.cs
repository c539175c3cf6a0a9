using Perun.VenueServers.Faults;

namespace Perun.VenueServers.Alpaca.Streams;

/// What can go wrong with streams. They strike "trade_updates event symbol", or "v2/iex t symbol" with the stream's path and the
/// letter of the message; a late trade strikes a symbol.
public static class StreamFaults
{
    private const string Updates = "trade_updates";

    public static readonly FaultWord Reorder = new("reorder", "F14", "the message comes after the next one", Updates);
    public static readonly FaultWord Repeat = new("repeat", "F15", "the message comes three times, word for word", Updates, ByChance: true);
    public static readonly FaultWord Mute = new("mute", "F33", "nothing comes any more for the rule's seconds, and pings are answered", Updates);
    public static readonly FaultWord Full = new("full", "F34", "connections are refused for the rule's seconds: 406 on data streams, HTTP 429 on trade_updates", "");
    public static readonly FaultWord Drop = new("drop", "F35", "the message never comes", Updates, ByChance: true);
    public static readonly FaultWord Disconnect = new("disconnect", "F36", "the connection breaks off before the message, and connections are refused for the rule's seconds", Updates);
    public static readonly FaultWord SlowClient = new("slow-client", "F39", "error 407 and the end of the connection", "v");
    public static readonly FaultWord Burst = new("burst", "F39", "the message comes fifty thousand times", "v");
    public static readonly FaultWord AsText = new("as-text", "F40", "the message comes in a text frame", Updates);
    public static readonly FaultWord Fragments = new("fragments", "F40", "the message comes in seven fragments", Updates);
    public static readonly FaultWord Huge = new("huge", "F40", "five megabytes of spaces stand before the message", Updates);
    public static readonly FaultWord BadText = new("bad-text", "F40", "a frame that is no UTF-8 comes before the message", Updates);
    public static readonly FaultWord Close1008 = new("close-1008", "F40", "the connection is closed with 1008, policy violation", Updates);
    public static readonly FaultWord Close1006 = new("close-1006", "F40", "the connection breaks off without a word", Updates);
    public static readonly FaultWord HalfOpen = new("half-open", "F33", "nothing comes any more, not even answers to pings", Updates);

    public static readonly FaultWord LateTrade = new("late-trade", "F42", "the symbol's minute is told without its last trade, and corrected by an updated bar half a minute later", "");

    internal static StreamWords Frames { get; } = new()
    {
        Reorder = Reorder,
        Repeat = Repeat,
        Mute = Mute,
        HalfOpen = HalfOpen,
        Drop = Drop,
        Disconnect = Disconnect,
        SlowClient = SlowClient,
        Burst = Burst,
        OtherFrame = AsText,
        Fragments = Fragments,
        Huge = Huge,
        BadText = BadText,
        Close1008 = Close1008,
        Close1006 = Close1006,
    };

    public static IReadOnlyList<FaultWord> All { get; } =
        [Reorder, Repeat, Mute, Full, Drop, Disconnect, SlowClient, Burst, AsText, Fragments, Huge, BadText, Close1008, Close1006, HalfOpen, LateTrade];
}

using Perun.Core.Orders;

namespace Perun.VenueServers.Alpaca.Orders;

public enum OrderStatus
{
    /// Taken, and not at the exchange yet.
    Accepted,
    PendingNew,
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
    Replaced,
    PendingCancel,
    PendingReplace,
    Rejected,

    /// A leg that waits for its entry.
    Held,
}

public enum OrderClass
{
    Simple,
    Bracket,

    /// One cancels the other.
    Oco,

    /// One triggers the other.
    Oto,
}

public enum AlpacaTimeInForce
{
    Day,
    Gtc,

    /// In the opening auction or not at all.
    Opg,

    /// In the closing auction or not at all.
    Cls,
    Ioc,
    Fok,
}

/// Alpaca's words for what orders are made of.
public static class OrderWords
{
    private static readonly string[] Statuses = ["accepted", "pending_new", "new", "partially_filled", "filled", "canceled", "expired", "replaced", "pending_cancel", "pending_replace", "rejected", "held"];
    private static readonly string[] Classes = ["simple", "bracket", "oco", "oto"];
    private static readonly string[] Times = ["day", "gtc", "opg", "cls", "ioc", "fok"];
    private static readonly string[] Types = ["market", "limit", "stop", "stop_limit", "trailing_stop"];
    private static readonly string[] Sides = ["buy", "sell"];

    public static string Word(this OrderStatus status) => Statuses[(int)status];

    public static string Word(this OrderClass kind) => Classes[(int)kind];

    public static string Word(this AlpacaTimeInForce time) => Times[(int)time];

    public static string Word(this OrderType type) => Types[(int)type];

    public static string Word(this Side side) => Sides[(int)side];

    public static OrderClass? ClassOf(string word) => Find<OrderClass>(Classes, word.Length == 0 ? "simple" : word);

    public static AlpacaTimeInForce? TimeOf(string word) => Find<AlpacaTimeInForce>(Times, word);

    public static OrderType? TypeOf(string word) => Find<OrderType>(Types, word);

    public static Side? SideOf(string word) => Find<Side>(Sides, word);

    private static T? Find<T>(string[] words, string word) where T : struct, Enum =>
        Array.IndexOf(words, word) is >= 0 and var place ? (T)Enum.ToObject(typeof(T), place) : null;
}

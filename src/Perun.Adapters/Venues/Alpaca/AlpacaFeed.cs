namespace Perun.Adapters.Venues.Alpaca;

/// Whose share prices are read.
public enum AlpacaFeed
{
    /// One exchange for what happens now, all of them for what is a quarter of an hour old: what every plan has.
    Auto,

    /// One exchange, for everything: in every plan, and thin.
    Iex,

    /// All exchanges, for everything: needs a subscription.
    Sip,
}

internal static class AlpacaFeeds
{
    public const string Iex = "iex";
    public const string Sip = "sip";

    /// The feed of what happens now, as Alpaca calls it.
    public static string NowWord(this AlpacaFeed feed) => feed == AlpacaFeed.Sip ? Sip : Iex;
}

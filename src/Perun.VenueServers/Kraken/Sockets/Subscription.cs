using Perun.VenueServers.Kraken.Books;
using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Sockets;

/// What a client wants to hear: a channel, of a pair where the channel has pairs.
internal sealed record Subscription(string Channel, KrakenPair? Pair)
{
    /// Of candles, in minutes.
    public int Interval { get; init; }

    public BookFeed? Book { get; init; }

    /// Executions other than fills, openings and ends are wanted, too.
    public bool WantsStatus { get; init; } = true;

    /// Of the last message, where messages are numbered.
    public long Sequence { get; set; }

    /// The same thing may not be wanted twice.
    public bool IsLike(Subscription other) => Channel == other.Channel && Pair == other.Pair && Interval == other.Interval;
}

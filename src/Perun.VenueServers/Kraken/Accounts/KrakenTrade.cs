namespace Perun.VenueServers.Kraken.Accounts;

/// One execution in an account's books.
/// <param name="Number">Of the pair's tape, as it were.</param>
internal sealed record KrakenTrade(string Id, long Number, KrakenOrder Order, decimal Price, decimal Volume, decimal Fee, bool IsMaker, DateTime Time)
{
    public decimal Cost => Price * Volume;

    public required IReadOnlyList<string> Ledgers { get; init; }

    /// The order's totals when it had happened.
    public required decimal FilledSoFar { get; init; }

    public required decimal CostSoFar { get; init; }
}

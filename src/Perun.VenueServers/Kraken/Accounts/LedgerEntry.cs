using Perun.VenueServers.Kraken.Listing;

namespace Perun.VenueServers.Kraken.Accounts;

/// A movement of one asset.
/// <param name="RefId">The trade or deposit that moved it.</param>
/// <param name="Fee">Taken beside the amount.</param>
/// <param name="Balance">After it.</param>
internal sealed record LedgerEntry(string Id, string RefId, DateTime Time, string Type, KrakenAsset Asset, decimal Amount, decimal Fee, decimal Balance);

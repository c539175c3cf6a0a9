namespace Perun.VenueServers.Kraken.Accounts;

/// What happened to an order, in the words of the executions channel.
internal enum OrderEvent
{
    PendingNew,
    New,
    Trade,
    Filled,
    Amended,
    Canceled,
    Expired,

    /// Its trigger was reached.
    Status,
}

/// Hears what happens in an account, under the floor's gate.
internal interface IAccountListener
{
    void OnOrder(KrakenAccount account, KrakenOrder order, OrderEvent what, KrakenTrade? trade, DateTime now);

    void OnLedger(KrakenAccount account, LedgerEntry entry);

    /// Everything that belongs together has been told.
    void OnSettled(KrakenAccount account);
}

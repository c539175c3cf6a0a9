namespace Perun.VenueServers.Kraken.Accounts;

/// How far an account's owner is verified, and what that allows.
public enum KrakenTier
{
    Starter,
    Intermediate,
    Pro,
}

/// The limits of a tier. Counters count up with each call and down with time.
internal sealed record TierLimits(double RestMost, double RestDecay, double TradingMost, double TradingDecay, int OpenOrdersPerPair)
{
    public static TierLimits Of(KrakenTier tier) => tier switch
    {
        KrakenTier.Starter => new TierLimits(15, 0.33, 60, 1, 60),
        KrakenTier.Intermediate => new TierLimits(20, 0.5, 125, 2.34, 80),
        KrakenTier.Pro => new TierLimits(20, 1, 180, 3.75, 225),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

namespace Perun.Core.Bars;

/// The best prices on both sides at a moment.
public readonly record struct Quote(DateTime Time, double Bid, double Ask, double BidSize, double AskSize)
{
    /// Both sides are there, finite and not crossed.
    public bool IsSane =>
        double.IsFinite(Bid) && double.IsFinite(Ask) && Bid > 0 && Ask >= Bid && BidSize >= 0 && AskSize >= 0;

    public double Middle => (Bid + Ask) / 2;
}

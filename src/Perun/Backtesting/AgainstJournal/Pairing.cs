namespace Perun.Backtesting.AgainstJournal;

/// A trade of the journal and its double; one of them is null where it stands alone.
internal readonly record struct Pair(TradeStory? Live, TradeStory? Again)
{
    public TradeStory Either => Live ?? Again!;
}

internal static class Pairing
{
    /// Each trade has one partner at most: of its instrument and side, decided on the same data, or on data so near that
    /// it is the same idea heard later.
    public static IReadOnlyList<Pair> Of(IReadOnlyList<TradeStory> live, IReadOnlyList<TradeStory> again, TimeSpan near)
    {
        var free = again.ToList();
        var partners = new Dictionary<TradeStory, TradeStory>(ReferenceEqualityComparer.Instance);
        foreach (var reach in (TimeSpan[])[TimeSpan.Zero, near])
        {
            foreach (var trade in live.Where(trade => !trade.IsByOperator && !partners.ContainsKey(trade)).OrderBy(trade => trade.Opened))
            {
                var partner = free.Where(other => other.Instrument == trade.Instrument && other.Side == trade.Side && (other.BasedOn - trade.BasedOn).Duration() <= reach)
                    .MinBy(other => (other.BasedOn - trade.BasedOn).Duration());
                if (partner is null) continue;
                partners[trade] = partner;
                free.Remove(partner);
            }
        }
        return [.. live.Select(trade => new Pair(trade, partners.GetValueOrDefault(trade))).Concat(free.Select(trade => new Pair(null, trade))).OrderBy(pair => pair.Either.Opened)];
    }
}

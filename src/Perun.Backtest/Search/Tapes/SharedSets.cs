using System.Collections.Concurrent;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search.Tapes;

/// The sets of a search that share a history, and each idea tape among those that differ only in stop and target. A tape lasts
/// as long as there are sets for it.
internal sealed class SharedSets(SearchPlan plan, SharedMarket market, Scorer scorer)
{
    private const int SetsInUnit = 16;

    private readonly ConcurrentDictionary<string, Lazy<IdeaTape>> _tapes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly bool _hasBracket = plan.Space.Strategy.HasAtrBracket;
    public SharedAccount NewAccount() => new(market, plan.Run.Limits, plan.Run.Venue, plan.Run.Spec.StartCash);

    /// Places of sets that are done together, those of one tape side by side.
    public IReadOnlyList<int[]> Units(IReadOnlyList<ParameterValues> sets, int first)
    {
        var units = new List<int[]>();
        foreach (var group in Enumerable.Range(first, sets.Count - first).GroupBy(place => TapeOf(sets[place]), StringComparer.Ordinal))
        {
            var places = group.ToArray();
            _waiting[group.Key] = places.Length;
            units.AddRange(places.Chunk(SetsInUnit));
        }
        return units;
    }

    /// Null where the full engine has to do it.
    public SetNumbers? TryRun(ParameterValues values, SharedAccount account)
    {
        var tape = _tapes.GetOrAdd(TapeOf(values), _ => new Lazy<IdeaTape>(() => IdeaTape.Record(plan.Space.Strategy, values, market.Bars))).Value;
        if (!account.TryRun(tape, _hasBracket ? values["stopAtr"] : 0, _hasBracket ? values["targetAtr"] : 0)) return null;
        var (profits, risks, count) = (new double[account.Trades.Count], new double[account.Trades.Count], 0);
        for (var i = 0; i < profits.Length; i++)
        {
            var trade = account.Trades[i];
            profits[i] = trade.Profit;
            var risk = (trade.EntryTicks - trade.StopTicks) * account.Money.Tick * (trade.Lots * account.Money.Lot);
            if (risk > 0) risks[count++] = trade.Profit / risk;
        }
        return scorer.Of(market.Ends, account.Equity, profits, risks.AsSpan(0, count));
    }

    /// So many sets like this one are done.
    public void Forget(ParameterValues values, int count)
    {
        var tape = TapeOf(values);
        if (_waiting.AddOrUpdate(tape, 0, (_, waiting) => waiting - count) <= 0) _tapes.TryRemove(tape, out _);
    }

    /// Whether two ways came to the same: the same round trips, and money up to what doubles round.
    public static bool Agree(SetNumbers left, SetNumbers right) =>
        left.Trades == right.Trades && Near(left.End, right.End) && Near(left.MaxDrawdown, right.MaxDrawdown) && Near(left.Sharpe ?? 0, right.Sharpe ?? 0)
        && Near(left.ProfitFactor ?? 0, right.ProfitFactor ?? 0) && Near(left.SystemQuality ?? 0, right.SystemQuality ?? 0);

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-7 * (1 + Math.Max(Math.Abs(left), Math.Abs(right)));

    private string TapeOf(ParameterValues values)
    {
        if (!_hasBracket) return values.ToString();
        return string.Join(' ', values.ByName().Where(parameter => parameter.Key is not ("stopAtr" or "targetAtr")).Select(parameter => parameter.Value));
    }
}

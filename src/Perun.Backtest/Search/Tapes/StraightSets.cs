using System.Buffers;
using System.Collections.Concurrent;
using Perun.Backtest.Runs;
using Perun.Backtest.Straight;
using Perun.Core.Signals;
using Perun.Core.Strategies;

namespace Perun.Backtest.Search.Tapes;

/// The sets of a search on the straight path of one history. Where they may share work, those that differ only in stop and target
/// follow one idea tape, which lasts as long as there are sets for it; else each hears its own strategy.
internal sealed class StraightSets(SearchPlan plan, StraightMarket market, Scorer scorer, bool shares)
{
    private const int SetsInUnit = 8;

    private readonly ConcurrentDictionary<string, Lazy<IdeaTape>> _tapes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _waiting = new(StringComparer.Ordinal);
    private readonly bool _hasBracket = plan.Space.Strategy.HasAtrBracket;
    private readonly int[] _places = CurveBuilder.PlacesOf(market.Bars.Length);
    private readonly long[] _times = [.. CurveBuilder.PlacesOf(market.Bars.Length).Select(market.EndOf)];

    public bool Shares => shares;

    public StraightAccount NewAccount() => new(market, plan.Run.Limits, plan.Run.Venue, plan.Run.Spec.StartCash, new double[market.Bars.Length]);

    /// Places of sets that are done together, those of one tape side by side.
    public IReadOnlyList<int[]> Units(IReadOnlyList<ParameterValues> sets)
    {
        if (!shares) return [.. Enumerable.Range(0, sets.Count).Select(place => (int[])[place])];
        var units = new List<int[]>();
        foreach (var group in Enumerable.Range(0, sets.Count).GroupBy(place => TapeOf(sets[place]), StringComparer.Ordinal))
        {
            var places = group.ToArray();
            _waiting[group.Key] = places.Length;
            units.AddRange(places.Chunk(SetsInUnit));
        }
        return units;
    }

    /// Null where messages have to do it.
    public SetNumbers? TryRun(ParameterValues values, StraightAccount account, CancellationToken cancel)
    {
        if (shares) Follow(values, account);
        else StraightPath.Run(account, market, plan.RunOf(values), null, null, cancel);
        if (account.Doubt is not null) return null;
        var trades = account.Trades;
        var (profits, risks, count) = (ArrayPool<double>.Shared.Rent(trades.Length), ArrayPool<double>.Shared.Rent(trades.Length), 0);
        for (var i = 0; i < trades.Length; i++)
        {
            ref readonly var trade = ref trades[i];
            profits[i] = trade.Profit;
            var risk = (trade.EntryTicks - trade.StopTicks) * account.Money.Tick * (trade.Lots * account.Money.Lot);
            if (risk > 0) risks[count++] = trade.Profit / risk;
        }
        var numbers = scorer.Of(_times, Kept(account.Equity), profits.AsSpan(0, trades.Length), risks.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(profits);
        ArrayPool<double>.Shared.Return(risks);
        return numbers;
    }

    /// So many sets like this one are done.
    public void Forget(ParameterValues values, int count)
    {
        if (!shares) return;
        var tape = TapeOf(values);
        if (_waiting.AddOrUpdate(tape, 0, (_, waiting) => waiting - count) <= 0) _tapes.TryRemove(tape, out _);
    }

    /// Whether two ways came to the same: the same round trips, and money up to what doubles round.
    public static bool Agree(SetNumbers left, SetNumbers right) =>
        left.Trades == right.Trades && Near(left.End, right.End) && Near(left.MaxDrawdown, right.MaxDrawdown) && Near(left.Sharpe ?? 0, right.Sharpe ?? 0)
        && Near(left.ProfitFactor ?? 0, right.ProfitFactor ?? 0) && Near(left.SystemQuality ?? 0, right.SystemQuality ?? 0);

    /// What the strategy said without its bracket, with this set's.
    internal void Follow(ParameterValues values, StraightAccount account)
    {
        var tape = _tapes.GetOrAdd(TapeOf(values), _ => new Lazy<IdeaTape>(() => IdeaTape.Record(plan.Space.Strategy, values, market.Bars))).Value;
        var (stopInAtr, targetInAtr) = _hasBracket ? (values["stopAtr"], values["targetAtr"]) : (0, 0);
        account.Begin();
        for (var place = 0; place < tape.Ideas.Length && account.Doubt is null; place++)
        {
            ref readonly var idea = ref tape.Ideas[place];
            var (stop, target) = (0.0, 0.0);
            if (idea.IsBuy && !tape.TryPlace(place, market.Bars[idea.Bar].Close, stopInAtr, targetInAtr, out stop, out target)) continue;
            account.Take(idea.Bar, new Idea(idea.IsBuy ? SignalAction.Buy : SignalAction.Sell, idea.Confidence, stop, target));
        }
        account.GoTo(market.Bars.Length - 1);
    }

    /// As much of a curve as any run keeps.
    private double[] Kept(double[] equity)
    {
        if (_places.Length == equity.Length) return equity;
        var kept = new double[_places.Length];
        for (var i = 0; i < kept.Length; i++) kept[i] = equity[_places[i]];
        return kept;
    }

    private static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-7 * (1 + Math.Max(Math.Abs(left), Math.Abs(right)));

    private string TapeOf(ParameterValues values)
    {
        if (!_hasBracket) return values.ToString();
        return string.Join(' ', values.ByName().Where(parameter => parameter.Key is not ("stopAtr" or "targetAtr")).Select(parameter => parameter.Value));
    }
}

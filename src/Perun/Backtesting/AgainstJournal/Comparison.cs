using Perun.Backtest.Reports.Differences;
using Perun.Core.Money;

namespace Perun.Backtesting.AgainstJournal;

/// Both sides beside each other, every difference with its causes, and the sums.
internal sealed class Comparison(LivePeriod live, RetradeResult again, IReadOnlyList<BarTrouble> troubles, TimeSpan cycle)
{
    /// An idea that is heard later than this is another idea.
    private static readonly TimeSpan SameIdea = TimeSpan.FromMinutes(30);

    private readonly Detective _detective = new(live, again, troubles, cycle);

    public DifferenceReport Report(string strategy)
    {
        var pairs = Pairing.Of(live.Trades, again.Trades, SameIdea);
        List<TradeDifference> trades = [.. pairs.Select(pair => Of(pair, pairs))];
        var parts = trades.SelectMany(trade => trade.Parts).ToList();
        return new DifferenceReport
        {
            From = live.From,
            To = live.To,
            Symbols = [.. live.Bars.Select(bar => bar.Instrument).Distinct().OrderBy(id => id.Value).Select(id => live.Universe[id].Symbol)],
            Strategy = strategy,
            StartEquity = Digits.Plain(live.Equity),
            LiveResult = live.Trades.Sum(trade => trade.Profit),
            BacktestResult = again.Trades.Sum(trade => trade.Profit),
            LiveTrades = live.Trades.Count,
            BacktestTrades = again.Trades.Count,
            Pairs = pairs.Count(pair => pair is { Live: not null, Again: not null }),
            Causes = [.. parts.GroupBy(part => part.Cause).Select(group => new CauseSum(group.Key, group.Count(), group.Sum(part => part.Cost))).OrderBy(sum => sum.Cost)],
            Trades = trades,
            Notes = [],
        };
    }

    private TradeDifference Of(Pair pair, IReadOnlyList<Pair> pairs)
    {
        var difference = (pair.Live?.Profit ?? 0) - (pair.Again?.Profit ?? 0);
        IEnumerable<Part> parts = pair switch
        {
            { Live: { } mine, Again: { } other } => Reckoning.Of(mine, other, _detective),
            { Live: null, Again: { } missed } => [new Part(_detective.Missing(missed), difference)],
            { Live: { } extra } => [new Part(_detective.Extra(extra, pairs, MainCause), difference)],
            _ => [],
        };
        return new TradeDifference(live.Universe[pair.Either.Instrument].Symbol, pair.Either.Side, Side(pair.Live, isLive: true), Side(pair.Again, isLive: false), difference,
            [.. parts.Select(part => new DifferencePart(part.Finding.Cause, part.Cost, part.Finding.Text))]);
    }

    /// What made a trade of the backtest go otherwise than its double, or have none.
    private Finding MainCause(Pair pair) => pair.Live is { } mine ? _detective.Exit(mine, pair.Again!) : _detective.Missing(pair.Again!);

    private static TradeSide? Side(TradeStory? trade, bool isLive) => trade is null ? null
        : new TradeSide(isLive ? trade.Decision : null, trade.Opened, trade.Closed, Digits.Plain(trade.Quantity), Digits.Plain(trade.Entry, 10), Digits.Plain(trade.Exit, 10), Digits.Plain(trade.Fees), trade.Profit, trade.ExitWord);
}

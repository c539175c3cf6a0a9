using Perun.Backtest.Results;
using Perun.Core.Calendars;
using Perun.Core.Instruments;

namespace Perun.Backtest.Statistics;

/// What one month did to the account.
public sealed record MonthResult(int Year, int Month, double Return, double Profit);

/// The trades that have something in common.
public sealed record TradeGroup(string Name, int Trades, double? WinRate, double Profit, double? Expectancy, double? ProfitFactor);

/// Results by month, and of trades by what they have in common. Weekdays and hours are those of the entry, in the market's zone.
public sealed record Breakdown
{
    public required IReadOnlyList<MonthResult> Months { get; init; }

    public required IReadOnlyList<TradeGroup> Weekdays { get; init; }

    public required IReadOnlyList<TradeGroup> Hours { get; init; }

    public required IReadOnlyList<TradeGroup> Symbols { get; init; }

    public required IReadOnlyList<TradeGroup> Sides { get; init; }

    public required IReadOnlyList<TradeGroup> Reasons { get; init; }

    public static Breakdown Of(IReadOnlyList<RunTrade> trades, DailyCurve daily, double start, TradingHours hours)
    {
        DateTime Wall(DateTime utc) => hours == TradingHours.NewYork ? NewYorkTime.FromUtc(utc) : utc;
        return new Breakdown
        {
            Months = MonthsOf(daily, start),
            Weekdays = Groups(trades, trade => ((int)Wall(trade.Opened).DayOfWeek + 6) % 7, day => ((DayOfWeek)((day + 1) % 7)).ToString()),
            Hours = Groups(trades, trade => Wall(trade.Opened).Hour, hour => $"{hour:00}:00"),
            Symbols = Groups(trades, trade => trade.Symbol, symbol => symbol, StringComparer.Ordinal),
            Sides = Groups(trades, trade => trade.Side, side => side == Core.Orders.Side.Buy ? "long" : "short"),
            Reasons = Groups(trades, trade => trade.Reason, reason => reason.Word()),
        };
    }

    private static List<MonthResult> MonthsOf(DailyCurve daily, double start)
    {
        var months = new List<MonthResult>();
        var before = start;
        for (var i = 0; i < daily.Days.Length; i++)
        {
            var day = daily.Days[i];
            var isLastOfMonth = i + 1 == daily.Days.Length || daily.Days[i + 1].Month != day.Month || daily.Days[i + 1].Year != day.Year;
            if (!isLastOfMonth) continue;
            var value = daily.Values[i];
            months.Add(new MonthResult(day.Year, day.Month, Performance.TotalReturn(before, value) ?? 0, value - before));
            before = value;
        }
        return months;
    }

    private static List<TradeGroup> Groups<T>(
        IReadOnlyList<RunTrade> trades, Func<RunTrade, T> key, Func<T, string> name, IComparer<T>? order = null) =>
        [.. trades.GroupBy(key).OrderBy(group => group.Key, order).Select(group => Sum(name(group.Key), group))];

    private static TradeGroup Sum(string name, IEnumerable<RunTrade> trades)
    {
        var (count, wins, won, lost) = (0, 0, 0m, 0m);
        foreach (var trade in trades)
        {
            count++;
            if (trade.Profit > 0) (wins, won) = (wins + 1, won + trade.Profit);
            else lost -= trade.Profit;
        }
        var profit = (double)(won - lost);
        return new TradeGroup(
            name, count, Defined.Ratio(wins, count), profit, Defined.Ratio(profit, count), Defined.Ratio((double)won, (double)lost));
    }
}

using System.Text.Json;
using Perun.Adapters.Storage;
using Perun.Core.Instruments;
using Perun.Engine.Events;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;

namespace Perun.Memories;

/// What is told of a day once it is over: the account, and each market.
internal static class DayStory
{
    /// Null where nothing is known of the account.
    public static Memory? Portfolio(DateTime day, FactReader facts, AccountSeen? account, Universe universe)
    {
        var end = day.AddDays(1);
        if (facts.EquityBefore(end) is not { } equity) return null;
        var (trades, profit) = facts.TradesClosed(day, end);
        var holdings = account?.Holdings.Where(holding => holding.Quantity != 0 && universe.Contains(holding.Instrument))
            .Select(holding => (universe[holding.Instrument].Symbol, holding.Quantity)).OrderBy(holding => holding.Symbol, StringComparer.Ordinal).ToArray() ?? [];
        var before = facts.EquityBefore(day);
        var held = holdings.Length == 0 ? "nothing held" : "held " + string.Join(", ", holdings.Select(holding => $"{TradeStory.Plain(holding.Quantity)} {holding.Symbol}"));
        return new Memory
        {
            Id = $"portfolio-{day:yyyy-MM-dd}",
            Kind = MemoryKind.Portfolio,
            At = end,
            Text = $"{day:yyyy-MM-dd}: equity {equity:0.00}{(before is { } was ? $" ({equity - was:+0.00;-0.00;0.00})" : "")}, {trades} trades closed, {profit:+0.00;-0.00;0.00} together; {held}",
            Source = "rules",
            Symbols = [.. holdings.Select(holding => holding.Symbol).Where(MemoryDoor.IsSymbol).Take(MemoryDoor.MostSymbols)],
            Tags = ["daily"],
            Importance = Importance.Portfolio,
            Body = JsonSerializer.Serialize(new { equity, before, trades, profit, cash = account?.Cash }),
        };
    }

    public static Memory Market(string symbol, in DayBar day, string? regime) => new()
    {
        Id = $"market-{MemoryDoor.Plain(symbol)}-{day.Day:yyyy-MM-dd}",
        Kind = MemoryKind.Market,
        At = day.Day.AddDays(1),
        Text = $"{symbol} {day.Day:yyyy-MM-dd}: {day.Open:0.####} to {day.Close:0.####} ({(day.Close / day.Open - 1) * 100:+0.00;-0.00;0.00}%), between {day.Low:0.####} and {day.High:0.####}"
            + (regime is null ? "" : $", {regime.Replace('-', ' ')} at the end"),
        Source = "rules",
        Symbols = MemoryDoor.IsSymbol(symbol) ? [symbol] : [],
        Tags = regime is null ? ["daily"] : ["daily", regime],
        Importance = Importance.Market,
        Body = JsonSerializer.Serialize(new { open = day.Open, high = day.High, low = day.Low, close = day.Close, volume = day.Volume }),
    };
}

using System.Text.Json;
using Perun.Core.Money;
using Perun.Core.Orders;
using Perun.Engine.Ledger;
using Perun.Mind.Memories;
using Perun.Mind.Memories.Organising;

namespace Perun.Memories;

/// A round trip as a memory, linked to the signal that opened it and, where there is one, to the signal that closed it.
internal static class TradeStory
{
    public static Memory Tell(long position, DateTime at, int number, Trade trade, string symbol, long exit, string? regime)
    {
        var direction = trade.Side == Side.Buy ? "long" : "short";
        var reason = MemoryDoor.Plain(trade.Reason.ToString());
        var risked = trade.PlannedStop is { } stop ? Math.Abs(trade.AverageEntry - stop) * trade.Quantity : (decimal?)null;
        var ratio = risked is > 0 ? (double?)Math.Round((double)(trade.Profit / risked.Value), 2) : null;
        var tags = new List<string> { direction, trade.Profit > 0 ? MemoryTags.Win : MemoryTags.Loss, $"exit:{reason}" };
        if (regime is not null) tags.Add(regime);
        var links = new List<MemoryLink> { new("entry", JournalScribe.Id("signal", trade.Decision, 1)) };
        if (exit > 0 && exit != trade.Decision) links.Add(new MemoryLink("exit", JournalScribe.Id("signal", exit, 1)));
        return new Memory
        {
            Id = JournalScribe.Id("trade", position, number),
            Kind = MemoryKind.Trade,
            At = at,
            Text = $"{symbol} {direction} closed by {reason}: {trade.Profit:+0.00;-0.00;0.00} after fees{(ratio is { } r ? $", {r:+0.0;-0.0;0.0} times the risk" : "")}; "
                + $"{Plain(trade.Quantity)} from {Plain(trade.AverageEntry)} ({trade.Opened:yyyy-MM-dd HH:mm}) to {Plain(trade.AverageExit)} ({trade.Closed:yyyy-MM-dd HH:mm})"
                + (regime is null ? "" : $", entered when {regime.Replace('-', ' ')}"),
            Source = "journal",
            Symbols = MemoryDoor.IsSymbol(symbol) ? [symbol] : [],
            Tags = tags,
            Importance = Importance.OfTrade(trade.Profit, risked, Math.Abs(trade.EntryValue)),
            Links = links,
            Position = position,
            Decision = trade.Decision,
            Profit = trade.Profit,
            Body = JsonSerializer.Serialize(new
            {
                direction,
                reason,
                opened = trade.Opened,
                closed = trade.Closed,
                quantity = trade.Quantity,
                entry = trade.AverageEntry,
                exit = trade.AverageExit,
                fees = trade.Fees,
                worst = trade.WorstUnrealised,
                best = trade.BestUnrealised,
                risks = ratio,
            }),
        };
    }

    public static string Plain(decimal number) => Digits.Plain(number, 8).ToString();
}

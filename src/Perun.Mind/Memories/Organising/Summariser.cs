using System.Globalization;
using System.Text.Json;

namespace Perun.Mind.Memories.Organising;

/// A stretch of time that is told in one memory.
/// <param name="Name">2026-01-05, or 2026-w02: part of the summary's id.</param>
/// <param name="To">The first moment after it.</param>
public readonly record struct Stretch(string Name, DateTime From, DateTime To)
{
    public static Stretch Day(DateTime at) => new($"{at:yyyy-MM-dd}", at.Date, at.Date.AddDays(1));

    /// Monday to Sunday, numbered as ISO 8601 does it.
    public static Stretch Week(DateTime at)
    {
        var monday = at.Date.AddDays(-(((int)at.DayOfWeek + 6) % 7));
        return new($"{ISOWeek.GetYear(monday)}-w{ISOWeek.GetWeekOfYear(monday):00}", monday, monday.AddDays(7));
    }
}

/// Tells what happened with a symbol in a stretch of time, by counting.
public static class Summariser
{
    private const int LeastToTell = 3;
    private const int MostRefusals = 3;

    /// Null where there is too little to be worth it.
    public static Memory? Tell(string symbol, Stretch stretch, IReadOnlyList<Memory> memories)
    {
        Memory[] about = [.. memories.Where(memory => memory.Symbols.Contains(symbol, StringComparer.Ordinal) && memory.At >= stretch.From && memory.At < stretch.To)];
        Memory[] trades = [.. about.Where(memory => memory.Kind == MemoryKind.Trade).OrderBy(memory => memory.At).ThenBy(memory => memory.Id, StringComparer.Ordinal)];
        Memory[] signals = [.. about.Where(memory => memory.Kind == MemoryKind.Signal)];
        Memory[] errors = [.. about.Where(memory => memory.Kind == MemoryKind.Error)];
        if (trades.Length + signals.Length + errors.Length < LeastToTell) return null;
        var (wins, profit) = (trades.Count(trade => trade.Profit > 0), trades.Sum(trade => trade.Profit ?? 0));
        var parts = new List<string>();
        if (trades.Length > 0) parts.Add($"{Count(trades.Length, "trade")}, {wins} won, {Signed(profit)} together{Extremes(trades)}");
        if (signals.Length > 0) parts.Add($"{Count(signals.Length, "signal")}, {signals.Count(signal => signal.Tags.Contains("allowed", StringComparer.Ordinal))} allowed{Refusals(signals)}");
        if (errors.Length > 0) parts.Add(Count(errors.Length, "error"));
        return new Memory
        {
            Id = $"summary-{MemoryDoor.Plain(symbol)}-{stretch.Name}",
            Kind = MemoryKind.Summary,
            At = stretch.To,
            Symbols = [symbol],
            Text = $"{symbol} {stretch.Name}: {string.Join("; ", parts)}.",
            Tags = profit == 0 ? [] : [profit > 0 ? MemoryTags.Win : MemoryTags.Loss],
            Importance = Importance.Summary,
            Source = "rules",
            Links = [.. trades.Take(MemoryDoor.MostLinks).Select(trade => new MemoryLink("source", trade.Id))],
            Body = JsonSerializer.Serialize(new { from = stretch.From, to = stretch.To, trades = trades.Length, wins, profit, signals = signals.Length, errors = errors.Length }),
        };
    }

    private static string Extremes(Memory[] trades)
    {
        if (trades.Length < 2) return "";
        var best = trades.MaxBy(trade => trade.Profit ?? 0)!;
        var worst = trades.MinBy(trade => trade.Profit ?? 0)!;
        return $" (best {Signed(best.Profit ?? 0)}, worst {Signed(worst.Profit ?? 0)})";
    }

    private static string Refusals(Memory[] signals)
    {
        var reasons = signals.SelectMany(signal => signal.Tags).Where(tag => tag.StartsWith("refused:", StringComparison.Ordinal))
            .GroupBy(tag => tag["refused:".Length..], StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(MostRefusals).Select(group => $"{group.Count()} by {group.Key}").ToArray();
        return reasons.Length == 0 ? "" : $", refused {string.Join(", ", reasons)}";
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    internal static string Signed(decimal amount) => amount.ToString("+#,##0.00;-#,##0.00;0.00", CultureInfo.InvariantCulture);
}

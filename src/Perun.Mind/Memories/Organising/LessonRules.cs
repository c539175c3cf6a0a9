using System.Text.Json;

namespace Perun.Mind.Memories.Organising;

/// Lessons that counting teaches: what keeps going wrong, or well, with a symbol in one regime and one direction.
/// A lesson says on how much it rests, and is retired when the trades no longer bear it out.
public static class LessonRules
{
    public const int LeastTrades = 6;
    /// How many trades of a symbol are worth looking through for those of one kind.
    public const int LookBack = 200;
    private const int MostTrades = 20;
    private const double Clear = 0.75;

    /// The lesson of the newest trades of one kind; null while there are too few. Without a clear tendency it comes retired.
    /// <param name="regime">Null where it is not known how the market stood.</param>
    public static Memory? Learn(string symbol, string direction, string? regime, IReadOnlyList<Memory> trades)
    {
        if (regime is null) return null;
        Memory[] same =
        [
            .. trades.Where(trade => trade.Kind == MemoryKind.Trade && trade.Profit is not null
                    && trade.Symbols.Contains(symbol, StringComparer.Ordinal) && trade.Tags.Contains(direction, StringComparer.Ordinal) && trade.Tags.Contains(regime, StringComparer.Ordinal))
                .OrderByDescending(trade => trade.At).ThenBy(trade => trade.Id, StringComparer.Ordinal).Take(MostTrades),
        ];
        if (same.Length < LeastTrades) return null;
        var (wins, profit) = (same.Count(trade => trade.Profit > 0), same.Sum(trade => trade.Profit!.Value));
        var share = (double)wins / same.Length;
        var isGood = share >= Clear && profit > 0;
        var isBad = share <= 1 - Clear && profit < 0;
        var told = isGood ? "they went well" : isBad ? "they went wrong" : "they show no tendency";
        return new Memory
        {
            Id = $"lesson-{MemoryDoor.Plain(symbol)}-{direction}-{regime}",
            Kind = MemoryKind.Lesson,
            At = same[0].At,
            Symbols = [symbol],
            Text = $"{symbol} {direction} when {regime.Replace('-', ' ')}: {told}; of the last {same.Length}, {wins} won, {Summariser.Signed(profit)} together.",
            Tags = [direction, regime, isGood ? "good" : isBad ? "bad" : MemoryTags.Retired],
            Importance = Importance.Lesson,
            Source = "rules",
            Links = [.. same.Select(trade => new MemoryLink("source", trade.Id))],
            Body = JsonSerializer.Serialize(new { trades = same.Length, wins, profit }),
        };
    }
}

namespace Perun.VenueServers.Models.Minds.Filing;

/// Organises memories by reading them: what each is about, what it weighs, what belongs to it, and what the trades among them teach.
internal static class FilingMind
{
    private const int MostTags = 5;
    private const int MostLessons = 3;
    private const double Weighty = 1.5;
    private static readonly TimeSpan Quick = TimeSpan.FromHours(1);
    private static readonly TimeSpan Overnight = TimeSpan.FromHours(16);
    private static readonly TimeSpan SameTrouble = TimeSpan.FromHours(2);

    public static string Answer(IReadOnlyList<AskedMemory> memories)
    {
        var filed = new List<FiledMemory>(memories.Count);
        for (var i = 0; i < memories.Count; i++)
        {
            var before = memories.Take(i).ToList();
            filed.Add(new FiledMemory(memories[i].Id, [.. TagsOf(memories[i]).Take(MostTags)], WeightOf(memories[i], before), [.. LinksOf(memories[i], before)]));
        }
        return FiledText.Of(filed, [.. LessonsIn(memories).Take(MostLessons)], memories.Count < 2 ? null : SummaryOf(memories));
    }

    private static IEnumerable<string> TagsOf(AskedMemory memory)
    {
        if (memory.Risks is <= -Weighty) yield return "big-loss";
        if (memory.Risks is >= Weighty) yield return "big-win";
        if (memory.Held <= Quick) yield return "quick";
        if (memory.Held >= Overnight) yield return "overnight";
        foreach (var theme in Themes.Of(memory.Text)) yield return theme;
    }

    /// What hurt or helped much weighs more, what is said for the third time less.
    private static double WeightOf(AskedMemory memory, List<AskedMemory> before)
    {
        var weight = memory.Importance;
        if (memory.IsTrade) weight += Math.Abs(memory.Risks ?? 0) >= Weighty ? 0.15 : memory.IsWin ? 0 : 0.05;
        if (before.Count(other => IsAlike(other, memory)) >= 2) weight -= 0.1;
        return Math.Round(Math.Clamp(weight, 0, 1), 3);
    }

    private static bool IsAlike(AskedMemory one, AskedMemory other) =>
        one.Kind == other.Kind && one.Symbol == other.Symbol && !one.IsTrade && one.Tags.Order(StringComparer.Ordinal).SequenceEqual(other.Tags.Order(StringComparer.Ordinal));

    /// A trade belongs to the one before it in the same instrument, and to what went wrong while it was under way; a signal to an
    /// earlier one for the same reason.
    private static IEnumerable<(string To, string Relation)> LinksOf(AskedMemory memory, List<AskedMemory> before)
    {
        if (memory.IsTrade && before.FindLast(other => other.IsTrade && other.Symbol == memory.Symbol) is { } last) yield return (last.Id, "previous");
        if (memory.IsTrade && memory.At is { } at && before.FindLast(other => other.Kind == "error" && other.At is { } failed && at - failed <= SameTrouble) is { } error) yield return (error.Id, "during");
        if (memory.Kind == "signal" && Themes.Of(memory.Text) is { Count: > 0 } themes
            && before.FindLast(other => other.Kind == "signal" && other.Symbol == memory.Symbol && Themes.Of(other.Text).SequenceEqual(themes)) is { } same) yield return (same.Id, "same-reason");
    }

    private static IEnumerable<FiledLesson> LessonsIn(IReadOnlyList<AskedMemory> memories)
    {
        var trades = memories.Where(memory => memory.IsTrade).ToList();
        var byNews = trades.SelectMany(trade => ReasonsOf(trade, memories).Select(theme => (Theme: theme, Trade: trade))).GroupBy(one => one.Theme, one => one.Trade)
            .Select(group => Lesson($"Trades on {group.Key.Replace('-', ' ')}", null, [.. group]));
        var bySymbol = trades.Where(trade => trade.Symbol is not null && trade.Tags.Count > 0).GroupBy(trade => (trade.Symbol, Side: trade.Tags[0], Exit: trade.Tagged("exit:")))
            .Select(group => Lesson($"{group.Key.Symbol} {group.Key.Side}, closed by {group.Key.Exit?.Replace('-', ' ') ?? "something"}", group.Key.Symbol, [.. group]));
        return byNews.Concat(bySymbol).OfType<FiledLesson>().OrderByDescending(lesson => lesson.From.Count).ThenBy(lesson => lesson.Text, StringComparer.Ordinal);
    }

    /// Nothing follows from one trade, nor from two that went differently.
    private static FiledLesson? Lesson(string what, string? symbol, IReadOnlyList<AskedMemory> trades)
    {
        var wins = trades.Count(trade => trade.IsWin);
        return trades.Count < 2 || wins > 0 && wins < trades.Count ? null
            : new FiledLesson($"{what}: all {trades.Count} {(wins > 0 ? "won" : "lost")}.", symbol, [.. trades.Select(trade => trade.Id)]);
    }

    /// What the signal was about that opened it, where it is among these.
    private static IReadOnlyList<string> ReasonsOf(AskedMemory trade, IReadOnlyList<AskedMemory> memories) =>
        memories.FirstOrDefault(memory => memory.Kind == "signal" && trade.LinkedTo.Contains(memory.Id)) is { } entry ? Themes.Of(entry.Text) : [];

    private static string SummaryOf(IReadOnlyList<AskedMemory> memories)
    {
        var parts = new List<string>();
        var (trades, signals, errors) = (Of("trade"), Of("signal"), Of("error"));
        if (trades.Count > 0) parts.Add($"{Count(trades.Count, "trade")} in {Named(trades)}, {trades.Count(trade => trade.IsWin)} won");
        if (signals.Count > 0) parts.Add($"{Count(signals.Count, "signal")} about {Named(signals)}{Refused(signals)}");
        if (errors.Count > 0) parts.Add(Count(errors.Count, "error"));
        if (parts.Count == 0) parts.Add($"{Count(memories.Count, "memory", "memories")} of other kinds");
        var themes = memories.SelectMany(memory => Themes.Of(memory.Text)).GroupBy(theme => theme).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(3).Select(group => group.Key.Replace('-', ' ')).ToList();
        return $"{string.Join("; ", parts)}.{(themes.Count > 0 ? $" Mostly about {string.Join(", ", themes)}." : "")}";

        List<AskedMemory> Of(string kind) => [.. memories.Where(memory => memory.Kind == kind)];
    }

    private static string Named(IEnumerable<AskedMemory> memories)
    {
        var symbols = memories.SelectMany(memory => memory.Symbols).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return symbols.Count switch { 0 => "nothing named", <= 5 => string.Join(", ", symbols), _ => $"{string.Join(", ", symbols.Take(5))} and {symbols.Count - 5} more" };
    }

    private static string Refused(List<AskedMemory> signals)
    {
        var refused = signals.Select(signal => signal.Tagged("refused:")).OfType<string>().GroupBy(reason => reason).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        return refused.Count == 0 ? "" : $", {refused.Sum(group => group.Count())} refused ({string.Join(", ", refused.Take(3).Select(group => group.Key.Replace('-', ' ')))})";
    }

    private static string Count(int count, string one, string? many = null) => count == 1 ? $"1 {one}" : $"{count} {many ?? one + "s"}";
}

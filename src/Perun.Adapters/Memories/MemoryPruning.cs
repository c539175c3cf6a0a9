using Perun.Mind.Memories;

namespace Perun.Adapters.Memories;

/// Which memories may go.
internal static class MemoryPruning
{
    /// What the audit needs: what a decision was shown, what belongs to a position or an order that is still open, lessons that
    /// hold, what somebody marked to be kept, and whatever any of these rests on.
    public static readonly string Needed = $"""
        WITH RECURSIVE needed (id) AS (
            SELECT id FROM memory_shown
            UNION SELECT id FROM memories WHERE kind = {(int)MemoryKind.Lesson} AND ' ' || tags || ' ' NOT LIKE '% {MemoryTags.Retired} %'
            UNION SELECT id FROM memories WHERE number IN (SELECT rowid FROM memory_words WHERE memory_words MATCH 'tags : {MemoryTags.Keep}') AND ' ' || tags || ' ' LIKE '% {MemoryTags.Keep} %'
            UNION SELECT m.id FROM orders o JOIN memories m ON m.decision = o.decision
                WHERE o.is_over = 0 OR (o.purpose = 'Entry' AND CAST(o.filled AS REAL) > 0 AND NOT EXISTS (SELECT 1 FROM trades t WHERE t.decision = o.decision))
            UNION SELECT l.to_id FROM memory_links l JOIN needed n ON n.id = l.from_id)
        """;

    public static Pruned Plan(PruneRule rule, Func<string, object?[], List<PrunedMemory>> rows, Func<string, object?[], long> count)
    {
        var lasting = $"kind NOT IN ({(int)MemoryKind.Lesson}, {(int)MemoryKind.Summary})";
        var all = count("SELECT count(*) FROM memories", []);
        var gone = new List<PrunedMemory>();
        long kept = 0;
        if (rule.OlderThan is { } limit)
        {
            gone = rows($"{Needed} SELECT id, kind, at FROM memories WHERE at < @1 AND {lasting} AND id NOT IN (SELECT id FROM needed) ORDER BY at, id", [limit.Ticks]);
            kept = count($"SELECT count(*) FROM memories WHERE at < @1 AND {lasting}", [limit.Ticks]) - gone.Count;
        }
        if (rule.MostCount is { } most && all - gone.Count > most)
        {
            var excess = all - gone.Count - most;
            var further = rows($"""
                {Needed} SELECT id, kind, at FROM memories WHERE id NOT IN (SELECT id FROM needed){(rule.OlderThan is null ? "" : $" AND NOT (at < @4 AND {lasting})")}
                ORDER BY importance - CAST(@1 - at AS REAL) / @2, at, id LIMIT @3
                """, rule.OlderThan is { } old ? [rule.Now.Ticks, TimeSpan.FromDays(365).Ticks, excess, old.Ticks] : [rule.Now.Ticks, TimeSpan.FromDays(365).Ticks, excess]);
            kept += excess - further.Count;
            gone.AddRange(further);
        }
        return new Pruned(gone, all - gone.Count, kept);
    }
}

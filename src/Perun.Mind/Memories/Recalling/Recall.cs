using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Memories.Recalling;

/// Brings back what matters: words, recency and importance together. Equal scores fall by time, newest first, then by id, so
/// the same store asked for the same moment answers the same. Nothing younger than the moment is ever recalled.
public sealed class Recall(IMemoryStore store, RecallWeights? weights = null)
{
    private const int Candidates = 200;
    private const int MostSituations = 1_000;
    private const int MostLessons = 50;

    private readonly RecallWeights _weights = weights ?? RecallWeights.Default;

    public IReadOnlyList<Recalled> Search(WordQuery words, MemoryFilter filter, DateTime now, int limit)
    {
        var matches = store.Match(words, UpTo(filter, now), Math.Max(limit, Candidates));
        var best = matches.Count == 0 ? 1 : matches.Max(match => match.Relevance);
        return Ranked(matches.Select(match => (match.Memory, match.Relevance / best)), now, limit);
    }

    /// The same, with the words' order mended by likeness of meaning where vectors are kept. Where the provider gives no
    /// answer, or knows nothing of what was found, words alone decide.
    public async Task<IReadOnlyList<Recalled>> SearchAsync(
        WordQuery words, MemoryFilter filter, DateTime now, int limit, IEmbeddings embeddings, CancellationToken cancel)
    {
        var found = Search(words, filter, now, Candidates);
        if (found.Count == 0) return found;
        var vectors = store.Vectors([.. found.Select(one => one.Memory.Id)], embeddings.Model);
        if (vectors.Count == 0 || await embeddings.EmbedAsync([string.Join(' ', words.Words)], cancel) is not [var asked, ..]) return [.. found.Take(limit)];
        return Ranked(found.Select(one => (one.Memory, Mended(one))), now, limit);

        double Mended(Recalled one) => vectors.TryGetValue(one.Memory.Id, out var vector) && Likeness(asked, vector) is { } likeness
            ? (one.Relevance + likeness) / 2
            : one.Relevance;
    }

    /// What a decision about a symbol should remember.
    /// <param name="situation">How its market stands; null where that is not known, and then nothing similar is found.</param>
    /// <param name="words">What is being talked about, for memories that talk of the same.</param>
    public DecisionMemory ForDecision(string symbol, Situation? situation, DateTime now, WordQuery? words = null, RecallBounds? bounds = null)
    {
        var most = bounds ?? RecallBounds.Default;
        var trades = store.Newest(new MemoryFilter(symbol, UpTo: now, Kinds: [MemoryKind.Trade]), most.Trades);
        var signals = store.Newest(new MemoryFilter(symbol, UpTo: now, Kinds: [MemoryKind.Signal]), most.Signals);
        IReadOnlyList<Memory> related = words is null ? [] : store.MatchNewest(words, new MemoryFilter(symbol, UpTo: now), most.Related + most.Trades + most.Signals);
        return new DecisionMemory(symbol, now, trades, signals, Similar(situation, now, most.Similar), Lessons(symbol, situation, now, most.Lessons),
            [.. related.Where(memory => memory.Kind != MemoryKind.Lesson && !trades.Concat(signals).Any(other => other.Id == memory.Id)).Take(most.Related)]);
    }

    private List<SimilarPast> Similar(Situation? situation, DateTime now, int limit)
    {
        if (situation is null) return [];
        var nearest = store.Situations(situation.Symbol, situation.Regime, now, MostSituations)
            .Select(past => (past.Id, past.At, Distance: situation.DistanceTo(past.Readings)))
            .OrderBy(past => past.Distance).ThenByDescending(past => past.At).ThenBy(past => past.Id, StringComparer.Ordinal).Take(limit);
        var similar = new List<SimilarPast>(limit);
        foreach (var (id, _, distance) in nearest)
        {
            if (store.Find(id) is { } memory) similar.Add(new SimilarPast(memory, distance, memory.Decision is { } decision ? store.TradeOf(decision, now) : null));
        }
        return similar;
    }

    /// Lessons about this symbol, and about none; those of the regime that rules now come first.
    private List<Recalled> Lessons(string symbol, Situation? situation, DateTime now, int limit)
    {
        var own = store.Newest(new MemoryFilter(symbol, UpTo: now, Kinds: [MemoryKind.Lesson]), MostLessons);
        var general = store.Newest(new MemoryFilter(UpTo: now, Kinds: [MemoryKind.Lesson]), MostLessons).Where(lesson => lesson.Symbols.Count == 0);
        var holding = own.Concat(general).Where(lesson => !lesson.Tags.Contains(MemoryTags.Retired, StringComparer.Ordinal));
        return Ranked(holding.Select(lesson => (lesson, Fit(lesson))), now, limit);

        double Fit(Memory lesson) => situation is not null && lesson.Tags.Contains(situation.Regime, StringComparer.Ordinal) ? 1 : lesson.Symbols.Count > 0 ? 0.5 : 0.25;
    }

    private List<Recalled> Ranked(IEnumerable<(Memory Memory, double Relevance)> found, DateTime now, int limit) =>
    [
        .. found
            .Select(one => new Recalled(one.Memory, _weights.Score(one.Memory, one.Relevance, now), one.Relevance, _weights.RecencyOf(one.Memory.At, now)))
            .OrderByDescending(one => one.Score).ThenByDescending(one => one.Memory.At).ThenBy(one => one.Memory.Id, StringComparer.Ordinal)
            .Take(limit),
    ];

    private static MemoryFilter UpTo(MemoryFilter filter, DateTime now) => filter with { UpTo = filter.UpTo is { } given && given < now ? given : now };

    /// Null where vectors can't be compared.
    private static double? Likeness(float[] asked, float[] kept)
    {
        if (asked.Length != kept.Length || asked.Length == 0) return null;
        double product = 0, first = 0, second = 0;
        for (var i = 0; i < asked.Length; i++)
        {
            product += (double)asked[i] * kept[i];
            first += (double)asked[i] * asked[i];
            second += (double)kept[i] * kept[i];
        }
        var cosine = product / Math.Sqrt(first * second);
        return double.IsFinite(cosine) ? Math.Clamp(cosine, 0, 1) : null;
    }
}

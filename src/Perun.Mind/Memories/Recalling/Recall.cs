using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Memories.Recalling;

/// Brings back what matters: words, recency and importance together. Equal scores fall by time, newest first, then by id, so
/// the same store asked for the same moment answers the same. Nothing younger than the moment is ever recalled.
public sealed class Recall(IMemoryStore store, RecallWeights? weights = null)
{
    private const int Candidates = 200;
    private const int MostSituations = 1_000;
    private const int MostLessons = 50;

    /// So many of the newest are compared by what they mean, whether or not they have a word in common with what is looked for.
    private const int MostCompared = 1_000;
    private const int MostRelated = 40;

    private readonly RecallWeights _weights = weights ?? RecallWeights.Default;

    public IReadOnlyList<Recalled> Search(WordQuery words, MemoryFilter filter, DateTime now, int limit) =>
        Ranked(ByWords(words, UpTo(filter, now), Math.Max(limit, Candidates)), now, limit);

    /// The same with likeness of meaning as half of relevance, where vectors are kept; memories that mean much the same in other words
    /// are found among the newest.
    public IReadOnlyList<Recalled> Search(WordQuery words, MemoryFilter filter, DateTime now, int limit, Meaning? meaning)
    {
        if (meaning is null) return Search(words, filter, now, limit);
        var bounded = UpTo(filter, now);
        var found = ByWords(words, bounded, Candidates).ToDictionary(one => one.Memory.Id, StringComparer.Ordinal);
        foreach (var memory in store.Newest(Telling(bounded), MostCompared)) found.TryAdd(memory.Id, (memory, 0));
        var fitting = Mended(found.Values, meaning).Where(one => found[one.Memory.Id].Relevance > 0 || one.Likeness >= _weights.LeastLikeness);
        return Ranked(fitting.Select(one => (one.Memory, one.Relevance)), now, limit);
    }

    /// What a decision about a symbol should remember.
    /// <param name="situation">How its market stands; null where that is not known, and then nothing similar is found.</param>
    /// <param name="words">What is being talked about, for memories that talk of the same.</param>
    /// <param name="meaning">The same to a model that makes vectors; null where there is none.</param>
    public DecisionMemory ForDecision(string symbol, Situation? situation, DateTime now, WordQuery? words = null, RecallBounds? bounds = null, Meaning? meaning = null)
    {
        var most = bounds ?? RecallBounds.Default;
        var trades = store.Newest(new MemoryFilter(symbol, UpTo: now, Kinds: [MemoryKind.Trade]), most.Trades);
        var signals = store.Newest(new MemoryFilter(symbol, UpTo: now, Kinds: [MemoryKind.Signal]), most.Signals);
        HashSet<string> told = [.. trades.Concat(signals).Select(memory => memory.Id)];
        var related = words is null ? [] : Related(symbol, words, meaning, now).Where(memory => memory.Kind != MemoryKind.Lesson && !told.Contains(memory.Id)).Take(most.Related);
        return new DecisionMemory(symbol, now, trades, signals, Similar(situation, now, most.Similar), Lessons(symbol, situation, now, most.Lessons), [.. related]);
    }

    /// Those that share enough words with what is talked about, or mean much the same. Along an index to its limit: what is old and
    /// fits better than all of these is for a search.
    private IEnumerable<Memory> Related(string symbol, WordQuery words, Meaning? meaning, DateTime now)
    {
        var filter = new MemoryFilter(symbol, UpTo: now);
        var found = store.MatchNewest(words, filter, MostRelated).ToDictionary(memory => memory.Id, memory => (Memory: memory, Relevance: words.ShareIn(memory.Text)), StringComparer.Ordinal);
        if (meaning is not null)
            foreach (var memory in store.Newest(Telling(filter), MostRelated)) found.TryAdd(memory.Id, (memory, 0));
        var mended = meaning is null ? found.Values.Select(one => (one.Memory, one.Relevance, Likeness: 0.0)) : Mended(found.Values, meaning);
        var fitting = mended.Where(one => found[one.Memory.Id].Relevance >= _weights.LeastShare || one.Likeness >= _weights.LeastLikeness).Select(one => (one.Memory, one.Relevance));
        return Ranked(fitting, now, MostRelated).Select(one => one.Memory);
    }

    private IEnumerable<(Memory Memory, double Relevance)> ByWords(WordQuery words, MemoryFilter filter, int limit)
    {
        var matches = store.Match(words, filter, limit);
        var best = matches.Count == 0 ? 1 : matches.Max(match => match.Relevance);
        return matches.Select(match => (match.Memory, match.Relevance / best));
    }

    /// Where a vector is kept, the mean of words and meaning; else words alone.
    private IEnumerable<(Memory Memory, double Relevance, double Likeness)> Mended(ICollection<(Memory Memory, double Relevance)> found, Meaning meaning)
    {
        var vectors = store.Vectors([.. found.Select(one => one.Memory.Id)], meaning.Model);
        foreach (var (memory, relevance) in found)
            yield return vectors.TryGetValue(memory.Id, out var vector) && meaning.LikenessTo(vector) is { } likeness ? (memory, (relevance + likeness) / 2, likeness) : (memory, relevance, 0);
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

    /// To hold is said at every pass, and would crowd out among the newest what has a meaning to compare.
    private static MemoryFilter Telling(MemoryFilter filter) => filter.Kinds.Count > 0 ? filter : filter with { Kinds = MemoryKinds.Telling };

    private static MemoryFilter UpTo(MemoryFilter filter, DateTime now) => filter with { UpTo = filter.UpTo is { } given && given < now ? given : now };
}

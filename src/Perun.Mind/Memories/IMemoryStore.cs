using Perun.Mind.Memories.Recalling;
using Perun.Mind.Memories.Situations;

namespace Perun.Mind.Memories;

/// Where memories are kept. Used by one thread at a time. Whatever is asked for comes in a stated order, newest first where
/// nothing else is said, and never more of it than was asked for.
public interface IMemoryStore
{
    /// Takes memories in, all or none. One whose id is known replaces what was known.
    Taken Add(IReadOnlyList<Memory> memories, Cursor? reached = null);

    /// How far the source of this name has been remembered; zero where it was never heard of.
    long Reached(string source);

    Memory? Find(string id);

    IReadOnlyList<Memory> Newest(MemoryFilter filter, int limit);

    /// Those whose words fit, best first by their words alone.
    IReadOnlyList<WordMatch> Match(WordQuery words, MemoryFilter filter, int limit);

    /// The newest whose words fit; costs no more when there are many.
    IReadOnlyList<Memory> MatchNewest(WordQuery words, MemoryFilter filter, int limit);

    /// The newest situations of a symbol in a regime.
    IReadOnlyList<PastSituation> Situations(string symbol, string regime, DateTime upTo, int limit);

    /// The trade that a decision led to, if it was over by then.
    Memory? TradeOf(long decision, DateTime upTo);

    /// Those that have a link to this one.
    IReadOnlyList<Memory> LinkingTo(string id, int limit);

    /// The vectors that are kept of these memories, as this model made them.
    IReadOnlyDictionary<string, float[]> Vectors(IReadOnlyCollection<string> ids, string model);
}

/// <param name="Upon">Of what: the journal, say.</param>
/// <param name="Position">Everything up to here is remembered, and is so together with what is added.</param>
public readonly record struct Cursor(string Upon, long Position);

public readonly record struct Taken(int New, int Changed, int Same)
{
    public static Taken operator +(Taken a, Taken b) => new(a.New + b.New, a.Changed + b.Changed, a.Same + b.Same);
}

/// <param name="Kinds">Any when empty.</param>
public sealed record MemoryFilter(string? Symbol = null, string? Tag = null, DateTime? From = null, DateTime? UpTo = null, params IReadOnlyList<MemoryKind> Kinds)
{
    public bool Takes(Memory memory) =>
        (Symbol is null || memory.Symbols.Contains(Symbol, StringComparer.Ordinal))
        && (Tag is null || memory.Tags.Contains(Tag, StringComparer.Ordinal))
        && (From is null || memory.At >= From) && (UpTo is null || memory.At <= UpTo)
        && (Kinds.Count == 0 || Kinds.Contains(memory.Kind));
}

/// <param name="Relevance">Above zero; the more the better.</param>
public readonly record struct WordMatch(Memory Memory, double Relevance);

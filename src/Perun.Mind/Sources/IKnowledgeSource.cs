using Perun.Mind.Knowledge;

namespace Perun.Mind.Sources;

/// Something that fills a lane. It looks when it is asked to, answers with what it found or why it could not, and keeps no
/// schedule of its own: when to ask, and what to do when it fails, is the desk's business.
public interface IKnowledgeSource
{
    /// Small letters and hyphens: "technical", "perigon-articles".
    string Name { get; }

    /// The lane that is poorer when it fails.
    string Lane { get; }

    ValueTask<Gathering> GatherAsync(GatherRequest request, CancellationToken cancel);
}

/// <param name="Symbols">What is of interest.</param>
public sealed record GatherRequest(DateTime AsOf, IReadOnlyList<string> Symbols);

/// What came of asking a source.
public abstract record Gathering;

/// <param name="Objects">What it knows now. Repeats do no harm.</param>
/// <param name="Withdrawn">What it said before and no longer says: a position that is closed, a headline that was taken back.</param>
public sealed record Gathered(IReadOnlyList<KnowledgeObject> Objects, IReadOnlyList<ObjectKey> Withdrawn) : Gathering
{
    public Gathered(IReadOnlyList<KnowledgeObject> objects) : this(objects, [])
    {
    }
}

/// <param name="Why">One sentence for a person, without secrets.</param>
/// <param name="RetryAfter">How long it asks to be left alone; null where it names no time.</param>
public sealed record GatherFailed(string Why, TimeSpan? RetryAfter = null) : Gathering;

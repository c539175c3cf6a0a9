using Perun.Mind.Knowledge.Lanes;

namespace Perun.Mind.Knowledge.Notes;

/// A candidate with the lines it would be told in.
internal sealed class Item(Candidate candidate, bool mustSurface)
{
    public Candidate Candidate { get; } = candidate;

    public Held Held => Candidate.Held;

    public KnowledgeObject Object => Candidate.Held.Object;

    public Lane Lane => Candidate.Lane;

    public bool MustSurface { get; } = mustSurface;

    /// The section of the note it belongs to.
    public KnowledgeKind Kind => Object.Kind;

    public bool IsOutside => !Object.From.IsOwn;

    public string Short { get; private set; } = "";

    /// The same as the short line where there is no detail.
    public string Full { get; private set; } = "";

    public int ShortTokens { get; private set; }

    public int FullTokens { get; private set; }

    public bool IsPlaced { get; set; }

    public bool IsFull { get; set; }

    public string Line => IsFull ? Full : Short;

    public int Tokens => IsFull ? FullTokens : ShortTokens;

    /// Why it was not placed when it was last tried.
    public (Fate Fate, string Why) Refusal { get; set; }

    public void Word(Echo echo, Func<string, int> count)
    {
        if (Held.Wording is not { } known || known.Echo != echo)
        {
            var (brief, whole) = Bullet.Of(Held, echo);
            Held.Wording = known = new Wording(echo, brief, whole);
        }
        (_, Short, Full) = known;
        ShortTokens = count(Short);
        FullTokens = ReferenceEquals(Short, Full) ? ShortTokens : count(Full);
    }
}

/// The lines of an object. Few of all objects are ever told, so that it is kept apart from them.
internal sealed record Wording(Echo Echo, string Short, string Full);

/// How what an object says is echoed by others.
/// <param name="Sources">How many sources carry it, its own included.</param>
/// <param name="Contradictions">How many live objects say that it went the other way.</param>
internal readonly record struct Echo(int Sources, int Contradictions)
{
    public static Echo Of(KnowledgeBase knowledge, Held held, DateTime asOf)
    {
        var near = knowledge.Near(held);
        if (near.Count == 0) return new Echo(1, 0);
        var (sources, contradictions) = (new HashSet<string>(StringComparer.Ordinal) { held.Object.From.Source }, 0);
        foreach (var other in near)
        {
            if (!other.IsLiveAt(asOf)) continue;
            if (held.SaysTheSameAs(other)) sources.Add(other.Object.From.Source);
            else if (held.Contradicts(other)) contradictions++;
        }
        return new Echo(sources.Count, contradictions);
    }
}

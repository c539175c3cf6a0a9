using Perun.Mind.Knowledge.Archive;

namespace Perun.Mind.Knowledge.Auditing;

/// Proves, note by note, that nothing in it is younger than the decision it was written for. It believes neither the base nor
/// its sources: what states no time at which it could be known fails, and witnesses with books of their own are heard on the rest.
public sealed class EvidenceAudit(params IReadOnlyList<IEvidenceWitness> witnesses)
{
    private readonly SortedDictionary<string, Tally> _classes = new(StringComparer.Ordinal);

    public long Decisions { get; private set; }

    /// What was looked at so far, by class.
    public EvidenceSum Sum => new(Decisions, _classes.Values.Sum(tally => tally.Items), [.. _classes.Select(pair => new EvidenceClass(pair.Key, pair.Value.Items, pair.Value.Youngest))]);

    /// <exception cref="YoungEvidenceException">Something in the note could not be known at the decision.</exception>
    public void Look(NotePayload note, DateTime decision)
    {
        Decisions++;
        if (note.AsOf > decision) throw new YoungEvidenceException("the note itself", decision, $"it was written for {note.AsOf:yyyy-MM-dd HH:mm:ss}");
        foreach (var (kind, objects) in note.Objects)
            foreach (var kept in objects) Look($"{kind}:{kept.Object.Id}", kept, decision);
    }

    private void Look(string key, KeptObject kept, DateTime decision)
    {
        var about = kept.Object;
        if (about.Available is not { } available) throw new YoungEvidenceException(key, decision, "it states no time from which it could be known");
        if (available > decision) throw new YoungEvidenceException(key, decision, $"it could not be known before {available:yyyy-MM-dd HH:mm:ss}");
        if (kept.Updated > decision) throw new YoungEvidenceException(key, decision, $"it was taken in at {kept.Updated:yyyy-MM-dd HH:mm:ss}");
        if (about.IsOwn && about.At > decision) throw new YoungEvidenceException(key, decision, $"it speaks of {about.At:yyyy-MM-dd HH:mm:ss}");
        foreach (var witness in witnesses)
            if (witness.Objection(about, decision) is { } objection) throw new YoungEvidenceException(key, decision, objection);

        var name = ClassOf(about);
        var age = decision - available;
        var tally = _classes.GetValueOrDefault(name, new Tally(0, TimeSpan.MaxValue));
        _classes[name] = new Tally(tally.Items + 1, age < tally.Youngest ? age : tally.Youngest);
    }

    private static string ClassOf(ObjectForm about) => about switch
    {
        { IsOwn: true, Source: "technical" } => EvidenceClass.Bars,
        { IsOwn: true } => EvidenceClass.Moment,
        _ when about.Id.StartsWith("memory:", StringComparison.Ordinal) => EvidenceClass.Memories,
        _ => EvidenceClass.News,
    };

    private readonly record struct Tally(long Items, TimeSpan Youngest);
}

/// Knows by books of its own when something could be known.
public interface IEvidenceWitness
{
    /// Why this can't have been known at the decision, or not so; null where it could, or is none of the witness's matter.
    string? Objection(ObjectForm about, DateTime decision);
}

/// <param name="Youngest">How long before its decision the youngest of them could be known.</param>
public sealed record EvidenceClass(string Name, long Items, TimeSpan Youngest)
{
    /// Readings of bars that were over.
    public const string Bars = "bars";

    /// Account and clock, which are of the decision's own moment.
    public const string Moment = "account and clock";

    public const string News = "news";
    public const string Memories = "memories";
}

/// What an audit has looked at.
public sealed record EvidenceSum(long Decisions, long Items, IReadOnlyList<EvidenceClass> Classes);

/// A note told what nobody could know when it was written: the run it belongs to proves nothing.
public sealed class YoungEvidenceException(string item, DateTime decision, string why)
    : Exception($"Evidence from the future: {item} is in the note of the decision at {decision:yyyy-MM-dd HH:mm:ss} UTC, and {why}.")
{
    public string Item { get; } = item;

    public DateTime Decision { get; } = decision;
}

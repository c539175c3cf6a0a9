namespace Perun.Mind.Knowledge;

/// Where an object comes from.
/// <param name="At">When the source says that it was so, UTC. It may be wrong, and is never believed to lie in the future.</param>
/// <param name="IsOwn">Whether Perun made the text itself. Everything else is data from outside and stays in its envelope.</param>
public sealed record Provenance(string Source, DateTime At, bool IsOwn = false)
{
    /// When it could first be known here, UTC: a bar's end, the later of a headline's publication and its arrival. Null where the
    /// source keeps no count of that, and then no audit lets it pass.
    public DateTime? Available { get; init; }
}

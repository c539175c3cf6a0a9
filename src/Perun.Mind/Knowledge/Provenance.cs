namespace Perun.Mind.Knowledge;

/// Where an object comes from.
/// <param name="At">When the source says that it was so, UTC. It may be wrong, and is never believed to lie in the future.</param>
/// <param name="IsOwn">Whether Perun made the text itself. Everything else is data from outside and stays in its envelope.</param>
public sealed record Provenance(string Source, DateTime At, bool IsOwn = false);

namespace Perun.Core.News;

/// A piece of news as it reached us. Its text is data from outside, never an instruction.
/// <param name="Id">The source's identity of it, for recognising repeats.</param>
/// <param name="Published">When the source says it was published, UTC.</param>
/// <param name="Received">When it could first be known here, UTC.</param>
public sealed record NewsItem(
    string Id,
    string Source,
    DateTime Published,
    DateTime Received,
    string Headline,
    string Body,
    IReadOnlyList<string> Symbols);

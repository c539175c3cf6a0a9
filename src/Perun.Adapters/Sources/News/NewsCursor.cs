namespace Perun.Adapters.Sources.News;

/// Since when news is asked for: from a little before the newest that came, and never more than a day back.
internal sealed class NewsCursor
{
    private static readonly TimeSpan Back = TimeSpan.FromHours(24);
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private DateTime? _newest;

    public DateTime Since(DateTime asOf) =>
        _newest is { } newest && newest - Overlap > asOf - Back ? newest - Overlap : asOf - Back;

    /// A date in the future moves nothing: what comes before it would never be asked for.
    public void Saw(DateTime? at, DateTime asOf)
    {
        if (at <= asOf && !(at <= _newest)) _newest = at;
    }
}

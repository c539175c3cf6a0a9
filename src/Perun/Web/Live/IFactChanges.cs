namespace Perun.Web.Live;

/// Tells those who watch that the facts have moved on. What moved is for them to ask.
public interface IFactChanges
{
    /// Grows with every change.
    long Version { get; }

    /// Returns the newest version as soon as it exceeds what was seen. Changes in between are one.
    ValueTask<long> NextAsync(long seen, CancellationToken cancel);
}

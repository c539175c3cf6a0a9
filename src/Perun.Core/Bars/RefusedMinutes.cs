using Perun.Core.State;

namespace Perun.Core.Bars;

/// How many minutes an aggregator could not use.
/// <param name="Late">Older than one already seen, or part of a bar that is already over.</param>
/// <param name="Repeated">The same minute as the last one seen; the first telling stands.</param>
/// <param name="OutsideSession">Before the open, after the close, or on a day without trading.</param>
/// <param name="Unusable">Not a sane bar, or not on a whole minute.</param>
public record struct RefusedMinutes(long Late, long Repeated, long OutsideSession, long Unusable)
{
    public readonly long Total => Late + Repeated + OutsideSession + Unusable;

    internal void Sync(StateStream stream)
    {
        var (late, repeated, outsideSession, unusable) = this;
        stream.Sync(ref late);
        stream.Sync(ref repeated);
        stream.Sync(ref outsideSession);
        stream.Sync(ref unusable);
        this = new RefusedMinutes(late, repeated, outsideSession, unusable);
    }
}

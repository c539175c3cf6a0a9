namespace Perun.Adapters.Venues.Wire;

/// How much a request matters when there are too many.
public enum RequestLane
{
    Ordinary,

    /// Cancels and what makes positions smaller: a part of every budget is kept for them, and a venue that seems down is tried all the same.
    Urgent,
}

namespace Perun.Engine;

/// Where an event stands in the journal and when it happened, UTC.
public readonly record struct Stamp(long Position, DateTime At);

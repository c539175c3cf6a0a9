namespace Perun.VenueServers.Faults;

/// What can go wrong with any stream's messages, in a venue's words for it.
public sealed record StreamWords
{
    public required FaultWord Reorder { get; init; }

    public required FaultWord Repeat { get; init; }

    public required FaultWord Mute { get; init; }

    public required FaultWord HalfOpen { get; init; }

    public required FaultWord Drop { get; init; }

    public required FaultWord Disconnect { get; init; }

    public required FaultWord SlowClient { get; init; }

    public required FaultWord Burst { get; init; }

    public required FaultWord OtherFrame { get; init; }

    public required FaultWord Fragments { get; init; }

    public required FaultWord Huge { get; init; }

    public required FaultWord BadText { get; init; }

    public required FaultWord Close1008 { get; init; }

    public required FaultWord Close1006 { get; init; }
}

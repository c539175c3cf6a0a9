namespace Perun.Engine.Tests.Storms;

/// What goes wrong between engine and venue, in percent of all commands and reports.
internal sealed record Mischief
{
    public static readonly Mischief None = new();

    public int LostCommands { get; init; }

    public int LostReports { get; init; }

    public int RepeatedReports { get; init; }

    public int DelayedReports { get; init; }
}

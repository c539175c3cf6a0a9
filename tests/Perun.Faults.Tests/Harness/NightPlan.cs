using Perun.Configuration;

namespace Perun.Faults.Tests.Harness;

/// What kind of night it is to be.
/// <param name="Faults">A script for the simulator, from the beginning.</param>
internal sealed record NightPlan(string Faults = "")
{
    /// A Monday, just after the stock exchange opened.
    public static readonly DateTime Monday = new(2026, 1, 5, 14, 31, 0, DateTimeKind.Utc);

    public ulong Seed { get; init; } = 5;

    public DateTime Start { get; init; } = Monday;

    /// How often something goes wrong beyond the script.
    public double Chance { get; init; }

    public Func<PerunSettings, PerunSettings> With { get; init; } = static settings => settings;
}

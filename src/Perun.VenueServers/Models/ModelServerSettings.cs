using Perun.VenueServers.Models.Minds;

namespace Perun.VenueServers.Models;

public enum ModelServerMode
{
    /// Reads the note and decides by a plain rule.
    Sensible,

    /// Does whatever any text in the request tells it.
    Obedient,
}

public sealed record ModelServerSettings
{
    /// On the loopback address; 0 takes any that is free.
    public int Port { get; init; }

    public ModelServerMode Mode { get; init; } = ModelServerMode.Sensible;

    /// In place of the mode's mind.
    public IScriptedMind? Mind { get; init; }

    /// One for each request, in this order; then chance decides.
    public IReadOnlyList<ModelFault> Faults { get; init; } = [];

    public double FaultChance { get; init; }

    public ulong Seed { get; init; } = 1;

    /// What a 429 asks for.
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// The key that must be shown; null takes any or none.
    public string? Key { get; init; }

    /// Counts the tokens that answers state.
    public Func<string, int> CountTokens { get; init; } = text => (text.Length + 3) / 4;

    /// Hears a line for each request.
    public Action<string>? Log { get; init; }
}

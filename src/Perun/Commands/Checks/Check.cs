namespace Perun.Commands.Checks;

/// The state of one part of Perun.
public enum CheckState
{
    /// Works, with the real thing.
    Real,

    /// Works, with Perun's own stand-in.
    Simulated,

    /// Is not there and not needed.
    Missing,

    /// Works for now; look at it.
    Doubtful,

    Broken,
}

/// What `doctor` found about one part.
/// <param name="Remedy">What to do; null where nothing is needed.</param>
public sealed record Check(string Name, CheckState State, string What, string? Remedy = null);

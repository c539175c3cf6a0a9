using Perun.Core.State;

namespace Perun.Engine.Safety;

/// What stops entries right now. Exits and protection are never braked.
public sealed class Brakes : IHasState
{
    internal static readonly Brake[] All = Enum.GetValues<Brake>();

    private readonly BrakeState[] _states = [.. Enumerable.Repeat(new BrakeState(IsOn: false, DateTime.MaxValue, ""), All.Length)];

    public BrakeState this[Brake brake] => _states[(int)brake];

    public bool IsOn(Brake brake) => _states[(int)brake].IsOn;

    public bool AnyIsOn
    {
        get
        {
            foreach (var state in _states)
                if (state.IsOn) return true;
            return false;
        }
    }

    internal void Throw(Brake brake, DateTime until, string why) => _states[(int)brake] = new BrakeState(IsOn: true, until, why);

    internal void Lift(Brake brake) => _states[(int)brake] = new BrakeState(IsOn: false, DateTime.MaxValue, "");

    /// The first moment at which a brake lifts by itself.
    internal DateTime NextLift()
    {
        var next = DateTime.MaxValue;
        foreach (var state in _states)
            if (state.IsOn && state.Until < next) next = state.Until;
        return next;
    }

    public void Sync(StateStream stream)
    {
        foreach (ref var state in _states.AsSpan())
        {
            var (isOn, until, why) = state;
            stream.Sync(ref isOn);
            stream.Sync(ref until);
            stream.SyncText(ref why);
            state = new BrakeState(isOn, until, why);
        }
    }
}

/// <param name="Until">When it lifts by itself; never where only a person lifts it.</param>
public readonly record struct BrakeState(bool IsOn, DateTime Until, string Why)
{
    public DateTime? LiftsAt => Until == DateTime.MaxValue ? null : Until;
}

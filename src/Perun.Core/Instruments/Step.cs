using System.Diagnostics;

namespace Perun.Core.Instruments;

/// The direction of a rounding, always stated.
public enum RoundTo
{
    Down,
    Up,
    Nearest,
}

/// Rounding to a tick or a lot.
public static class Step
{
    public static decimal Round(decimal value, decimal step, RoundTo direction)
    {
        if (step <= 0) return value;
        var rest = value % step;
        if (rest == 0 && value.Scale <= step.Scale) return value;
        var below = rest >= 0 ? value - rest : value - rest - step;
        var rounded = direction switch
        {
            _ when rest == 0 => value,
            RoundTo.Down => below,
            RoundTo.Up => below + step,
            RoundTo.Nearest => value - below < below + step - value ? below : below + step,
            _ => throw new UnreachableException(),
        };
        // No more digits than the step has: 21 shares, not 21.000000000000.
        return Math.Round(rounded, step.Scale);
    }
}

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
        var isDigit = IsOneDigit(step);
        if (isDigit && value.Scale <= step.Scale) return value;
        if (isDigit && direction == RoundTo.Down) return Math.Round(value, step.Scale, MidpointRounding.ToNegativeInfinity);
        if (isDigit && direction == RoundTo.Up) return Math.Round(value, step.Scale, MidpointRounding.ToPositiveInfinity);
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

    /// Whether the value is a multiple of the step.
    public static bool IsOn(decimal value, decimal step) => (value.Scale <= step.Scale && IsOneDigit(step)) || value % step == 0;

    /// One in its last decimal, like 0.01: what has no more decimals lies on it, and rounding to it is cutting digits off.
    private static bool IsOneDigit(decimal step)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(step, parts);
        return parts[0] == 1 && (parts[1] | parts[2]) == 0;
    }
}

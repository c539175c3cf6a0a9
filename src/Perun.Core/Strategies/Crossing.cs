namespace Perun.Core.Strategies;

public enum Cross
{
    None,
    Up,
    Down,
}

/// Notices when something changes sides. The first look only tells on which side it begins.
public sealed class Crossing
{
    private bool _hasLooked;
    private bool _wasAbove;

    public Cross Next(bool isAbove)
    {
        var hasCrossed = _hasLooked && isAbove != _wasAbove;
        (_hasLooked, _wasAbove) = (true, isAbove);
        if (!hasCrossed) return Cross.None;
        return isAbove ? Cross.Up : Cross.Down;
    }
}

using Perun.Simulation.Randomness;

namespace Perun.Backtest.Belief;

/// Histories that might as well have been: days drawn in blocks from the one history there is, so that calm and storm stay
/// together. Blocks wrap around the end and have random lengths (the stationary bootstrap of Politis and Romano, 1994).
public static class BlockBootstrap
{
    /// The mean length of a block: the cube root of the count, which the literature gives as the order of the best.
    public static int BlockLengthFor(int count) => Math.Max(1, (int)Math.Round(Math.Cbrt(count)));

    /// Fills the path with one redrawn history.
    public static void Draw(ReadOnlySpan<double> returns, Span<double> path, int meanBlock, ref RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(meanBlock, 1);
        if (returns.IsEmpty) return;
        var chanceOfNew = 1.0 / meanBlock;
        var place = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var draw = random.NextUnit();
            // One draw decides both: given that a new block begins, what is left of it is uniform again.
            if (i == 0) place = (int)(draw * returns.Length);
            else if (draw < chanceOfNew) place = Math.Min(returns.Length - 1, (int)(draw / chanceOfNew * returns.Length));
            else if (++place == returns.Length) place = 0;
            path[i] = returns[place];
        }
    }
}

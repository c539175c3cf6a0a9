namespace Perun.Backtest.Belief;

/// Sums of returns and of their squares by block of time, from which the Sharpe ratio of any union of blocks follows: what a
/// search keeps of each variant in place of its curve. Rows that don't fill the last block are left out.
public sealed record BlockTally(int Rows, double[] Sums, double[] Squares)
{
    private const int MostBlocks = 16;
    private const int LeastRowsInBlock = 5;
    private const int LeastBlocks = 4;

    /// Null for too few periods to split.
    public static BlockTally? Of(ReadOnlySpan<double> returns)
    {
        var blocks = Math.Min(MostBlocks, returns.Length / LeastRowsInBlock / 2 * 2);
        if (blocks < LeastBlocks) return null;
        var rows = returns.Length / blocks;
        var (sums, squares) = (new double[blocks], new double[blocks]);
        for (var block = 0; block < blocks; block++)
        {
            foreach (var value in returns.Slice(block * rows, rows))
            {
                sums[block] += value;
                squares[block] += value * value;
            }
        }
        return new BlockTally(rows, sums, squares);
    }
}

/// The tallies of all variants, side by side.
internal sealed class BlockSums
{
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly int _rows;

    public BlockSums(IReadOnlyList<BlockTally> variants)
    {
        (Variants, Blocks, _rows) = (variants.Count, variants[0].Sums.Length, variants[0].Rows);
        _sums = new double[Blocks * Variants];
        _squares = new double[Blocks * Variants];
        for (var variant = 0; variant < Variants; variant++)
        {
            for (var block = 0; block < Blocks; block++)
            {
                _sums[block * Variants + variant] = variants[variant].Sums[block];
                _squares[block * Variants + variant] = variants[variant].Squares[block];
            }
        }
    }

    public int Variants { get; }

    public int Blocks { get; }

    /// Per period, of the blocks whose bits are set; zero for a variant that did nothing.
    public void Sharpes(int mask, Span<double> sharpes)
    {
        var squares = new double[Variants];
        sharpes.Clear();
        var count = 0;
        for (var block = 0; block < Blocks; block++)
        {
            if ((mask & (1 << block)) == 0) continue;
            count += _rows;
            var row = block * Variants;
            for (var i = 0; i < Variants; i++)
            {
                sharpes[i] += _sums[row + i];
                squares[i] += _squares[row + i];
            }
        }
        for (var i = 0; i < Variants; i++)
        {
            var mean = sharpes[i] / count;
            var variance = (squares[i] - mean * sharpes[i]) / (count - 1);
            sharpes[i] = variance > squares[i] * 1e-14 ? mean / Math.Sqrt(variance) : 0;
        }
    }
}

namespace Perun.Backtest.Belief;

/// Sums of returns and of their squares by block of time, from which the Sharpe ratio of any union of blocks follows. Rows
/// that don't fill the last block are left out.
internal sealed class BlockSums
{
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly int _rows;

    public BlockSums(IReadOnlyList<double[]> returns, int blocks)
    {
        (Variants, Blocks, _rows) = (returns.Count, blocks, returns[0].Length / blocks);
        _sums = new double[Blocks * Variants];
        _squares = new double[Blocks * Variants];
        for (var variant = 0; variant < Variants; variant++)
        {
            for (var block = 0; block < Blocks; block++)
            {
                foreach (var value in returns[variant].AsSpan(block * _rows, _rows))
                {
                    _sums[block * Variants + variant] += value;
                    _squares[block * Variants + variant] += value * value;
                }
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

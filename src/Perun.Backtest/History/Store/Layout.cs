using System.Numerics;

namespace Perun.Backtest.History.Store;

/// Where things are in a file of bars. A page of identity, two pages that each hold the whole state, a table with a checksum
/// for each column of each full block, then the six columns one after the other, each with room to grow.
/// docs/decisions/010 says why.
internal readonly record struct Layout(long Capacity)
{
    public const int Page = 4096;
    public const int Columns = 6;
    public const int BlockBars = 16_384;
    public const int IdentityAt = 0;
    public const int FirstStateAt = Page;
    public const int SecondStateAt = 2 * Page;
    public const int TableAt = 3 * Page;
    public const int LeastCapacity = 8192;

    /// What is written at once of a large column: two megabytes, at a place that is a multiple of them. Linux then keeps it as
    /// one large page, and mapping it costs a fraction of what 512 small ones do.
    public const int PieceBars = 262_144;

    /// The most bars a file may hold: a column is one span, and spans count in int.
    public const int MostBars = 1 << 30;

    public static readonly string[] ColumnNames = ["time", "open", "high", "low", "close", "volume"];

    public static Layout For(long bars)
    {
        if (bars > MostBars)
            throw new HistoryException(HistoryTrouble.Misuse, $"{bars:#,##0} bars are more than one file holds ({MostBars:#,##0}): store longer bars or fewer years.");
        return new Layout(Math.Max(LeastCapacity, (long)BitOperations.RoundUpToPowerOf2((ulong)bars)));
    }

    public long FileLength => ColumnAt(Columns);

    public long ColumnAt(int column) => RoundUp(TableAt + (Capacity / BlockBars * Columns * sizeof(uint)), Alignment) + (column * RoundUp(Capacity * sizeof(double), Page));

    public long At(int column, long bar) => ColumnAt(column) + (bar * sizeof(double));

    public static long TableEntryAt(int block) => TableAt + ((long)block * Columns * sizeof(uint));

    private int Alignment => Capacity >= PieceBars ? PieceBars * sizeof(double) : Page;

    private static long RoundUp(long bytes, int to) => (bytes + to - 1) / to * to;
}

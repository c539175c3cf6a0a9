namespace Perun.Commands.Output;

internal enum Align
{
    Left,
    Right,
}

/// <param name="IsExtra">Left out where a terminal is too narrow for all columns.</param>
internal sealed record Column(string Title, Align Align = Align.Left, bool IsExtra = false)
{
    public Column Extra() => this with { IsExtra = true };
}

/// Rows under titles. Numbers belong in right-aligned columns.
internal sealed class Grid(params Column[] columns)
{
    private readonly List<Words[]> _rows = [];

    public IReadOnlyList<Column> Columns { get; } = columns;

    public IReadOnlyList<Words[]> Rows => _rows;

    public bool HasTitles { get; init; } = true;

    public void Add(params Words[] row)
    {
        if (row.Length != Columns.Count) throw new ArgumentException($"{row.Length} cells for {Columns.Count} columns", nameof(row));
        _rows.Add(row);
    }

    public int WidthOf(int column) =>
        Rows.Select(row => Tidy.OneLine(row[column].Text).Length).Append(HasTitles ? Columns[column].Title.Length : 0).Max();

    /// The columns that a screen has room for: from the right, extra ones make way. Long text is wrapped, so that it asks
    /// for less than its length.
    public IReadOnlyList<int> Fitting(int screen, int gap)
    {
        const int leastText = 24;
        List<int> chosen = [.. Enumerable.Range(0, Columns.Count)];
        while (chosen.Sum(column => Wanted(column) + gap) + 1 > screen && chosen.FindLastIndex(column => Columns[column].IsExtra) is >= 0 and var extra)
            chosen.RemoveAt(extra);
        return chosen;

        int Wanted(int column) => Columns[column].Align == Align.Right ? WidthOf(column) : Math.Min(WidthOf(column), leastText);
    }

    public static Column Left(string title) => new(title);

    public static Column Right(string title) => new(title, Align.Right);
}

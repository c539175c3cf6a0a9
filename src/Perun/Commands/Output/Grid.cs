namespace Perun.Commands.Output;

internal enum Align
{
    Left,
    Right,
}

internal sealed record Column(string Title, Align Align = Align.Left);

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

    public static Column Left(string title) => new(title);

    public static Column Right(string title) => new(title, Align.Right);
}

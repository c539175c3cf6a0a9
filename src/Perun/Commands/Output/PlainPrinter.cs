using System.Text;

namespace Perun.Commands.Output;

/// For files, pipes and terminals without colour: letters only.
internal sealed class PlainPrinter(TextWriter writer, int width) : IPrinter
{
    private const string Gap = "  ";

    public int Width => width;

    public void Line(params ReadOnlySpan<Words> words)
    {
        var line = new StringBuilder();
        foreach (var word in words) line.Append(Tidy.OneLine(word.Text));
        writer.WriteLine(line.ToString().TrimEnd());
    }

    public void Print(Grid grid)
    {
        var widths = Enumerable.Range(0, grid.Columns.Count).Select(grid.WidthOf).ToArray();
        if (grid.HasTitles) WriteRow(grid, widths, [.. grid.Columns.Select(column => column.Title)]);
        foreach (var row in grid.Rows) WriteRow(grid, widths, [.. row.Select(cell => Tidy.OneLine(cell.Text))]);
    }

    private void WriteRow(Grid grid, int[] widths, string[] cells)
    {
        var line = new StringBuilder();
        for (var index = 0; index < cells.Length; index++)
        {
            if (index > 0) line.Append(Gap);
            line.Append(grid.Columns[index].Align == Align.Right ? cells[index].PadLeft(widths[index]) : cells[index].PadRight(widths[index]));
        }
        writer.WriteLine(line.ToString().TrimEnd());
    }
}

using System.Diagnostics;
using Spectre.Console;

namespace Perun.Commands.Output;

/// For terminals: colours and ruled tables.
internal sealed class RichPrinter : IPrinter
{
    private readonly IAnsiConsole _console;

    public RichPrinter(TextWriter writer, int width)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        _console.Profile.Width = width;
        _console.Profile.Capabilities.Unicode = true;
    }

    public int Width => _console.Profile.Width;

    public void Line(params ReadOnlySpan<Words> words)
    {
        var line = new Paragraph();
        foreach (var word in words) line.Append(Tidy.OneLine(word.Text), StyleOf(word.Tone));
        _console.Write(line);
        _console.WriteLine();
    }

    public void Print(Grid grid)
    {
        var table = new Table { Border = grid.HasTitles ? TableBorder.Rounded : TableBorder.None, ShowHeaders = grid.HasTitles };
        table.BorderStyle = StyleOf(Tone.Quiet);
        var columns = grid.Fitting(Width, grid.HasTitles ? 3 : 2);
        foreach (var column in columns.Select(index => grid.Columns[index]))
        {
            var isRight = column.Align == Align.Right;
            table.AddColumn(new TableColumn(new Text(column.Title, StyleOf(Tone.Quiet)))
            {
                Alignment = isRight ? Justify.Right : Justify.Left,
                NoWrap = isRight,
                Padding = grid.HasTitles ? new Padding(1, 0, 1, 0) : new Padding(0, 0, 2, 0),
            });
        }
        foreach (var row in grid.Rows)
            table.AddRow(columns.Select(index => new Text(Tidy.OneLine(row[index].Text), StyleOf(row[index].Tone))));
        _console.Write(table);
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Plain => Style.Plain,
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Quiet => new Style(Color.Grey),
        Tone.Good => new Style(Color.Green),
        Tone.Bad => new Style(Color.Red),
        Tone.Warning => new Style(Color.Yellow),
        _ => throw new UnreachableException(),
    };
}

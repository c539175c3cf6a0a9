namespace Perun.Commands.Output;

/// Puts text where a person reads it.
internal interface IPrinter
{
    int Width { get; }

    void Line(params ReadOnlySpan<Words> words);

    void Print(Grid grid);
}

internal static class PrinterWords
{
    public static void Heading(this IPrinter printer, string title)
    {
        printer.Line();
        printer.Line(Words.Strong(title));
    }

    /// Broken into lines between words, each behind the indent.
    public static void Paragraph(this IPrinter printer, string text, string indent = "  ", Tone tone = Tone.Plain)
    {
        foreach (var line in TextWrap.Lines(text, printer.Width - indent.Length)) printer.Line(indent, new Words(line, tone));
    }

    /// A paragraph behind a sign; its further lines stand under the first.
    public static void Item(this IPrinter printer, string text, string sign = "  - ")
    {
        var rest = new string(' ', sign.Length);
        var isFirst = true;
        foreach (var line in TextWrap.Lines(text, printer.Width - sign.Length))
        {
            printer.Line(isFirst ? sign : rest, line);
            isFirst = false;
        }
    }
}

using System.Text.Encodings.Web;

namespace Perun.Backtest.Reports;

/// Writes HTML. Text goes through one door, which escapes it; only what the program itself says goes in raw.
internal sealed class Markup(TextWriter writer)
{
    public Markup Raw(string html)
    {
        writer.Write(html);
        return this;
    }

    public Markup Text(string? text)
    {
        if (text is not null) HtmlEncoder.Default.Encode(writer, text);
        return this;
    }

    /// An element with text in it.
    public Markup Element(string tag, string? text, string? cssClass = null)
    {
        writer.Write(cssClass is null ? $"<{tag}>" : $"<{tag} class=\"{cssClass}\">");
        Text(text);
        writer.Write($"</{tag}>");
        return this;
    }

    public Markup Heading(string title, string note)
    {
        writer.Write("<header><h2>");
        Text(title);
        writer.Write("</h2><p>");
        Text(note);
        writer.Write("</p></header>\n");
        return this;
    }

    public void Flush() => writer.Flush();
}

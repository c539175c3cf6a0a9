using System.Security.Cryptography;
using System.Text;

namespace Perun.Backtest.Reports;

/// The shell of a page that stands alone: style and script are inside, and its own policy forbids it to load anything or to
/// run any other script, whatever a name in it may try.
internal static class PageFrame
{
    private static readonly string Style = Read("report.css") + Read("search.css");

    /// What draws a run, or several side by side.
    public static readonly string RunScript = Read("charts.js") + Read("candles.js") + Read("trades.js") + Read("report.js");

    /// What draws a search or a walk-forward.
    public static readonly string SearchScript = Read("charts.js") + Read("search.js");

    /// What a page of runs may do: nothing but run its own script.
    public static readonly string Policy = PolicyOf(RunScript);

    public static void Begin(Markup page, string title) => Begin(page, title, RunScript);

    public static void Begin(Markup page, string title, string script)
    {
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PolicyOf(script)}\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Element("title", title).Raw("\n<style>\n").Raw(Style).Raw("</style>\n</head>\n<body>\n");
    }

    /// <param name="data">Writes the JSON that the script draws from.</param>
    public static void End(Markup page, Stream stream, Action<Stream> data) => End(page, stream, data, RunScript);

    public static void End(Markup page, Stream stream, Action<Stream> data, string script)
    {
        page.Raw("<script type=\"application/json\" id=\"data\">");
        page.Flush();
        data(stream);
        page.Raw("</script>\n<script>").Raw(script).Raw("</script>\n</body>\n</html>\n");
        page.Flush();
    }

    private static string PolicyOf(string script) =>
        $"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'; base-uri 'none'; form-action 'none'";

    private static string Read(string name)
    {
        using var stream = typeof(PageFrame).Assembly.GetManifestResourceStream($"Perun.Backtest.Reports.Page.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

using System.Text;
using Perun.Backtest.Belief;
using Perun.Backtest.Results;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// The report of a run as one HTML file that opens anywhere, offline, on a desk, a phone and paper.
public static class HtmlReport
{
    /// What a page of this program may do, in the words of a Content-Security-Policy.
    public static string Policy => PageFrame.Policy;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, ReportInput input)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var title = input.Name ?? input.Run.Spec.Strategy;
        PageFrame.Begin(page, $"{title} · Perun backtest");
        Top(page, input.Run, title);
        page.Raw("<main>\n");
        Tiles(page, input);
        VerdictPanel(page, input.Belief.Verdict);
        if (input.Model is { } model) ModelPanel.Write(page, model);
        Charts(page, input);
        ReportTables.Write(page, input);
        page.Raw("</main>\n");
        Foot(page, input);
        PageFrame.End(page, stream, data => PageData.Write(data, input));
    }

    private static void Top(Markup page, RunResult run, string title)
    {
        var spec = run.Spec;
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>backtest</span></div>")
            .Raw("<button id=\"theme\" type=\"button\" hidden>Theme</button></div>\n<div class=\"lead\"><h1>").Text(title).Raw("</h1><p class=\"facts\">");
        string[] facts =
        [
            Symbols(spec.Symbols), $"{spec.Timeframe} bars", $"{Day(spec.From)} to {Day(spec.To)}", $"{Count(run.Bars)} bars",
            $"{Money((double)spec.StartCash)} to start",
        ];
        foreach (var fact in facts) page.Element("span", fact);
        page.Raw("</p>");
        if (spec.Parameters.Count > 0)
        {
            page.Raw("<p class=\"chips\">");
            foreach (var (name, value) in spec.Parameters) page.Raw("<span>").Text(name).Raw(" <b>").Text(Parameter(value)).Raw("</b></span>");
            page.Raw("</p>");
        }
        if (spec.Assumptions is { } assumptions) page.Raw("<p class=\"facts\">").Element("span", $"Assumed: {assumptions}").Raw("</p>");
        page.Raw("</div>\n");
    }

    private static string Symbols(IReadOnlyList<string> symbols) =>
        symbols.Count <= 5 ? string.Join(", ", symbols) : $"{string.Join(", ", symbols.Take(4))} and {symbols.Count - 4} more";

    private static void Tiles(Markup page, ReportInput input)
    {
        var (run, belief) = (input.Statistics, input.Belief);
        page.Raw("<dl class=\"tiles\">");
        Tile("Total return", Change(run.Returns.Total), $"{Profit(run.Returns.Profit)} · {Change(run.Returns.Cagr)} a year", ToneOf(run.Returns.Profit));
        Tile("Sharpe", Ratio(run.Returns.Sharpe), belief.Redrawn?.Sharpe is { } band ? $"{Ratio(band.Low)} to {Ratio(band.High)} in 9 of 10" : "no interval");
        Tile("Max drawdown", Percent(run.Drawdown.MaxDepth), $"longest {Length(run.Drawdown.Longest)}");
        Tile("Round trips", Count(run.Trades.Count), $"{Percent(run.Trades.WinRate)} won · payoff {Ratio(run.Trades.Payoff)}");
        Tile("Profit factor", Ratio(run.Trades.ProfitFactor), $"{Profit(run.Trades.Expectancy)} a trade");
        Tile("In the market", Percent(run.Activity.ExposureOfTime), $"fees {Money(run.Activity.Fees)}");
        page.Raw("</dl>\n");

        void Tile(string name, string value, string note, string? tone = null) =>
            page.Raw("<div>").Element("dt", name).Element("dd", value, tone is null ? "value" : $"value {tone}").Element("dd", note, "note").Raw("</div>");
    }

    internal static void VerdictPanel(Markup page, Verdict verdict)
    {
        page.Raw($"<section class=\"panel verdict tone-{Word(verdict.Tone)}\"><div class=\"says\"><p class=\"small\">How far to believe it</p>")
            .Element("h2", verdict.Headline).Element("p", verdict.Sentence).Raw("</div><ul>");
        foreach (var finding in verdict.Findings) page.Element("li", finding.Text, $"tone-{Word(finding.Tone)}");
        page.Raw("</ul></section>\n");
    }

    private static void Charts(Markup page, ReportInput input)
    {
        var band = input.Belief.Redrawn is { } redrawn ? $"Shaded: where 5 and 9 of 10 of {Count(redrawn.Paths)} redrawn histories lie. " : "";
        page.Raw("<section class=\"panel\">").Heading("Equity", band + "Below: the fall from the last high.")
            .Raw("<div class=\"tools\"><span id=\"equity-key\" class=\"key\"></span><button id=\"log\" type=\"button\" aria-pressed=\"false\">Log scale</button></div><div id=\"equity\" class=\"chart\"></div><div id=\"drawdown\" class=\"chart\"></div></section>\n");
        if (input.Bars.Any(pair => pair.Value.Length > 0))
        {
            page.Raw("<section class=\"panel\" id=\"market\">").Heading("Market and trades", "Drag to move, scroll or pinch to zoom, click a trade in the table to see it here.")
                .Raw("<div class=\"tools\"><select id=\"symbol\" aria-label=\"Symbol\"></select><button id=\"in\" type=\"button\" aria-label=\"Zoom in\">+</button><button id=\"out\" type=\"button\" aria-label=\"Zoom out\">&minus;</button><button id=\"all\" type=\"button\">All</button><button id=\"earlier\" type=\"button\">&lsaquo; Trade</button><button id=\"later\" type=\"button\">Trade &rsaquo;</button><span class=\"key\" id=\"market-key\"></span></div><div id=\"candles\" class=\"chart\" tabindex=\"0\"></div></section>\n");
        }
        ReportTables.Months(page, input.Statistics.Breakdown.Months);
        page.Raw("<div class=\"grid\">");
        Figure("days", "Daily returns", "Days by what they made. Ends hold all that lies beyond.");
        if (input.Run.Trades.Count > 1)
        {
            Figure("profits", "Profit and loss of trades", "Round trips by what they made, after fees.");
            Figure("excursions", "How far trades strayed", "Worst and best moment of each. A dot is a trade; green won.");
        }
        if (input.Belief.TradeOrder is { } order) Figure("order", "Drawdowns in other orders", $"{Count(order.Paths)} shuffles of the same trades. The line is what happened.");
        if (input.Belief.Overfitting is not null) Figure("splits", "Chosen here, traded there", "Sharpe of the winner of one half of history, and what it did on the other half.");
        page.Raw("</div>\n");

        void Figure(string id, string title, string note) =>
            page.Raw("<section class=\"panel\">").Heading(title, note).Raw($"<div id=\"{id}\" class=\"chart\"></div></section>\n");
    }

    private static void Foot(Markup page, ReportInput input)
    {
        page.Raw("<footer><p>").Text(input.Statistics.Sampling.Words)
            .Text($" Risk-free rate {Percent(input.Statistics.Sampling.RiskFreePerYear)}. Redrawn with seed {input.Belief.Seed}. ")
            .Text(input.Run.HowItWent() + " ")
            .Text("What worked on history need not work again; no number here is a promise.")
            .Raw("</p></footer>\n<noscript><p class=\"noscript\">Charts and the trade table are drawn by a script, which is switched off here.</p></noscript>\n");
    }

    private static string? ToneOf(double value) => value switch { > 0 => "gain", < 0 => "loss", _ => null };

    internal static string Word(Tone tone) => tone.ToString().ToLowerInvariant();
}

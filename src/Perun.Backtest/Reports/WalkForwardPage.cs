using System.Text;
using System.Text.Json;
using Perun.Backtest.Search.WalkForward;
using static Perun.Backtest.Reports.Figures;

namespace Perun.Backtest.Reports;

/// A walk-forward as one HTML file: the record out of sample, what became of each choice, and how the choices wander.
public static class WalkForwardPage
{
    private const int CurveColumns = 1500;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, WalkForwardResult result)
    {
        using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        PageFrame.Begin(page, $"{result.Run.Spec.Strategy} · Perun walk-forward", PageFrame.SearchScript);
        Top(page, result);
        page.Raw("<main>\n");
        Tiles(page, result);
        HtmlReport.VerdictPanel(page, result.OutOfSample.Belief.Verdict);
        page.Raw("<section class=\"panel\">").Heading("Out of sample", "The tests one after the other: no bar of this curve was seen by what chose the parameters traded on it.")
            .Raw("<div class=\"tools\"><span id=\"equity-key\" class=\"key\"></span></div><div id=\"equity\" class=\"chart\"></div><div id=\"drawdown\" class=\"chart\"></div></section>\n");
        page.Raw("<section class=\"panel\">").Heading("Inside and outside", $"{result.Plan.Search.Objective.Title} of each fold's choice where it was chosen, and on the stretch behind it.")
            .Raw("<div class=\"tools\"><span id=\"decay-key\" class=\"key\"></span></div><div id=\"decay\" class=\"chart\"></div></section>\n");
        page.Raw("<section class=\"panel\">").Heading("Chosen parameters", "By fold. What is right for a market changes slowly; what jumps about is chosen by noise.")
            .Raw("<div class=\"small-charts\" id=\"chosen\"></div></section>\n");
        Folds(page, result);
        page.Raw("</main>\n<footer><p>").Text(result.OutOfSample.Statistics.Sampling.Words)
            .Text(" Each fold begins flat with what the one before ended with, open positions at their last price. The whole record, with its trades, is in out-of-sample/report.html.")
            .Raw("</p></footer>\n<noscript><p class=\"noscript\">Charts are drawn by a script, which is switched off here.</p></noscript>\n");
        PageFrame.End(page, stream, data => Data(data, result), PageFrame.SearchScript);
    }

    private static void Top(Markup page, WalkForwardResult result)
    {
        var (plan, spec) = (result.Plan, result.Run.Spec);
        page.Raw("<div class=\"top\"><div class=\"brand\">Perun <span>walk-forward</span></div><button id=\"theme\" type=\"button\" hidden>Theme</button></div>\n<div class=\"lead\"><h1>")
            .Text(spec.Strategy).Raw("</h1><p class=\"facts\">");
        string[] facts =
        [
            string.Join(", ", spec.Symbols), $"{spec.Timeframe} bars", $"{Count(result.Folds.Count)} folds, {(plan.IsAnchored ? "anchored" : "rolling")}",
            $"trained on {plan.Train}, tested on {plan.Test}", $"purge {plan.Purge}", $"embargo {plan.Embargo}", $"chosen by {plan.Search.Objective.Title}",
        ];
        foreach (var fact in facts) page.Element("span", fact);
        page.Raw("</p><p class=\"chips\">");
        foreach (var range in plan.Search.Space.Ranges) page.Raw("<span>").Text(range.Parameter.Name).Raw(" <b>").Text(range.Words).Raw("</b></span>");
        page.Raw("</p></div>\n");
    }

    private static void Tiles(Markup page, WalkForwardResult result)
    {
        var run = result.OutOfSample.Statistics;
        page.Raw("<dl class=\"tiles\">");
        Tile("Out of sample", Change(run.Returns.Total), $"{Change(run.Returns.Cagr)} a year");
        Tile("Sharpe", Ratio(run.Returns.Sharpe), result.Decay is { } decay ? $"{Ratio(decay.MeanInside)} inside, {Ratio(decay.MeanOutside)} outside, by fold" : "too few folds to compare");
        Tile("Max drawdown", Percent(run.Drawdown.MaxDepth), $"longest {Length(run.Drawdown.Longest)}");
        Tile("Efficiency", Share(result.Efficiency), "yearly return outside, of that inside");
        Tile("Folds that gained", $"{result.Folds.Count(fold => fold.Outside.Return > 0)} of {result.Folds.Count}", "out of sample");
        Tile("Round trips", Count(run.Trades.Count), $"{Percent(run.Trades.WinRate)} won");
        page.Raw("</dl>\n");

        void Tile(string name, string value, string note) =>
            page.Raw("<div>").Element("dt", name).Element("dd", value, "value").Element("dd", note, "note").Raw("</div>");
    }

    private static void Folds(Markup page, WalkForwardResult result)
    {
        page.Raw("<section class=\"panel\">").Heading("Folds", "In and out of sample.").Raw("<div class=\"wide tall\"><table class=\"list rank folds\"><thead><tr>");
        foreach (var title in (string[])["#", "Trained on", "Tested on", "Chosen", "Sharpe in", "Sharpe out", "Return in", "Return out", "Drawdown out", "Trades out"]) page.Element("th", title);
        page.Raw("</tr></thead><tbody>");
        foreach (var fold in result.Folds)
        {
            page.Raw("<tr>").Element("td", Count(fold.Number)).Element("td", $"{Day(fold.TrainFrom)} – {Day(fold.TrainTo)}").Element("td", $"{Day(fold.TestFrom)} – {Day(fold.TestTo)}")
                .Element("td", Words(result, fold), "value");
            string[] cells = [Ratio(fold.Inside.Sharpe), Ratio(fold.Outside.Sharpe), Change(fold.Inside.Return), Change(fold.Outside.Return), Percent(fold.Outside.MaxDrawdown), Count(fold.Outside.Trades)];
            foreach (var cell in cells) page.Element("td", cell);
            page.Raw("</tr>");
        }
        page.Raw("</tbody></table></div></section>\n");
    }

    internal static string Words(WalkForwardResult result, Fold fold) =>
        string.Join(' ', result.Plan.Search.Space.Ranges.Select(range => $"{range.Parameter.Name}={Parameter(fold.Chosen[range.Parameter.Name])}"));

    private static void Data(Stream stream, WalkForwardResult result)
    {
        using var json = new Utf8JsonWriter(stream);
        var run = result.Run;
        json.WriteStartObject();
        PageData.Curve(json, "equity", ThinnedCurve.Of(run.Equity.Times, run.Equity.Equity, CurveColumns), 2);
        PageData.Curve(json, "drawdown", ThinnedCurve.Of(run.Equity.Times, PageData.UnderWater(run), CurveColumns), 5);
        if (result.OutOfSample.Benchmark is { } benchmark) PageData.Benchmark(json, benchmark, (double)run.Spec.StartCash);
        json.WriteStartArray("folds");
        foreach (var fold in result.Folds) json.WriteStringValue(Day(fold.TestFrom));
        json.WriteEndArray();
        Values("inside", result.Folds.Select(fold => result.Plan.Search.Objective.Of(fold.Inside)));
        Values("outside", result.Folds.Select(fold => result.Plan.Search.Objective.Of(fold.Outside)));
        json.WriteStartArray("chosen");
        foreach (var stability in result.Stability)
        {
            json.WriteStartObject();
            json.WriteString("name", stability.Name);
            Values("v", result.Folds.Select(fold => (double?)fold.Chosen[stability.Name]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();

        void Values(string name, IEnumerable<double?> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                if (value is { } known) json.WriteNumberValue(Math.Round(known, 6));
                else json.WriteNullValue();
            }
            json.WriteEndArray();
        }
    }
}

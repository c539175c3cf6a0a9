using System.CommandLine;
using Perun.Backtest.Reports;
using Perun.Backtest.Search.WalkForward;
using Perun.Backtesting;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class WalkForwardCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var train = new Option<string?>("--train") { Description = "How long to train, like 2y, 6mo, 12w, 90d or 500b (bars); 2y when not given", HelpName = "length" };
        var test = new Option<string?>("--test") { Description = "How long to trade what was chosen, likewise; 6mo when not given", HelpName = "length" };
        var purge = new Option<string?>("--purge") { Description = "The end of each training stretch to drop, because its trades would end in the test (none when not given)", HelpName = "length" };
        var embargo = new Option<string?>("--embargo") { Description = "How much further training keeps from the test (none when not given)", HelpName = "length" };
        var anchored = new Option<bool>("--anchored") { Description = "Train from the beginning of history each time, and not on a stretch that moves along" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        var search = new SweepOptions();
        var run = new RunOptions(scope).AddTo(command, [train, test, purge, embargo, anchored, .. search.All, json]);
        return new Verb(command, RunAsync,
            new Example("perun walkforward ema-cross --symbols AAPL --train 3y --test 6mo --vary fast=5:30:5 slow=20:100:10", "rolling"),
            new Example("perun walkforward sma-atr --symbols BTC/USD --bars 1h --train 180d --test 30d --anchored --purge 5d --trials 200", "from the beginning each time, 200 sets a fold"),
            new Example("perun walkforward macd --symbols AAPL --engine messages", "everything as live trading works it out, which takes its time"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            using var progress = new SearchLine(scope.Terminal, scope.Clock);
            var sweep = search.Read(parse, run.Read(parse), progress);
            var request = new WalkForwardRequest(
                sweep, Length(parse.GetValue(train), "2y"), Length(parse.GetValue(test), "6mo"), Length(parse.GetValue(purge), "0"), Length(parse.GetValue(embargo), "0"), parse.GetValue(anchored),
                (fold, folds, at) =>
                {
                    progress.Title = $"fold {fold} of {folds}: ";
                    progress.Report(at);
                });
            var reply = scope.Reply(parse.GetValue(json));
            WalkForwardAnswer answer;
            try
            {
                answer = await scope.Actions.WalkForward!(request, cancel);
            }
            catch (OperationCanceledException) when (progress.Done > 0)
            {
                progress.Dispose();
                reply.Remark("What is done is kept: the same command goes on from there.");
                throw;
            }
            progress.Dispose();
            foreach (var remark in answer.Remarks) reply.Remark(remark);
            if (reply.IsJson) reply.Document(WalkForwardJson.Of(answer.Result), WalkJson.Default.WalkForwardJson);
            else Print(reply.Printer, answer);
            return ExitCode.Done;
        }
    }

    private static Stretch Length(string? text, string fallback) => Stretch.TryParse(text ?? fallback, out var stretch)
        ? stretch
        : throw CommandFailedException.Usage($"\"{Inputs.Brief(text!)}\" is no length of history: give one like 2y, 6mo, 12w, 90d, or 500b for bars.");

    private static void Print(IPrinter printer, WalkForwardAnswer answer)
    {
        var (result, spec) = (answer.Result, answer.Result.Run.Spec);
        printer.Line(Words.Strong($"{spec.Strategy} on {string.Join(", ", spec.Symbols)}"), $" {spec.Timeframe}, {Show.Count(result.Folds.Count, "fold")} in {Show.Span(answer.Took)}");
        printer.Line(Words.Quiet($"{(result.Plan.IsAnchored ? "anchored" : "rolling")}, train {result.Plan.Train}, test {result.Plan.Test}, purge {result.Plan.Purge}, embargo {result.Plan.Embargo}"));
        printer.Line();
        var objective = result.Plan.Search.Objective;
        var grid = new Grid(Grid.Right("#"), Grid.Left("Tested on"), Grid.Left("Chosen"), Grid.Right($"{objective.Title} in"), Grid.Right("out"), Grid.Right("Return in"), Grid.Right("out"), Grid.Right("Trades").Extra());
        foreach (var fold in result.Folds)
        {
            var chosen = string.Join(' ', result.Plan.Search.Space.Ranges.Select(range => $"{range.Parameter.Name}={fold.Chosen[range.Parameter.Name]:0.########}"));
            grid.Add($"{fold.Number}", $"{fold.TestFrom:yyyy-MM-dd} to {fold.TestTo:yyyy-MM-dd}", chosen, Number(objective.Of(fold.Inside)), Number(objective.Of(fold.Outside)), Percent(fold.Inside.Return), Percent(fold.Outside.Return), $"{fold.Outside.Trades:#,##0}");
        }
        printer.Print(grid);
        var statistics = result.OutOfSample.Statistics;
        printer.Line();
        printer.Line(Words.Strong("Out of sample: "), $"return {Percent(statistics.Returns.Total)}, Sharpe {Number(statistics.Returns.Sharpe)}, drawdown {Percent(statistics.Drawdown.MaxDepth)}, {Show.Count(statistics.Trades.Count, "round trip")}");
        if (result.Decay is { } decay) printer.Paragraph($"By fold, a Sharpe of {decay.MeanInside:0.00} where it was chosen became {decay.MeanOutside:0.00} where it was not.", "");
        if (result.Efficiency is { } kept) printer.Paragraph($"Of the yearly return in training, {Percent(kept)} was kept.", "");
        foreach (var parameter in result.Stability)
            printer.Paragraph($"{parameter.Name} was chosen from {parameter.Lowest:0.########} to {parameter.Highest:0.########} ({parameter.Spread * 100:0} % of its range) and changed {Show.Count(parameter.Changes, "time")}.", "");
        printer.Line();
        printer.Line(Words.Strong(result.OutOfSample.Belief.Verdict.Headline));
        printer.Paragraph(result.OutOfSample.Belief.Verdict.Sentence, "");
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Folder, "report.html")}"));
    }

    private static string Number(double? value) => value is { } known ? known.ToString("#,##0.00") : "\u2013";

    private static string Percent(double? fraction) => fraction is { } known ? (known * 100).ToString("#,##0.0") + "%" : "\u2013";
}

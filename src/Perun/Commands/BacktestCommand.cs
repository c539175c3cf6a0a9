using System.CommandLine;
using Perun.Backtest.Reports;
using Perun.Backtesting;
using Perun.Backtesting.OnHistory;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class BacktestCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var against = new Option<bool>("--against-journal") { Description = "Trade again what was traded from --from to --to, and say why what came out differs" };
        var benchmark = new Option<string?>("--benchmark") { Description = "What to compare with; the first symbol when not given", HelpName = "symbol" };
        var lookAhead = new Option<bool>("--check-lookahead") { Description = "First make sure that no idea depends on what comes later" };
        var recursion = new Option<bool>("--check-recursion") { Description = "First find out how much history its indicators need until their ideas agree" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        var analyst = new AnalystOptions();
        var run = new RunOptions(scope) { NeedsStrategy = false }.AddTo(command, [against, benchmark, lookAhead, recursion, json, .. analyst.All]);
        return new Verb(command, RunAsync,
            new Example("perun backtest sma-atr --symbols AAPL --bars 1d", "over all stored days"),
            new Example("perun backtest donchian-breakout --symbols BTC/USD,ETH/USD --bars 1h --from 2024-01-01 --set entry=55", "two markets in one account"),
            new Example("perun backtest sma-atr --symbols BTC/USD --bars 1h --detail 1m --fees kraken --slippage 2bp --latency 1", "dearer and later fills, and minutes tell whether stop or target came first"),
            new Example("perun backtest strategies/MyIdea.cs --symbols AAPL --check-lookahead --check-recursion", "first prove that it doesn't peek"),
            new Example("perun backtest --analyst model --symbols AAPL,BTC/USD --bars 1h --from 2026-01-05 --to 2026-01-10", "a model on five days: what it will cost is said first, and what is on record is free"),
            new Example("perun backtest --leak-test --symbols AAPL --bars 1h --every 4h --max-cost 2", "does the model do better when it knows the names and dates?"),
            new Example("perun backtest macd --symbols BTC/USD --bars 1m --engine both", "also a long history both ways: by messages and straight, compared digit by digit"),
            new Example("perun backtest --against-journal --from 2026-01-05 --to 2026-01-10", "why live and backtest differ, trade by trade"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            if (parse.GetValue(against))
            {
                var words = run.Words(parse);
                return await AgainstJournalWords.RunAsync(scope, words.Settings, words.Strategy, words.From, words.To, words.Out, parse.GetValue(json), cancel);
            }
            var isModel = analyst.IsModel(parse);
            var request = run.Read(parse, isModel ? ModelBacktest.DefaultRules : null) with { Benchmark = parse.GetValue(benchmark), ChecksLookAhead = parse.GetValue(lookAhead), ChecksRecursion = parse.GetValue(recursion) };
            if (isModel) return await HistoryWords.RunAsync(scope, analyst.Read(parse, request, scope, parse.GetValue(json)), analyst.IsLeakTest(parse), parse.GetValue(json), cancel);
            var answer = await scope.Actions.Backtest!(request, cancel);
            var reply = scope.Reply(parse.GetValue(json));
            foreach (var remark in answer.Remarks) reply.Remark(remark);
            if (reply.IsJson) foreach (var check in answer.Checks) reply.Remark($"{check.Symbol}, {check.Check}: {check.Sentence}");
            if (reply.IsJson) reply.Document(JsonReport.Of(answer.Input), ReportJson.Default.JsonReport);
            else Print(reply.Printer, answer);
            if (!answer.Run.HasTwoResults()) return ExitCode.Done;
            reply.Remark(answer.Run.HowItWent());
            return ExitCode.Refused;
        }
    }

    internal static void Print(IPrinter printer, BacktestAnswer answer)
    {
        var spec = answer.Run.Spec;
        printer.Line(Words.Strong($"{spec.Strategy} on {string.Join(", ", spec.Symbols)}"), $" {spec.Timeframe}, {spec.From:yyyy-MM-dd} to {spec.To:yyyy-MM-dd}, {Show.Count(answer.Run.Bars, "bar")} in {Show.Span(answer.Took)}");
        if (spec.Parameters.Count > 0) printer.Line(Words.Quiet(string.Join(' ', spec.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"))));
        printer.Line(Words.Quiet(spec.Assumptions ?? ""));
        foreach (var check in answer.Checks) printer.Line(Words.Good($"{check.Symbol}, {check.Check}: "), check.Sentence);
        foreach (var group in answer.Rows.GroupBy(row => row.Group))
        {
            printer.Line();
            printer.Line(Words.Strong(group.Key));
            var grid = new Grid(Grid.Left(""), Grid.Right(""), Grid.Left("")) { HasTitles = false };
            foreach (var row in group) grid.Add(row.Name, row.Value, Words.Quiet(row.Explanation));
            printer.Print(grid);
        }
        printer.Line();
        printer.Line(Words.Strong(answer.Input.Belief.Verdict.Headline));
        printer.Line(answer.Input.Belief.Verdict.Sentence);
        if (!answer.Run.HasTwoResults()) printer.Paragraph(answer.Run.HowItWent(), "", Tone.Plain);
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Report, "report.html")}"));
    }
}

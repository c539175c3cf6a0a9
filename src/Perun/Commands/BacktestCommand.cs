using System.CommandLine;
using Perun.Backtest.Reports;
using Perun.Backtesting;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Core.Bars;

namespace Perun.Commands;

internal static class BacktestCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var strategy = new Argument<string>("strategy") { Description = "A built-in strategy, like sma-atr or macd, or a file of your own, like strategies/MyIdea.cs" };
        var set = new Option<string[]>("--set") { Description = "A parameter, like fast=12; as often as you like", HelpName = "name=value" };
        var timeframe = new Option<string?>("--bars") { Description = "The length of the stored bars to run on (1d when not given)", HelpName = "length" };
        var from = new Option<string?>("--from") { Description = "The first day", HelpName = "date" };
        var to = new Option<string?>("--to") { Description = "Up to and without this day", HelpName = "date" };
        var benchmark = new Option<string?>("--benchmark") { Description = "What to compare with; the first symbol when not given", HelpName = "symbol" };
        var detail = new Option<string?>("--detail") { Description = "The length of finer stored bars that settle what happens inside a bar, like 1m", HelpName = "length" };
        var allowShort = new Option<bool>("--allow-short") { Description = "Sell ideas may open short positions where the venue allows them" };
        var lookAhead = new Option<bool>("--check-lookahead") { Description = "First make sure that no idea depends on what comes later" };
        var recursion = new Option<bool>("--check-recursion") { Description = "First find out how much history its indicators need until their ideas agree" };
        var output = new Option<string?>("--out") { Description = "The folder for the report", HelpName = "folder" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        command.Add(strategy);
        foreach (var option in (Option[])[set, timeframe, from, to, detail, allowShort, benchmark, lookAhead, recursion, output, json]) command.Add(option);
        var fills = new FillOptions().AddTo(command);
        var options = new SettingOptions(KnownSettings.All.Where(setting => setting.Group is not SettingGroup.Logging && setting != KnownSettings.Port
            && setting != KnownSettings.Mode && setting != KnownSettings.Speed && setting != KnownSettings.Timeframe)).AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun backtest sma-atr --symbols AAPL --bars 1d", "over all stored days"),
            new Example("perun backtest donchian-breakout --symbols BTC/USD,ETH/USD --bars 1h --from 2024-01-01 --set entry=55", "two markets in one account"),
            new Example("perun backtest sma-atr --symbols BTC/USD --bars 1h --detail 1m --fees kraken --slippage 2bp --latency 1", "dearer and later fills, and minutes tell whether stop or target came first"),
            new Example("perun backtest strategies/MyIdea.cs --symbols AAPL --check-lookahead --check-recursion", "first prove that it doesn't peek"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var (settings, _) = SettingsOfCommand.Load(scope, options.Read(parse));
            var bars = Timeframe.D1;
            if (parse.GetValue(timeframe) is { } length && !Timeframe.TryParse(length, out bars))
                throw CommandFailedException.Usage($"\"{Inputs.Brief(length)}\" is no length of bars: give one of {string.Join(", ", Timeframe.All)}.");
            var request = new BacktestRequest(settings, parse.GetRequiredValue(strategy), parse.GetValue(set) ?? [], settings.Analysis.Symbols, bars,
                Inputs.Date(parse.GetValue(from)), Inputs.Date(parse.GetValue(to)), parse.GetValue(benchmark), parse.GetValue(output))
            {
                Fills = fills.Read(parse),
                Detail = parse.GetValue(detail) is { } finer ? Archive.HistoryScope.Length(finer) : null,
                AllowsShort = parse.GetValue(allowShort),
                ChecksLookAhead = parse.GetValue(lookAhead),
                ChecksRecursion = parse.GetValue(recursion),
            };
            var answer = await scope.Actions.Backtest!(request, cancel);
            var reply = scope.Reply(parse.GetValue(json));
            foreach (var remark in answer.Remarks) reply.Remark(remark);
            if (reply.IsJson) foreach (var check in answer.Checks) reply.Remark($"{check.Symbol}, {check.Check}: {check.Sentence}");
            if (reply.IsJson) reply.Document(JsonReport.Of(answer.Input), ReportJson.Default.JsonReport);
            else Print(reply.Printer, answer);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, BacktestAnswer answer)
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
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Report, "report.html")}"));
    }
}

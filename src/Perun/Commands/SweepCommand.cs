using System.CommandLine;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Backtest.Search;
using Perun.Backtesting;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class SweepCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var top = new Option<string?>("--top") { Description = "How many of the best sets to print (10 when not given)", HelpName = "number" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        var resume = new Option<bool>("--resume") { Description = "Only go on with what was interrupted; without it a sweep goes on or begins, as it can" };
        var search = new SweepOptions();
        var run = new RunOptions(scope).AddTo(command, [.. search.All, top, resume, json]);
        return new Verb(command, RunAsync,
            new Example("perun sweep ema-cross --symbols AAPL --vary fast=5:30:5 slow=20,50,100", "every combination of two ranges"),
            new Example("perun sweep sma-atr --symbols BTC/USD --bars 1h --trials 500 --objective calmar", "500 sets by lot, out of all that the strategy declares"),
            new Example("perun sweep macd --symbols AAPL --method tpe --trials 300 --set signal=9", "a search that learns where it is worth looking"),
            new Example("perun sweep sma-atr --symbols BTC/USD --trials 50 --engine both", "each set both ways, compared"),
            new Example("perun sweep strategies/MyIdea.cs --symbols AAPL --vary length=10:50:10 --resume", "go on after Ctrl-C"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var shown = Inputs.Whole(parse.GetValue(top), "The number of sets to print", 1, 1000, 10);
            using var progress = new SearchLine(scope.Terminal, scope.Clock);
            var request = search.Read(parse, run.Read(parse), progress) with { MustResume = parse.GetValue(resume) };
            var reply = scope.Reply(parse.GetValue(json));
            SweepAnswer answer;
            try
            {
                answer = await scope.Actions.Sweep!(request, cancel);
            }
            catch (OperationCanceledException) when (progress.Done > 0)
            {
                progress.Dispose();
                reply.Remark($"{progress.Done:#,##0} of {progress.Total:#,##0} sets are done and kept: the same command goes on from there.");
                throw;
            }
            progress.Dispose();
            foreach (var remark in answer.Remarks) reply.Remark(remark);
            if (reply.IsJson) reply.Document(SweepJson.Of(answer.Result), SearchJson.Default.SweepJson);
            else Print(reply.Printer, answer, shown);
            return ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, SweepAnswer answer, int shown)
    {
        var (result, spec) = (answer.Result, answer.Result.Winner.Run.Spec);
        printer.Line(Words.Strong($"{spec.Strategy} on {string.Join(", ", spec.Symbols)}"), $" {spec.Timeframe}, {spec.From:yyyy-MM-dd} to {spec.To:yyyy-MM-dd}, {Show.Count(result.Outcomes.Count, "set")} in {Show.Span(answer.Took)}");
        printer.Line(Words.Quiet($"{string.Join(", ", result.Plan.Space.Ranges.Select(range => $"{range.Parameter.Name} {range.Words}"))}; {HowItWent(result)}"));
        printer.Line();
        SearchTable.Print(printer, result, shown);
        var failed = result.Failed.ToArray();
        if (failed.Length > 0) printer.Paragraph($"{Show.Count(failed.Length, "set")} failed and are not ranked; the first, {failed[0].Key}: {failed[0].Failure}", "", Tone.Warning);
        if (result.Neighbours is { } near)
            printer.Paragraph($"{Show.Count(near.Count, "neighbour")} of the best: {result.Plan.Objective.Title} from {near.Worst:0.00} to {near.Best:0.00}, {near.Median:0.00} in the middle, where the best has {result.Score(result.Best):0.00}.", "");
        var verdict = result.Winner.Belief.Verdict;
        printer.Line();
        printer.Line(Words.Strong(verdict.Headline));
        printer.Paragraph(verdict.Sentence, "");
        foreach (var finding in verdict.Findings.Take(3)) printer.Item(finding.Text);
        printer.Line(Words.Quiet($"The report: {Path.Combine(answer.Folder, "report.html")}"));
    }

    private static string HowItWent(SearchResult result)
    {
        List<string> words = [];
        if (result.Senseless > 0) words.Add($"{Show.Count(result.Senseless, "combination")} that make no sense left out");
        if (result.Known > 0) words.Add($"{result.Known:#,##0} known from before");
        words.Add(result switch
        {
            { Plan.Run.Way: RunWay.Both } => "each both ways, compared",
            { WhyNotStraight: { } why } => $"each by messages, because {why}",
            { WhyNotShared: { } why } => $"each straight and by itself, because {why}",
            _ => result.SharedCount > 0 ? "with shared work" : "nothing left to run",
        });
        return string.Join(", ", words);
    }
}

using Perun.Backtest.Keeping;
using Perun.Backtest.Reports;
using Perun.Backtest.Results;
using Perun.Commands.Output;

namespace Perun.Commands.Kept;

/// One decision of a model's run. The words are others': they are shown line by line, and never obeyed.
internal static class RunDecisionWords
{
    /// <param name="number">Null for the last.</param>
    public static ExitCode Tell(RunShelf shelf, string typed, long? number, Reply reply)
    {
        RunDecision decision;
        try
        {
            decision = DecisionLog.Find(shelf.Find(typed), number is { } asked ? (int)Math.Min(asked, int.MaxValue) : null);
        }
        catch (KeptRunException trouble)
        {
            throw new CommandFailedException(ExitCode.Refused, trouble.Message);
        }
        if (reply.IsJson) reply.Document(decision, DecisionLogJson.Default.RunDecision);
        else Print(reply.Printer, decision);
        return ExitCode.Done;
    }

    private static void Print(IPrinter printer, RunDecision decision)
    {
        printer.Line(Words.Strong($"Decision {decision.Number}"), $" at {Show.Time(decision.At)} UTC on history");
        printer.Paragraph($"{decision.Model}, prompt {decision.Prompt} version {decision.PromptHash[..Math.Min(12, decision.PromptHash.Length)]}: {decision.Outcome}, {decision.InputTokens} tokens in, {decision.OutputTokens} out{(decision.CostUsd is { } usd ? $", ${usd:0.####}" : "")}.");
        if (decision.Failure is { } failure) printer.Paragraph(failure, tone: Tone.Warning);
        printer.Heading("What was said, checked and judged");
        foreach (var about in decision.Symbols)
        {
            printer.Item($"{about.Symbol} {about.Action}{(about.Confidence is { } sure ? $" {Show.Confidence(sure)}" : "")}: {about.Checked}{(about.Why is { } why ? $", {why}" : "")}{(about.Verdict is { } verdict ? $"; the engine: {verdict}{(about.VerdictWhy is { Length: > 0 } because ? $", {Tidy.OneLine(because)}" : "")}" : "")}");
            if (about.Rationale.Length > 0) printer.Paragraph(Tidy.OneLine(about.Rationale), "    ");
            if (about.Outcome is { } outcome) printer.Line("    what came of it: ", Show.Profit(outcome.Profit), $" after fees, {Show.Time(outcome.Opened)} to {Show.Time(outcome.Closed)}, left by {outcome.Reason}");
            foreach (var flag in about.Flags) printer.Item(flag, "      flagged: ");
        }
        printer.Heading("Its answer");
        Lines(printer, decision.Answer);
        printer.Heading(decision.Note.Length > 0 ? "The note it saw" : "There was no note");
        Lines(printer, decision.Note);
        printer.Heading($"{Show.Count(decision.Evidence.Count, "piece")} of evidence, and when each could be known");
        foreach (var told in decision.Evidence) printer.Item($"{Tidy.OneLine(told.Key)}, {Tidy.OneLine(told.Source)}: {Show.Time(told.Available)}");
    }

    private static void Lines(IPrinter printer, string text)
    {
        foreach (var line in text.Split('\n')) if (line.Length > 0) printer.Paragraph(Tidy.OneLine(line), "    ");
    }
}

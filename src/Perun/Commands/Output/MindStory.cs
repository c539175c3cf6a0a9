using Perun.Facts;

namespace Perun.Commands.Output;

/// What a model saw and said, for a person at a terminal. The words are others': they are shown line by line, and never obeyed.
internal static class MindStory
{
    public static void Print(IPrinter printer, MindFact mind)
    {
        PrintAnswer(printer, mind);
        PrintChecks(printer, mind);
        PrintNote(printer, mind);
        PrintPrompt(printer, mind);
        printer.Paragraph($"Kept as link {mind.Link} of the archive, {mind.LinkHash[..12]}; perun audit verify proves it.", tone: Tone.Quiet);
    }

    private static void PrintAnswer(IPrinter printer, MindFact mind)
    {
        printer.Heading("What the model was asked and said");
        var model = mind.Model.Length > 0 ? mind.Model : "no model";
        var cost = mind.CostUsd is { } usd ? $", ${usd:0.####}" : "";
        var record = mind.FromRecord ? ", from the record" : "";
        printer.Paragraph($"{model}, prompt {mind.PromptName} version {Short(mind.PromptHash)}: {mind.Outcome} in {mind.LatencySeconds:0.##} s, {mind.InputTokens} tokens in, {mind.OutputTokens} out{cost}{record}.");
        if (mind.InsteadOf is { } instead) printer.Paragraph($"It answered in place of {instead}.");
        if (mind.Failure is { } failure) printer.Paragraph(failure, tone: Tone.Warning);
        Lines(printer, mind.Answer);
    }

    private static void PrintChecks(IPrinter printer, MindFact mind)
    {
        if (mind.Checks.Count == 0) return;
        printer.Heading("What the checks made of it");
        foreach (var entry in mind.Checks)
        {
            var confidence = entry.Confidence is { } known ? $" {Show.Confidence(known)}" : "";
            printer.Item($"{entry.Symbol} {entry.Action.ToLowerInvariant()}{confidence}: {entry.Verdict}{(entry.Why is { } why ? $", {why}" : "")}");
            foreach (var flag in entry.Flags) printer.Item(flag, "      flagged: ");
        }
    }

    private static void PrintNote(IPrinter printer, MindFact mind)
    {
        printer.Heading(mind.Note.Length > 0 ? $"The note it saw ({mind.NoteTokens} of {mind.NoteBudget} tokens)" : "There was no note");
        Lines(printer, mind.Note);
        var left = mind.Items.Count(item => !item.IsInNote);
        if (left > 0) printer.Paragraph($"{Show.Count(left, "more item was", "more items were")} selected and not told; --json has each with its score and why.", tone: Tone.Quiet);
    }

    private static void PrintPrompt(IPrinter printer, MindFact mind)
    {
        if (mind.PromptSystem is not { } system) return;
        printer.Heading($"The prompt it was given ({mind.PromptName}, version {Short(mind.PromptHash)})");
        Lines(printer, system);
        Lines(printer, $"===\n{mind.PromptRequest}");
    }

    private static void Lines(IPrinter printer, string text)
    {
        foreach (var line in text.Split('\n')) if (line.Length > 0) printer.Paragraph(Tidy.OneLine(line), "    ");
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}

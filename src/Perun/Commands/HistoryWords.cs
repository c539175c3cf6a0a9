using Perun.Backtest.Reports;
using Perun.Backtesting.OnHistory;
using Perun.Commands.Output;

namespace Perun.Commands;

/// What a model did on history, for a person or a script.
internal static class HistoryWords
{
    public static async Task<ExitCode> RunAsync(CommandScope scope, ModelBacktestRequest request, bool isLeakTest, bool isJson, CancellationToken cancel)
    {
        var reply = scope.Reply(isJson);
        if (isLeakTest) return await TestAsync(scope, request, reply, cancel);
        ModelBacktestAnswer answer;
        try
        {
            answer = await scope.Actions.ModelBacktest!(request, cancel);
        }
        finally
        {
            EndProgress(scope, request);
        }
        foreach (var remark in answer.Backtest.Remarks) reply.Remark(remark);
        if (reply.IsJson) reply.Document(JsonReport.Of(answer.Backtest.Input), ReportJson.Default.JsonReport);
        else BacktestCommand.Print(reply.Printer, answer.Backtest);
        if (!reply.IsJson) reply.Printer.Line(Words.Quiet($"Its decisions: {Path.Combine(answer.Backtest.Report, "decisions.html")}, or perun why 1 --run {Path.GetFileName(answer.Backtest.Report)}"));
        // On standard error for scripts: the report itself is the same whoever was asked.
        (reply.IsJson ? scope.Terminal.ErrorPrinter() : reply.Printer).Paragraph(answer.Spent.Sentence, "", Tone.Quiet);
        return ExitCode.Done;
    }

    private static async Task<ExitCode> TestAsync(CommandScope scope, ModelBacktestRequest request, Reply reply, CancellationToken cancel)
    {
        LeakAnswer answer;
        try
        {
            answer = await scope.Actions.LeakTest!(request, cancel);
        }
        finally
        {
            EndProgress(scope, request);
        }
        foreach (var remark in answer.Remarks) reply.Remark(remark);
        if (reply.IsJson) reply.Document(answer.Document, CommandJson.Default.LeakDocument);
        else LeakWords.Print(reply.Printer, answer);
        (reply.IsJson ? scope.Terminal.ErrorPrinter() : reply.Printer).Paragraph(answer.Spent.Sentence, "", Tone.Quiet);
        return answer.Test.IsSuspect ? ExitCode.Refused : ExitCode.Done;
    }

    private static void EndProgress(CommandScope scope, ModelBacktestRequest request)
    {
        if (request.Progress is not null) scope.Terminal.Error.Write("\r\u001b[K");
    }
}

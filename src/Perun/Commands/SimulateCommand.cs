using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Mind.Models;
using Perun.Mind.Models.Calls;

namespace Perun.Commands;

internal static class SimulateCommand
{
    public const int MostDays = 3660;

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var days = new Option<string?>("--days") { Description = $"How many days, 1 to {MostDays} (30 when not given)", HelpName = "number" };
        var keep = new Option<string?>("--keep") { Description = "Keep the journal in this folder, which must be empty or not there", HelpName = "folder" };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        command.Add(days);
        command.Add(keep);
        command.Add(json);
        // What concerns a daemon means nothing here.
        var options = new SettingOptions(KnownSettings.All.Where(IsOfSimulation)).AddTo(command);
        return new Verb(command, RunAsync,
            new Example("perun simulate --days 30 --seed 7", "a month of world 7"),
            new Example("perun simulate --days 5 --symbols AAPL,BTC/USD --keep /tmp/week --json", "keep the journal to look at it"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var length = Inputs.Whole(parse.GetValue(days), "The number of days", 1, MostDays, 30);
            var (settings, _) = SettingsOfCommand.Load(scope, options.Read(parse));
            var folder = parse.GetValue(keep) is { } typed ? EmptyFolder(Path.GetFullPath(typed)) : null;
            var reply = scope.Reply(parse.GetValue(json));
            if (AsksModel(settings, length) is { } cost) reply.Remark(cost);
            var progress = new DayProgress(scope.Terminal, length);
            SimulationReport report;
            try
            {
                report = await scope.Actions.Simulate!(new SimulateRequest(settings, length, settings.World.Seed, folder, progress), cancel);
            }
            finally
            {
                progress.End();
            }
            if (reply.IsJson) reply.Document(report, CommandJson.Default.SimulationReport);
            else Print(reply.Printer, report);
            return ExitCode.Done;
        }
    }

    private static bool IsOfSimulation(Setting setting) =>
        setting.Group is not (SettingGroup.Logging or SettingGroup.Folders) && setting != KnownSettings.Port
        && setting != KnownSettings.Mode && setting != KnownSettings.Speed;

    /// What a person who has set a model should know before it is asked.
    private static string? AsksModel(PerunSettings settings, int days)
    {
        if (!settings.Models.Models.TryGetValue(ModelTask.TradingAnalysis, out var model)) return null;
        if (settings.Models.Replaying == Replaying.Only) return $"The record answers for {model}, and nobody is asked (LLM_REPLAY=only).";
        var bound = settings.Models.BudgetUsd is { } usd ? $"for at most ${usd} a day (LLM_DAILY_BUDGET_USD)" : "without a bound in money";
        return $"{model} is asked up to {days * (long)(TimeSpan.FromDays(1) / settings.Loop.Cycle):#,##0} times, {bound}; after that the rules propose. LLM_REPLAY=only asks nobody.";
    }

    private static string EmptyFolder(string folder) =>
        File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            ? throw CommandFailedException.Usage($"{folder} is not an empty folder: name one that is empty or not there, so that nothing is lost.")
            : folder;

    private static void Print(IPrinter printer, SimulationReport report)
    {
        printer.Line(Words.Strong($"{Show.Count(report.Days, "day")} of world {report.Seed}"), $" in {Show.Span(report.Took)}");
        printer.Line(Words.Quiet($"{Show.Time(report.From)} to {Show.Time(report.To)} UTC, {string.Join(", ", report.Symbols)}"));
        printer.Line();
        var profit = report.Equity - report.StartCash;
        var grid = new Grid(Grid.Left(""), Grid.Right(""), Grid.Left("")) { HasTitles = false };
        grid.Add("Bars", $"{report.Bars:#,##0}", Words.Quiet(Show.Count(report.Events, "event") + " in the journal"));
        grid.Add("Decisions", $"{report.Decisions:#,##0}", Words.Quiet($"{report.Refused:#,##0} refused"));
        grid.Add("Orders", $"{report.Orders:#,##0}", "");
        grid.Add("Trades", $"{report.Trades:#,##0}", report.Trades > 0 ? Words.Quiet($"{report.Wins} won ({Show.Percent(100m * report.Wins / report.Trades)})") : "");
        grid.Add("Equity", Words.Strong(Show.Money(report.Equity)), Words.Quiet($"started with {Show.Money(report.StartCash)}"));
        grid.Add("Profit", Show.Profit(profit), Words.Quiet($"{(report.StartCash > 0 ? Show.Percent(profit / report.StartCash * 100) + ", " : "")}fees {Show.Money(report.Fees)}"));
        grid.Add("Drawdown", Show.Percent(report.MaxDrawdownPercent), Words.Quiet("at most"));
        printer.Print(grid);
        PrintCounts(printer, "Verdicts", report.Verdicts);
        PrintCounts(printer, "Trades were left by", report.Exits);
        printer.Line();
        printer.Line("Journal ", report.JournalHash);
        foreach (var trouble in report.Troubles) printer.Item(trouble, "  ! ");
        if (report.KeptIn is { } kept) printer.Line(Words.Quiet($"kept in {kept}: perun status --data {kept}"));
    }

    private static void PrintCounts(IPrinter printer, string title, IReadOnlyDictionary<string, long> counts)
    {
        if (counts.Count == 0) return;
        printer.Heading(title);
        var grid = new Grid(Grid.Left(""), Grid.Right("")) { HasTitles = false };
        foreach (var (name, count) in counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            grid.Add(name, $"{count:#,##0}");
        printer.Print(grid);
    }

    /// A line that counts the days where a person watches; nothing where nobody does.
    private sealed class DayProgress(Terminal terminal, int days) : IProgress<int>
    {
        private bool _hasPrinted;

        public void Report(int value)
        {
            if (!terminal.IsErrorRich) return;
            _hasPrinted = true;
            terminal.Error.Write($"\rday {value} of {days} ");
        }

        public void End()
        {
            if (_hasPrinted) terminal.Error.Write("\r\u001b[K");
        }
    }
}

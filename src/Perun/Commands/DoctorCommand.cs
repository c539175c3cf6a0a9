using System.CommandLine;
using Perun.Commands.Checks;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Minds;

namespace Perun.Commands;

/// <param name="IsWell">Nothing is broken.</param>
internal sealed record DoctorDocument(bool IsWell, IReadOnlyList<Check> Checks);

internal static class DoctorCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var common = new CommonOptions().AddTo(command);
        var ask = new Option<bool>("--ask-models") { Description = "Also ask each model that is set one short question, which costs a few tokens" };
        command.Add(ask);
        var askSources = new Option<bool>("--ask-sources") { Description = "Also ask each news, quote and research service that has its key once, which costs a few credits" };
        command.Add(askSources);
        return new Verb(command, RunAsync,
            new Example("perun doctor", "what works, what is simulated, what needs attention"),
            new Example("perun doctor --ask-models", "also see whether the models answer"),
            new Example("perun doctor --ask-sources", "also see whether the services for news and quotes answer"),
            new Example("perun doctor --json", "the same for a script; the exit code is 1 when something is broken"));

        async Task<ExitCode> RunAsync(ParseResult parse, CancellationToken cancel)
        {
            var checks = await ExamineAsync(scope, common.Settings(parse), parse.GetValue(ask), parse.GetValue(askSources), cancel);
            var isWell = checks.All(check => check.State != CheckState.Broken);
            var reply = scope.Reply(common.IsJson(parse));
            if (reply.IsJson) reply.Document(new DoctorDocument(isWell, checks), CommandJson.Default.DoctorDocument);
            else Print(reply.Printer, checks, isWell);
            return isWell ? ExitCode.Done : ExitCode.Refused;
        }
    }

    private static async Task<IReadOnlyList<Check>> ExamineAsync(CommandScope scope, IReadOnlyDictionary<string, string> options, bool asksModels, bool asksSources, CancellationToken cancel)
    {
        var sources = scope.Sources(options);
        var (settings, reading) = SettingsReader.Read(sources);
        List<Check> checks =
        [
            SystemChecks.Runtime(),
            await SystemChecks.ClockAsync(scope.Clock, cancel),
            SettingChecks.EnvFile(sources, reading),
            .. SettingChecks.Settings(reading),
        ];
        // The rest looks at what the settings name.
        if (settings is null) return checks;
        checks.Add(SettingChecks.Mode(settings));
        checks.Add(SystemChecks.DataFolder(settings));
        checks.Add(SystemChecks.LogFolder(settings));
        checks.Add(ModelChecks.Models(settings));
        checks.Add(ModelChecks.Prompts(settings));
        if (asksModels) checks.AddRange(await ModelChecks.AskAsync(settings, cancel));
        checks.AddRange(SourceChecks.All(settings));
        if (asksSources) checks.AddRange(await SourceChecks.AskAsync(settings, scope.Clock, cancel));
        checks.AddRange(await DaemonChecks.LookAsync(settings, cancel));
        foreach (var further in scope.Actions.Checks) checks.Add(await further(settings, cancel));
        return checks;
    }

    private static void Print(IPrinter printer, IReadOnlyList<Check> checks, bool isWell)
    {
        var width = checks.Max(check => check.Name.Length);
        foreach (var check in checks)
        {
            var state = StateOf(check.State);
            var indent = new string(' ', width + 13);
            var isFirst = true;
            foreach (var line in TextWrap.Lines(check.What, printer.Width - indent.Length))
            {
                if (isFirst) printer.Line(check.Name.PadRight(width), "  ", state with { Text = state.Text.PadRight(11) }, line);
                else printer.Line(indent, line);
                isFirst = false;
            }
            if (check.Remedy is { } remedy) printer.Item(remedy, indent + "> ");
        }
        printer.Line();
        printer.Line(isWell ? Words.Good("Nothing is broken.") : Words.Bad($"{Show.Count(checks.Count(check => check.State == CheckState.Broken), "thing is", "things are")} broken."));
    }

    private static Words StateOf(CheckState state) => state switch
    {
        CheckState.Real => Words.Good("real"),
        CheckState.Simulated => Words.Good("simulated"),
        CheckState.Missing => Words.Quiet("missing"),
        CheckState.Doubtful => Words.Warning("doubtful"),
        CheckState.Broken => Words.Bad("BROKEN"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

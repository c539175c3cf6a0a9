using System.CommandLine;
using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Configuration;
using Perun.Minds;

namespace Perun.Commands;

internal sealed record ConfigDocument(IReadOnlyList<ConfigEntry> Settings, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings);

/// <param name="Value">A mask where it is a secret.</param>
internal sealed record ConfigEntry(string Name, string Value, SettingOrigin Origin, string Source);

internal static class ConfigCommand
{
    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead of text" };
        var changed = new Option<bool>("--changed") { Description = "Only what is not at its default" };
        command.Add(json);
        command.Add(changed);
        var options = new SettingOptions().AddTo(command);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)),
            new Example("perun config", "every setting, its value and its source"),
            new Example("perun config --changed", "what differs from a fresh start"));

        ExitCode Run(ParseResult parse)
        {
            var (settings, reading) = SettingsReader.Read(scope.Sources(options.Read(parse)));
            var values = reading.Values.Where(value => !parse.GetValue(changed) || value.Origin != SettingOrigin.Default).ToArray();
            var reply = scope.Reply(parse.GetValue(json));
            if (reply.IsJson)
            {
                var entries = values.Select(value => new ConfigEntry(value.Setting.Name, value.Shown, value.Origin, value.Source));
                reply.Document(new ConfigDocument([.. entries], reading.Problems, reading.Warnings), CommandJson.Default.ConfigDocument);
            }
            else
            {
                Print(reply.Printer, values);
            }
            foreach (var warning in reading.Warnings) reply.Remark(warning);
            IReadOnlyList<string> problems = [.. reading.Problems, .. settings is null ? [] : LaneBook.Problems(settings.Paths.Home)];
            foreach (var problem in problems) reply.Remark(problem);
            return problems.Count > 0 ? ExitCode.Environment : ExitCode.Done;
        }
    }

    private static void Print(IPrinter printer, IReadOnlyList<SettingValue> values)
    {
        if (values.Count == 0) printer.Line("Everything is at its default.");
        foreach (var group in values.GroupBy(value => value.Setting.Group).OrderBy(group => group.Key))
        {
            printer.Heading(SettingTexts.Title(group.Key));
            var grid = new Grid(Grid.Left("setting"), Grid.Left("value"), Grid.Left("from")) { HasTitles = false };
            foreach (var value in group)
            {
                var isDefault = value.Origin == SettingOrigin.Default;
                grid.Add(value.Setting.Name, isDefault ? value.Shown : Words.Strong(value.Shown), isDefault ? Words.Quiet(value.Source) : value.Source);
            }
            printer.Print(grid);
        }
    }
}

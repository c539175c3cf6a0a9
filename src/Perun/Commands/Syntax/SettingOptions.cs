using System.CommandLine;
using Perun.Configuration;

namespace Perun.Commands.Syntax;

/// Every setting as an option of a command: --speed for PERUN_SPEED. Secrets are none: other users of the computer can
/// read a command line.
internal sealed class SettingOptions
{
    private readonly List<(Setting Setting, Option<string?> Option)> _options = [];

    public SettingOptions(IEnumerable<Setting>? settings = null)
    {
        foreach (var setting in settings ?? KnownSettings.All)
        {
            if (setting.IsSecret) continue;
            var aliases = setting == KnownSettings.Symbols ? new[] { "--symbols" } : [];
            _options.Add((setting, new Option<string?>(setting.Option, aliases)
            {
                Description = setting.Description,
                HelpName = "value",
            }));
        }
    }

    public SettingOptions AddTo(Command command)
    {
        foreach (var (_, option) in _options) command.Add(option);
        return this;
    }

    public Dictionary<string, string> Read(ParseResult parse)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, option) in _options)
        {
            if (parse.GetValue(option) is { } text) read[setting.Name] = text;
        }
        return read;
    }
}

using System.CommandLine;
using Perun.Configuration;

namespace Perun.Commands.Syntax;

/// The options that every command about facts has.
internal sealed class CommonOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document instead of text" };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "The folder with Perun's memory (PERUN_DATA)",
        HelpName = "folder",
    };

    public CommonOptions AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_data);
        return this;
    }

    public bool IsJson(ParseResult parse) => parse.GetValue(_json);

    /// The settings that were given as options.
    public IReadOnlyDictionary<string, string> Settings(ParseResult parse)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (parse.GetValue(_data) is { } data) settings[KnownSettings.DataFolder.Name] = data;
        return settings;
    }
}

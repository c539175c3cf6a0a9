using System.CommandLine;

namespace Perun.Commands.Syntax;

/// The whole name of a command: "data import", which is known to the parser as import under data.
internal static class CommandPath
{
    /// A command of this name, hung under another where the name has two words.
    public static Command Make(string name, string summary)
    {
        var words = name.Split(' ');
        var command = new Command(words[^1], summary);
        if (words.Length > 1) _ = new Command(words[0]) { command };
        return command;
    }

    public static string Of(Command command) => string.Concat(command.Parents.OfType<Command>().Select(parent => parent.Name + " ")) + command.Name;
}

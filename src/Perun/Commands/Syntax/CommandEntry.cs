namespace Perun.Commands.Syntax;

internal enum CommandGroup
{
    Running,
    Looking,
    Trading,
    Checking,
    History,
    Memory,
    Tools,
}

/// A line of the table of commands: enough to list it and to complete it. What it takes is built when it is asked for.
internal sealed record CommandEntry(CommandGroup Group, string Name, string Summary, Func<CommandScope, string, string, Verb> Make)
{
    public bool IsHidden { get; init; }

    /// Whether this program has what the command starts.
    public Func<PerunActions, bool> IsOffered { get; init; } = static _ => true;

    public int Words => Name.Count(' ') + 1;

    public Verb Build(CommandScope scope) => Make(scope, Name, Summary);
}

using Perun.Commands.Output;
using Perun.Configuration;

namespace Perun.Commands;

/// What a command has at hand.
internal sealed record CommandScope(PerunActions Actions, Terminal Terminal, TimeProvider Clock)
{
    /// The sources of settings; options by the setting's name.
    public Func<IReadOnlyDictionary<string, string>, SettingSources> Sources { get; init; } = SettingSources.OfProcess;

    /// Inside the shell, which is not started a second time.
    public bool IsInShell { get; init; }

    public Reply Reply(bool json) => new(Terminal, json);
}

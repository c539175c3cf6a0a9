using Perun.Commands.Output;
using Perun.Commands.Syntax;
using Perun.Facts;

namespace Perun.Commands.Access;

/// Facts, and where they come from.
internal sealed record FactsSource(IFacts Facts, DaemonState Daemon, string DataFolder) : IDisposable
{
    public bool IsDaemon => Daemon == DaemonState.Running;

    public void Dispose() => (Facts as IDisposable)?.Dispose();
}

/// The way to facts: a running daemon, else the store it left.
internal static class FactsAccess
{
    public const string NothingYet = "Nothing was traded yet: start with ./perun run";

    public static async Task<FactsSource> OpenAsync(
        CommandScope scope, IReadOnlyDictionary<string, string> options, Reply reply, CancellationToken cancel)
    {
        var folder = SettingsOfCommand.DataFolder(scope, options);
        var probe = await DaemonProbe.LookAsync(folder, cancel);
        if (probe.State == DaemonState.Running) return new FactsSource(new HttpFacts(probe.Daemon!), DaemonState.Running, folder);

        var (settings, _) = SettingsOfCommand.Load(scope, options);
        if (scope.Actions.StoredFacts?.Invoke(settings) is { } stored)
        {
            if (probe.Sentence is { } trouble) reply.Remark($"{trouble} What follows is what its store says.");
            return new FactsSource(stored, probe.State, folder);
        }
        if (probe.Sentence is { } sentence) throw new CommandFailedException(ExitCode.Unreachable, sentence);
        throw new CommandFailedException(ExitCode.Refused, $"{NothingYet} (the data folder is {folder}).");
    }

    /// The daemon itself, for what only it can do.
    public static async Task<HttpFacts> DaemonAsync(
        CommandScope scope, IReadOnlyDictionary<string, string> options, string command, CancellationToken cancel)
    {
        var folder = SettingsOfCommand.DataFolder(scope, options);
        var probe = await DaemonProbe.LookAsync(folder, cancel);
        if (probe.State == DaemonState.Running) return new HttpFacts(probe.Daemon!);
        throw new CommandFailedException(ExitCode.Unreachable, probe.Sentence
            ?? $"perun {command} needs a running Perun, and none runs on {folder}: start it with ./perun run.");
    }
}

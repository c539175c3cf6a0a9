using System.CommandLine;
using Perun.Adapters.Storage;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

/// From the words of a command line to an exit code.
public static class PerunProgram
{
    public static async Task<int> RunAsync(string[] args, PerunActions actions)
    {
        var scope = new CommandScope(actions, Terminal.OfProcess(), TimeProvider.System);
        // The shell takes Ctrl-C for itself: it cancels a line or a command there and not the shell.
        using var stop = args is ["shell", ..] ? null : new StopSignal();
        return (int)await RunAsync(args, scope, stop?.Token ?? CancellationToken.None);
    }

    internal static async Task<ExitCode> RunAsync(IReadOnlyList<string> args, CommandScope scope, CancellationToken cancel)
    {
        try
        {
            return await DispatchAsync(args, scope, cancel);
        }
        catch (CommandFailedException failure)
        {
            return Tell(scope, args, failure.Code, failure.Message);
        }
        catch (StoreException failure)
        {
            return Tell(scope, args, ExitCode.Environment, failure.Message);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Tell(scope, args, ExitCode.Interrupted, "Interrupted.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Tell(scope, args, ExitCode.Environment, $"{failure.Message} Put that right, or ask perun doctor what else is wrong.");
        }
        catch (Exception bug)
        {
            scope.Terminal.Error.WriteLine(bug);
            return Tell(scope, args, ExitCode.Bug, $"Perun made a mistake ({bug.GetType().Name}: {bug.Message}). Please report it with the lines above.");
        }
    }

    private static async Task<ExitCode> DispatchAsync(IReadOnlyList<string> args, CommandScope scope, CancellationToken cancel)
    {
        var name = args.Count > 0 ? args[0] : "--help";
        switch (name)
        {
            case "--version":
                return await DispatchAsync(["version", .. args.Skip(1)], scope, cancel);
            case "help" when args.Count > 1:
                return await DispatchAsync([.. args.Skip(1), "--help"], scope, cancel);
            case "--help" or "-h" or "-?" or "help":
                HelpPage.Print(scope.Terminal.Printer(), scope.Actions);
                return ExitCode.Done;
        }
        if (CommandTable.Find(scope.Actions, args) is null && CommandTable.Family(scope.Actions, name) is { Count: > 0 } family)
        {
            if (args.Count > 1 && args[1] is not ("--help" or "-h" or "-?")) throw CommandFailedException.Usage(UnknownMember(name, args[1], family));
            HelpPage.Print(scope.Terminal.Printer(), family);
            return args.Count > 1 ? ExitCode.Done : ExitCode.Usage;
        }
        var entry = CommandTable.Find(scope.Actions, args) ?? throw CommandFailedException.Usage(UnknownCommand(scope.Actions, name));
        var verb = entry.Build(scope);
        string[] rest = [.. args.Skip(entry.Words)];
        if (!entry.IsHidden && rest.TakeWhile(word => word != "--").Any(word => word is "--help" or "-h" or "-?"))
        {
            HelpPage.Print(scope.Terminal.Printer(), verb);
            return ExitCode.Done;
        }
        var parse = verb.Syntax.Parse(rest, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (ParseTrouble.In(parse, verb.Syntax) is { } trouble) throw CommandFailedException.Usage(trouble);
        return await verb.Run(parse, cancel);
    }

    private static string UnknownCommand(PerunActions actions, string typed)
    {
        var names = CommandTable.Listed(actions).Select(entry => entry.Name);
        var kind = typed.StartsWith('-') ? "option" : "command";
        return $"There is no {kind} \"{Inputs.Brief(typed)}\": {Nearest.Question(typed, names) ?? "perun --help lists them."}";
    }

    private static string UnknownMember(string name, string typed, IReadOnlyList<CommandEntry> family)
    {
        var words = family.Select(entry => entry.Name.Split(' ')[1]).ToArray();
        var all = words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} or {words[^1]}";
        return $"perun {name} has no {Inputs.Brief(typed)}: {Nearest.Question(typed, words) ?? $"give {all}."}";
    }

    private static ExitCode Tell(CommandScope scope, IReadOnlyList<string> args, ExitCode code, string sentence)
    {
        var printer = scope.Terminal.ErrorPrinter();
        foreach (var line in sentence.Split('\n')) printer.Line(new Words(line, code is ExitCode.Interrupted ? Tone.Quiet : Tone.Bad));
        if (args.Contains("--json"))
            scope.Reply(json: true).Document(new FailureDocument(sentence, (int)code), CommandJson.Default.FailureDocument);
        return code;
    }
}

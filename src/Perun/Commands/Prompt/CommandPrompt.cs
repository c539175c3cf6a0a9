using Perun.Commands.Completion;
using Perun.Commands.Output;

namespace Perun.Commands.Prompt;

/// Commands line by line until the person leaves. An error ends a command and not the prompt.
internal sealed class CommandPrompt(CommandScope scope, History history)
{
    private const string Sign = "perun> ";

    public async Task<ExitCode> RunAsync(CancellationToken cancel)
    {
        if (scope.Terminal.IsInteractive) scope.Terminal.Printer().Line(Words.Quiet("help lists the commands, Tab completes, Ctrl-D leaves."));
        var last = ExitCode.Done;
        while (!cancel.IsCancellationRequested && Next() is { } line)
        {
            if (LineWords.Split(line) is not { } words)
            {
                scope.Terminal.ErrorPrinter().Line(Words.Bad("A quote is not closed: close it, or leave it out."));
                last = ExitCode.Usage;
                continue;
            }
            if (words.Count > 1 && words[0] == "perun") words = [.. words.Skip(1)];
            if (words.Count == 0 || words[0].StartsWith('#')) continue;
            history.Add(line);
            history.Keep();
            if (words is ["exit" or "quit"]) break;
            last = await RunAsync(words, cancel);
        }
        // A script that is fed into the prompt wants to know; a person has seen it.
        return scope.Terminal.IsInteractive ? ExitCode.Done : last;
    }

    private async Task<ExitCode> RunAsync(IReadOnlyList<string> words, CancellationToken cancel)
    {
        using var stop = scope.Terminal.IsInteractive ? new StopSignal() : null;
        // A terminal may be resized between two commands.
        var terminal = scope.Terminal.IsInteractive ? scope.Terminal with { Width = Width() } : scope.Terminal;
        return await PerunProgram.RunAsync(words, scope with { IsInShell = true, Terminal = terminal }, stop?.Token ?? cancel);
    }

    /// Null where there is no further line.
    private string? Next()
    {
        if (!scope.Terminal.IsInteractive) return scope.Terminal.Input.ReadLine();
        var editor = new LineEditor(Sign, history, before => Completer.Complete(scope, LineWords.ForCompletion(before)), scope.Terminal.Output, Width);
        // While a line is typed, Ctrl-C is a key; while a command runs, it stops the command.
        Console.TreatControlCAsInput = true;
        try
        {
            var (end, line) = editor.Read(() => Console.ReadKey(intercept: true));
            return end switch
            {
                LineEnd.Entered => line,
                LineEnd.Cancelled => "",
                LineEnd.Left => null,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private int Width() => Console.WindowWidth > 0 ? Console.WindowWidth : scope.Terminal.Width;
}

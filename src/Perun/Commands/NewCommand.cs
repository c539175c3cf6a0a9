using System.CommandLine;
using Perun.Backtest.UserStrategies;
using Perun.Commands.Output;
using Perun.Commands.Syntax;

namespace Perun.Commands;

internal static class NewCommand
{
    private const string Folder = "strategies";

    private static readonly string[] Kinds = ["strategy"];

    public static Verb Build(CommandScope scope, string name, string summary)
    {
        var command = new Command(name, summary);
        var kind = new Argument<string>("kind") { Description = "What to start: strategy" };
        kind.CompletionSources.Add(_ => Kinds.Select(word => new System.CommandLine.Completions.CompletionItem(word)));
        var called = new Argument<string>("name") { Description = "Its name, like MyIdea" };
        command.Add(kind);
        command.Add(called);
        return new Verb(command, (parse, _) => Task.FromResult(Run(parse)), new Example("perun new strategy MyIdea", "a commented start in strategies/MyIdea.cs"));

        ExitCode Run(ParseResult parse)
        {
            var typed = parse.GetRequiredValue(kind);
            if (!Kinds.Contains(typed)) throw CommandFailedException.Usage($"There is no new \"{Inputs.Brief(typed)}\": {Nearest.Question(typed, Kinds) ?? "give strategy."}");
            var idea = parse.GetRequiredValue(called);
            if (StrategyTemplate.Objection(idea) is { } objection) throw CommandFailedException.Usage(objection);
            var file = Path.Combine(Folder, idea + ".cs");
            Write(Path.Combine(scope.Sources(new Dictionary<string, string>(StringComparer.Ordinal)).Home, file), file, StrategyTemplate.Text(idea));
            var printer = scope.Terminal.Printer();
            printer.Line("Wrote ", Words.Strong(file), ", a start that works.");
            printer.Line(Words.Quiet($"Change it, then try it on history: perun backtest {file}"));
            return ExitCode.Done;
        }
    }

    /// Never over something: the file may be a person's work of weeks.
    private static void Write(string path, string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        try
        {
            using var writer = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            writer.Write(text);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CommandFailedException(ExitCode.Refused, $"{file} is there already and was not touched: choose another name, or move it away.");
        }
    }
}

using System.CommandLine;

namespace Perun.Commands.Syntax;

/// A command that can be parsed, explained and run.
/// <param name="Examples">Whole lines a person could type, each with what it does.</param>
internal sealed record Verb(Command Syntax, Func<ParseResult, CancellationToken, Task<ExitCode>> Run, params IReadOnlyList<Example> Examples);

internal sealed record Example(string Line, string Does);

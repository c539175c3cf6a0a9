namespace Perun.Commands;

/// What a command's end tells the script that called it. docs/command-line.md lists them: they don't change.
public enum ExitCode
{
    Done = 0,

    /// The answer is no: refused, not found, not equal, broken.
    Refused = 1,

    /// The command was not understood.
    Usage = 2,

    /// Settings, files, disk: something around Perun must be put right first.
    Environment = 3,

    /// A running daemon is needed, and none answers.
    Unreachable = 4,

    /// A mistake in Perun itself.
    Bug = 70,

    Interrupted = 130,
}

namespace Perun.Commands;

/// Ends a command with a sentence for the person and a code for the script. An exception, because it may come from any
/// depth and nothing between there and the top could do anything but pass it on.
public sealed class CommandFailedException(ExitCode code, string sentence) : Exception(sentence)
{
    public ExitCode Code { get; } = code;

    public static CommandFailedException Usage(string sentence) => new(ExitCode.Usage, sentence);
}

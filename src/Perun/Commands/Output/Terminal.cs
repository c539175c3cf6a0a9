namespace Perun.Commands.Output;

/// What Perun reads from and writes to.
internal sealed record Terminal
{
    /// The width that text is wrapped to where nobody has one.
    public const int DefaultWidth = 100;

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    public int Width { get; init; } = DefaultWidth;

    /// Whether output may have colours and lines.
    public bool IsRich { get; init; }

    public bool IsErrorRich { get; init; }

    /// A person at a keyboard, whose keys can be read one by one.
    public bool IsInteractive { get; init; }

    public static Terminal OfProcess()
    {
        var wantsPlain = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            || Environment.GetEnvironmentVariable("TERM") is "dumb";
        return new Terminal
        {
            Output = Console.Out,
            Error = Console.Error,
            Input = Console.In,
            Width = WidthOfProcess(),
            IsRich = !Console.IsOutputRedirected && !wantsPlain,
            IsErrorRich = !Console.IsErrorRedirected && !wantsPlain,
            IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected
                && Environment.GetEnvironmentVariable("TERM") is not "dumb",
        };
    }

    public IPrinter Printer() => IsRich ? new RichPrinter(Output, Width) : new PlainPrinter(Output, Width);

    public IPrinter ErrorPrinter() => IsErrorRich ? new RichPrinter(Error, Width) : new PlainPrinter(Error, Width);

    private static int WidthOfProcess()
    {
        if (Console.IsOutputRedirected) return DefaultWidth;
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}

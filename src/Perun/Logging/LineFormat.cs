using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Perun.Logging;

/// How a log event becomes text: time in UTC, level, source, message, exception. Secrets are masked in the whole of it, and
/// control characters that came with foreign text can neither start a line of their own nor steer a terminal.
internal sealed class LineFormat(SecretMask mask, Paint paint) : ITextFormatter
{
    private const string Continued = "\n    ";

    private readonly MessageTemplateTextFormatter _message = new("{Message:lj}", CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var text = new StringWriter(CultureInfo.InvariantCulture);
        _message.Format(logEvent, text);
        if (logEvent.Exception is { } exception) text.Write("\n" + exception);

        output.Write(logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        output.Write(' ');
        output.Write(paint == Paint.Colours ? Coloured(logEvent.Level) : Word(logEvent.Level));
        output.Write(' ');
        if (Source(logEvent) is { } source) output.Write(Tamed(mask.Apply(source)) + ": ");
        output.Write(Tamed(mask.Apply(text.ToString())));
        output.Write('\n');
    }

    private static string? Source(LogEvent logEvent) =>
        logEvent.Properties.TryGetValue("SourceContext", out var value) && value is ScalarValue { Value: string source }
            ? source[(source.LastIndexOf('.') + 1)..]
            : null;

    private static string Tamed(string text)
    {
        var tamed = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings("\n").TrimEnd('\n'))
        {
            if (letter == '\n') tamed.Append(Continued);
            else if (letter == '\t') tamed.Append("  ");
            else tamed.Append(char.IsControl(letter) ? '\uFFFD' : letter);
        }
        return tamed.ToString();
    }

    private static string Word(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "trace",
        LogEventLevel.Debug => "debug",
        LogEventLevel.Information => "info ",
        LogEventLevel.Warning => "warn ",
        LogEventLevel.Error => "error",
        LogEventLevel.Fatal => "fatal",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Coloured(LogEventLevel level)
    {
        var colour = level switch
        {
            LogEventLevel.Verbose or LogEventLevel.Debug => "90",
            LogEventLevel.Information => "36",
            LogEventLevel.Warning => "33",
            _ => "31;1",
        };
        return $"\u001b[{colour}m{Word(level)}\u001b[0m";
    }
}

internal enum Paint
{
    Plain,
    Colours,
}

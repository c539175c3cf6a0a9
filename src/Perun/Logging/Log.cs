using Perun.Configuration;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using LogLevel = Perun.Configuration.LogLevel;

namespace Perun.Logging;

/// The log: the console (standard error, so that what a command prints stays clean) and files that roll at a size, both
/// masked. `Trouble` says what is wrong when the files can't be written; the console goes on.
public sealed class Log : IDisposable
{
    public const long FileBytes = 10 * 1024 * 1024;
    public const int Files = 10;

    private Log(Logger logger, string? trouble)
    {
        Logger = logger;
        Trouble = trouble;
    }

    public Logger Logger { get; }

    public string? Trouble { get; }

    public static Log Open(LoggingSettings settings, SecretMask mask) => Open(settings, mask, FileBytes);

    internal static Log Open(LoggingSettings settings, SecretMask mask, long fileBytes)
    {
        var configuration = new LoggerConfiguration().MinimumLevel.Is(Lowest(settings)).MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal);
        if (Level(settings.Console) is { } console)
            configuration.WriteTo.Console(new LineFormat(mask, ConsolePaint()), console, standardErrorFromLevel: LogEventLevel.Verbose);

        string? trouble = null;
        if (Level(settings.File) is { } file)
        {
            var path = Path.Combine(settings.Folder, settings.FileName);
            trouble = WhyNotWritable(settings.Folder, path);
            if (trouble is null)
            {
                configuration.WriteTo.File(new LineFormat(mask, Paint.Plain), path, file,
                    fileSizeLimitBytes: fileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: Files);
            }
        }
        var log = new Log(configuration.CreateLogger(), trouble);
        if (trouble is not null) log.Logger.Warning("{Trouble}", trouble);
        return log;
    }

    public void Dispose() => Logger.Dispose();

    private static string? WhyNotWritable(string folder, string path)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"The log file {path} can't be written: {failure.Message} Make the folder writable or set LOG_PATH to another; until then, only the console has the log.";
        }
    }

    private static Paint ConsolePaint() =>
        Console.IsErrorRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) ? Paint.Plain : Paint.Colours;

    private static LogEventLevel Lowest(LoggingSettings settings) =>
        (LogEventLevel)Math.Min((int)(Level(settings.Console) ?? LogEventLevel.Fatal), (int)(Level(settings.File) ?? LogEventLevel.Fatal));

    /// Null is off.
    private static LogEventLevel? Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Info => LogEventLevel.Information,
        LogLevel.Warn => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        LogLevel.Fatal => LogEventLevel.Fatal,
        LogLevel.Off => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

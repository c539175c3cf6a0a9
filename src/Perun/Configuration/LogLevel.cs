namespace Perun.Configuration;

/// How important a log line must be.
public enum LogLevel
{
    Trace,
    Debug,
    Info,
    Warn,
    Error,
    Fatal,
    Off,
}

internal static class LogLevels
{
    public static ValueKind<LogLevel> Kind { get; } = Kinds.Words(
        ("trace", LogLevel.Trace),
        ("debug", LogLevel.Debug),
        ("info", LogLevel.Info),
        ("warn", LogLevel.Warn),
        ("error", LogLevel.Error),
        ("fatal", LogLevel.Fatal),
        ("off", LogLevel.Off));
}

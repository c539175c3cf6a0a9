namespace Perun.Backtest.History.Importing;

/// How a file writes its times.
public enum TimeStyle
{
    EpochSeconds,
    EpochMilliseconds,
    EpochMicroseconds,
    EpochNanoseconds,

    /// 2026-01-05, 2026-01-05 14:30:00, 2026-01-05T14:30:00.000Z, 2026-01-05T09:30:00-05:00
    Iso,

    /// 20260105, 20260105 14:30, 20260105 143000
    Compact,

    /// 1/5/2026 2:30 PM: the month comes first
    MonthFirst,

    /// 05.01.2026 14:30, 5/1/2026: the day comes first
    DayFirst,

    /// Milliseconds since midnight of a date that the file's name tells.
    MillisecondsOfDay,
}

/// Whose clock times without an offset are read on.
public enum ClockZone
{
    Utc,
    NewYork,
}

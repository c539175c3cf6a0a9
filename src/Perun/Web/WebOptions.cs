using Microsoft.Extensions.Logging.Abstractions;

namespace Perun.Web;

/// How the dashboard and the commands' API are served. They are never reachable from another machine.
public sealed record WebOptions
{
    /// On 127.0.0.1. Zero takes any free one.
    public required int Port { get; init; }

    /// What a command must present to the API; at least 128 bits, as text.
    public required string Token { get; init; }

    /// Where backtests keep their runs; without one there is none to show.
    public string? RunsFolder { get; init; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// A quiet stream says at least this often that it lives.
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// A browser is told of changes no more often than this.
    public TimeSpan UpdateGap { get; init; } = TimeSpan.FromMilliseconds(250);

    /// A browser that takes nothing for this long is let go.
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(20);

    /// How long one question to the facts may take.
    public TimeSpan FactsPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// Open pages at once; one more is turned away.
    public int MaxStreams { get; init; } = 64;

    /// Sustained; bursts of four times as many pass. Pages, questions and wishes are counted apart.
    public int RequestsPerSecond { get; init; } = 100;
}

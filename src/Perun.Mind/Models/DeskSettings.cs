namespace Perun.Mind.Models;

/// How models are asked.
public sealed record DeskSettings
{
    /// The model of each task; a task without one answers "no model".
    public required IReadOnlyDictionary<ModelTask, string> Models { get; init; }

    /// Asked where a task's model gives no answer.
    public string? Fallback { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// Of one model, the first try included.
    public int MostTries { get; init; } = 3;

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// A provider that asks for more than this is left alone.
    public TimeSpan MostPause { get; init; } = TimeSpan.FromSeconds(20);
}

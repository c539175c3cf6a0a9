using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Venues;

/// What is certain about a command or a question after it was given to a venue.
public abstract record Outcome
{
    private Outcome()
    {
    }

    /// The venue took it. What it said of the order along with that, if anything.
    public sealed record Accepted(IReadOnlyList<OrderReport> Reports) : Outcome
    {
        public static readonly Accepted WithoutWords = new([]);
    }

    /// The venue did not do it and will not, or it was not sent because the venue certainly would refuse.
    public sealed record Refused(string Reason) : Outcome;

    /// It may have been done: no answer came that can be relied on.
    public sealed record Unknown(string Why) : Outcome;

    /// Certainly not done: too many requests. May be tried again from then on.
    public sealed record Throttled(DateTime Until, string Why) : Outcome;

    /// Certainly not done: the venue could not be reached, or takes nothing now.
    public sealed record Down(string Why) : Outcome;

    /// In a few words, for logs and pages.
    public string Words => this switch
    {
        Accepted => "accepted",
        Refused refused => $"refused: {refused.Reason}",
        Unknown unknown => $"unknown: {unknown.Why}",
        Throttled throttled => $"throttled until {throttled.Until:HH:mm:ss}: {throttled.Why}",
        Down down => $"down: {down.Why}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// The answer to a question, or why there is none.
public readonly struct Answer<T> where T : class
{
    private readonly T? _value;
    private readonly Outcome? _failure;

    internal Answer(T? value, Outcome? failure) => (_value, _failure) = (value, failure);

    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Outcome failure) => new(null, failure);

    /// False where there is no answer; the failure says why.
    public bool TryGet([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Outcome? failure)
    {
        (value, failure) = (_value, _value is null ? _failure ?? new Outcome.Unknown("nothing was answered") : null);
        return value is not null;
    }
}

public static class Answer
{
    /// For values whose type is an interface, which don't turn into answers by themselves.
    public static Answer<T> Of<T>(T value) where T : class => new(value, null);
}

/// Outcomes as the engine hears them: as reports of the order concerned.
public static class OutcomeReports
{
    public static OrderReport Of(Outcome outcome, OrderId order, InstrumentId instrument, VenueTask task, DateTime now) => new()
    {
        Order = order,
        Instrument = instrument,
        Kind = KindOf(outcome, task),
        VenueTime = now,
        Reason = outcome.Words,
    };

    /// A command that was certainly not carried out is a refusal of this moment: the engine tries protective ones again after a
    /// while and lets an entry go, because what was proposed then may be wrong now.
    private static ReportKind KindOf(Outcome outcome, VenueTask task) => outcome is Outcome.Unknown
        ? ReportKind.Unknown
        : task switch
        {
            VenueTask.Submit => ReportKind.Rejected,
            VenueTask.Cancel => ReportKind.CancelRejected,
            VenueTask.Change => ReportKind.ReplaceRejected,
            _ => ReportKind.Unknown,
        };
}

public enum VenueTask
{
    Submit,
    Cancel,
    Change,
    Ask,
}

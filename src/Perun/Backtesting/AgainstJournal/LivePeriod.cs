using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Engine.Events;

namespace Perun.Backtesting.AgainstJournal;

/// What a journal says of a stretch of time.
internal sealed record LivePeriod
{
    public required DateTime From { get; init; }

    /// The first moment after it.
    public required DateTime To { get; init; }

    public required Universe Universe { get; init; }

    /// What the account was worth at its beginning.
    public required decimal Equity { get; init; }

    public required IReadOnlyList<SeenBar> Bars { get; init; }

    /// Starts of the program with their settings, and instruments as they were listed, for the other side to have the same.
    public required IReadOnlyList<(DateTime At, IEngineEvent Event)> Terms { get; init; }

    public required IReadOnlyCollection<HeardSignal> Signals { get; init; }

    public required IReadOnlyList<TradeStory> Trades { get; init; }

    public required IReadOnlyList<(DateTime At, OperatorRequest Request)> Requests { get; init; }

    /// When nothing was heard because the program did not run.
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// What went wrong with orders: refused, lost, in doubt, expired.
    public required IReadOnlyList<OrderTrouble> Troubles { get; init; }

    /// Held when the period began.
    public required IReadOnlyList<InstrumentId> Carried { get; init; }
}

/// <param name="At">When the engine heard of it; in time is at the minute's end.</param>
internal readonly record struct SeenBar(InstrumentId Instrument, Bar Bar, DateTime At)
{
    public DateTime End => Bar.Time.AddMinutes(1);
}

internal readonly record struct Pause(DateTime From, DateTime To)
{
    public bool Overlaps(DateTime from, DateTime to) => From < to && To >= from;
}

internal readonly record struct OrderTrouble(DateTime At, OrderId Order, InstrumentId Instrument, ReportKind Kind, string Text);

using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Engine.Events;

/// What a person can ask of the engine.
public abstract record OperatorRequest
{
    private OperatorRequest()
    {
    }

    /// Who asked, as the record should name them.
    public string By { get; init; } = "operator";

    /// Stop entries now and cancel those that work; protection stays.
    public sealed record Kill(string Why) : OperatorRequest;

    /// Lift the kill switch and every pause.
    public sealed record Resume(string Why) : OperatorRequest;

    /// Cancel everything, close everything, and make sure of it.
    public sealed record Flatten(string Why) : OperatorRequest;

    /// Leave one position, or a part of it.
    public sealed record Close(InstrumentId Instrument, decimal? Quantity = null) : OperatorRequest;

    /// Take over what the account holds of an instrument beside what Perun bought, protected by a stop here (or at the usual distance).
    public sealed record Adopt(InstrumentId Instrument, decimal? Stop = null) : OperatorRequest;

    /// What the venue says of the cash is right, whatever the reason.
    public sealed record AcceptCash(string Why) : OperatorRequest;

    public sealed record CancelOrder(OrderId Order) : OperatorRequest;

    /// Open or enlarge a position. Every hard limit holds for people too.
    public sealed record Enter(
        InstrumentId Instrument,
        Side Side,
        decimal? Quantity,
        decimal? LimitPrice,
        decimal? Stop,
        decimal? Target) : OperatorRequest
    {
        /// The entry waits until the price trades here; with a limit it is a stop-limit order then, else a stop.
        public decimal? Trigger { get; init; }

        /// The protective stop follows the best price at this distance, in place of a fixed one.
        public Trail? Trail { get; init; }

        public TimeInForce? TimeInForce { get; init; }
    }
}

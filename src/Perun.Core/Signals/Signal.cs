using Perun.Core.Instruments;

namespace Perun.Core.Signals;

public enum SignalAction
{
    Hold,
    Buy,
    Sell,
}

/// A proposal. Code decides what becomes of it: an analyst names no quantity.
public sealed record Signal
{
    /// Who proposes.
    public required string Analyst { get; init; }

    public required InstrumentId Instrument { get; init; }

    /// Buy opens or keeps a long position, sell leaves one (or opens a short one where that is allowed).
    public required SignalAction Action { get; init; }

    /// 0 to 1.
    public required double Confidence { get; init; }

    /// In words a person can check against the chart.
    public required string Rationale { get; init; }

    /// The time of the newest data the analyst saw, UTC.
    public required DateTime BasedOn { get; init; }

    /// The price the proposal was made at.
    public decimal ReferencePrice { get; init; }

    public decimal? Stop { get; init; }

    public decimal? Target { get; init; }

    /// How long the proposal expects to need.
    public TimeSpan? Horizon { get; init; }
}

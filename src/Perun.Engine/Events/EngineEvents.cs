using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;

namespace Perun.Engine.Events;

/// The program started, with these settings: the first event of a journal and of every run.
public readonly record struct Started(string Program, string Mode, decimal StartCash, EngineSettings Settings);

/// An instrument can be traded, or its particulars changed.
public readonly record struct InstrumentListed(Instrument Instrument);

/// A one-minute bar is complete.
public readonly record struct BarClosed(InstrumentId Instrument, Bar Bar);

/// The best prices changed.
public readonly record struct QuoteSeen(InstrumentId Instrument, Quote Quote);

/// An analyst proposes. The journal position of this event is the decision's id.
public readonly record struct SignalProposed(Signal Signal);

/// A venue, or the way to it, has news of an order.
public readonly record struct OrderReported(OrderReport Report);

/// Time has passed; sent at least every few seconds when nothing else happens.
public readonly record struct TimePassed;

/// The venue stopped or resumed trading in an instrument.
public readonly record struct TradingHalted(InstrumentId Instrument, bool IsHalted, string Reason);

/// What the venue's own books say, taken while no report was outstanding.
public readonly record struct AccountSeen(decimal Cash, IReadOnlyList<Holding> Holdings);

public readonly record struct Holding(InstrumentId Instrument, decimal Quantity);

/// A person (or a tool acting for one) wants something.
public readonly record struct OperatorAsked(OperatorRequest Request);

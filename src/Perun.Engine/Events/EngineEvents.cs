using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Core.Signals;

namespace Perun.Engine.Events;

/// The program started, with these settings: the first event of a journal and of every run.
public readonly record struct Started(string Program, string Mode, decimal StartCash, EngineSettings Settings) : IEngineEvent
{
    public string Name => "started";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// An instrument can be traded, or its particulars changed.
public readonly record struct InstrumentListed(Instrument Instrument) : IEngineEvent
{
    public string Name => "listed";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// A one-minute bar is complete.
public readonly record struct BarClosed(InstrumentId Instrument, Bar Bar) : IEngineEvent
{
    public string Name => "bar";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// The best prices changed.
public readonly record struct QuoteSeen(InstrumentId Instrument, Quote Quote) : IEngineEvent
{
    public string Name => "quote";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// An analyst proposes. The journal position of this event is the decision's id.
public readonly record struct SignalProposed(Signal Signal) : IEngineEvent
{
    public string Name => "signal";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// A venue, or the way to it, has news of an order.
public readonly record struct OrderReported(OrderReport Report) : IEngineEvent
{
    public string Name => "report";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// Time has passed; sent at least every few seconds when nothing else happens.
public readonly record struct TimePassed : IEngineEvent
{
    public string Name => "time";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// The venue stopped or resumed trading in an instrument.
public readonly record struct TradingHalted(InstrumentId Instrument, bool IsHalted, string Reason) : IEngineEvent
{
    public string Name => "halt";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// What the venue's own books say, taken while no report was outstanding.
public readonly record struct AccountSeen(decimal Cash, IReadOnlyList<Holding> Holdings) : IEngineEvent
{
    public string Name => "account";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// Whether the venue, and what is known of it, can be relied on: its streams are whole and its books were held against ours. Until
/// it is said, and while it is not so, nothing is entered.
public readonly record struct VenueStood(bool IsReady, string Why) : IEngineEvent
{
    public string Name => "venue";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// Cash came or went otherwise than by trading, as the venue's books say: each movement once.
/// <param name="IsGain">A dividend, interest or fee; else its owner moved it, which is neither a gain nor a loss.</param>
public readonly record struct CashMoved(decimal Amount, bool IsGain, string Text) : IEngineEvent
{
    public string Name => "cash";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// The account holds this much of an instrument that Perun did not buy; zero when it is gone.
public readonly record struct OutsideSeen(InstrumentId Instrument, decimal Quantity, decimal Price) : IEngineEvent
{
    public string Name => "outside";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// The venue holds another quantity of what Perun holds than the orders make, and none of them explains it.
/// <param name="Change">Of the quantity, signed like it.</param>
/// <param name="Price">What a unit was worth.</param>
/// <param name="IsRounding">Too little to be anything but rounding, a fee's for instance; else somebody took it.</param>
public readonly record struct HoldingCorrected(InstrumentId Instrument, decimal Change, decimal Price, bool IsRounding, string Text) : IEngineEvent
{
    public string Name => "corrected";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// Something at the venue that a person should find in the record.
public readonly record struct VenueRemarked(string Text) : IEngineEvent
{
    public string Name => "remark";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

/// One share has become so many.
public readonly record struct SplitSeen(InstrumentId Instrument, decimal Ratio, string Text) : IEngineEvent
{
    public string Name => "split";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

public readonly record struct Holding(InstrumentId Instrument, decimal Quantity);

/// A person (or a tool acting for one) wants something.
public readonly record struct OperatorAsked(OperatorRequest Request) : IEngineEvent
{
    public string Name => "operator";

    public void GoTo(TradingEngine engine, in Stamp stamp) => engine.Process(stamp, this);
}

using Perun.Core.Instruments;
using Perun.Core.Orders;

namespace Perun.Simulation.Exchange;

/// One execution in the venue's books.
/// <param name="Number">The venue's running number of it.</param>
/// <param name="Fee">In the quote currency or, where the flag says so, in the base asset.</param>
public readonly record struct VenueFill(
    long Number,
    OrderId Order,
    InstrumentId Instrument,
    Side Side,
    decimal Quantity,
    decimal Price,
    decimal Fee,
    bool FeeIsInBase,
    Liquidity Liquidity,
    DateTime Time);

using Perun.Core.Instruments;

namespace Perun.Simulation.Exchange;

/// That an order can fill, at which price (on the tick), and what of the slice certainly came afterwards.
internal readonly record struct Execution(decimal Price, Liquidity Liquidity, bool AtOpen, Slice Rest);

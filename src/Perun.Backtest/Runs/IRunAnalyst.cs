using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.Signals;
using Perun.Engine;

namespace Perun.Backtest.Runs;

/// What proposes in the strategies' place: it sees every bar when it is over, and is asked at moments that it chooses.
public interface IRunAnalyst
{
    /// A bar is over.
    void See(InstrumentId instrument, in Bar bar, DateTime end);

    /// Whether it wants to be asked now that all bars of this moment are over.
    bool IsDue(DateTime now);

    /// Its proposals, each of which the engine judges like any other.
    ValueTask<IReadOnlyList<Signal>> ProposeAsync(DateTime now, EngineState state, CancellationToken cancel);

    /// A proposal goes to the engine; trades name the position of the one that opened them.
    void Proposing(long position, Signal signal);

    /// What the engine says, at the moment of saying.
    void Hear(DateTime now, Notice notice);
}

using Perun.Core.Instruments;
using Perun.Core.Orders;
using Perun.Simulation.Exchange;

namespace Perun.Backtest.Runs;

/// Holds what the engine asks of the venue for so many bars of the instrument concerned. Nights and weekends have no bars, so
/// nothing gets through them sooner.
internal sealed class CommandDelay(SimulatedExchange exchange, int bars, int instruments)
{
    private readonly Queue<Held>[] _held = [.. Enumerable.Range(0, instruments).Select(_ => new Queue<Held>())];
    private readonly long[] _seen = new long[instruments];

    private readonly record struct Held(long Due, Action<DateTime> Send);

    public void Submit(OrderRequest order) => Hold(order.Instrument, now => exchange.Submit(order, now));

    public void Cancel(OrderId order, InstrumentId instrument) => Hold(instrument, now => exchange.Cancel(order, instrument, now));

    public void Change(OrderChange change) => Hold(change.Instrument, now => exchange.Change(change, now));

    public void Ask(OrderId order, InstrumentId instrument) => Hold(instrument, now => exchange.Ask(order, instrument, now));

    /// A bar is over: what was asked so many bars ago arrives, in the order in which it was asked.
    public void Pass(InstrumentId instrument, DateTime now)
    {
        var seen = ++_seen[instrument.Value];
        var held = _held[instrument.Value];
        while (held.TryPeek(out var next) && next.Due <= seen) held.Dequeue().Send(now);
    }

    private void Hold(InstrumentId instrument, Action<DateTime> send) => _held[instrument.Value].Enqueue(new Held(_seen[instrument.Value] + bars, send));
}

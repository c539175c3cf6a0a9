using Perun.Adapters.Storage;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.Orders;
using Perun.Core.State;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;

namespace Perun.Trading;

/// The simulated market, whose books lie in the store beside the journal.
internal sealed class SimulatedMarketplace(SimulatedMarket market) : IMarketplace, IMarketListener
{
    internal const string VenueBooks = "simulated-venue";

    private static readonly TimeSpan ReconcileEvery = TimeSpan.FromMinutes(15);

    private IFloor? _floor;
    private DateTime _nextReconcile;
    private bool _isChanged;

    public DateTime Now => market.Now;

    public VenueAccount Account => market.Exchange.Account;

    public void Advance(DateTime to, IFloor floor)
    {
        _floor = floor;
        market.Advance(to, this);
        _floor = null;
    }

    public void Carry(Command command, DateTime now)
    {
        _isChanged = true;
        switch (command)
        {
            case Command.Submit submit: market.Exchange.Submit(submit.Order, now); break;
            case Command.Cancel cancel: market.Exchange.Cancel(cancel.Order, cancel.Instrument, now); break;
            case Command.Change change: market.Exchange.Change(change.Terms, now); break;
            case Command.Ask ask: market.Exchange.Ask(ask.Order, ask.Instrument, now); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    public void CloseStep(IFloor floor, DateTime now)
    {
        if (now < _nextReconcile) return;
        _nextReconcile = now + ReconcileEvery;
        var account = market.Exchange.Snapshot();
        floor.Hear(new AccountSeen(account.Cash, [.. account.Positions.Select(position => new Holding(position.Instrument, position.Quantity))]), now);
    }

    public void Keep(SqliteStore store)
    {
        if (!_isChanged) return;
        var stream = StateStream.Save();
        market.Sync(stream);
        store.Keep(VenueBooks, stream.Saved);
        _isChanged = false;
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken cancel) => Task.Delay(atMost, cancel);

    void IMarketListener.OnPrice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    void IMarketListener.OnReport(in OrderReport report, DateTime now)
    {
        _isChanged = true;
        _floor!.Hear(new OrderReported(report), now);
    }

    void IMarketListener.OnBar(InstrumentId instrument, in Bar minute, DateTime now) => _floor!.Hear(new BarClosed(instrument, minute), now);

    void IMarketListener.OnNews(NewsItem item, DateTime now) => _floor!.Hear(item);

    public void Dispose()
    {
    }
}

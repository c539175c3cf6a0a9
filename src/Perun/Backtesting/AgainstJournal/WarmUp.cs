using Perun.Adapters.Storage;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Analysts;
using Perun.Simulation.World;
using Perun.Trading;

namespace Perun.Backtesting.AgainstJournal;

/// Shows an analyst what it had seen when the period began: the world's history where the journal trades in one, then the
/// journal's bars. What it proposed on them belongs to the time before.
internal sealed class WarmUp(RuleAnalyst analyst) : IWorldListener
{
    public void Show(JournalReader reader, Universe universe, DateTime until)
    {
        if (Origin.Kept(reader) is { } origin && until - origin.Start < Origin.History && universe.Instruments.All(instrument => WorldCatalog.TryFind(instrument.Symbol, out _)))
            new SimulatedWorld(universe, origin.Seed, origin.HistoryFrom).Advance(origin.Start, this);
        var codec = new EventCodec(universe);
        foreach (var body in reader.BarsBetween(until - Origin.History, until))
            if (codec.Read("bar", body) is BarClosed closed && closed.Bar.Time < until) analyst.See(closed.Instrument, closed.Bar);
        analyst.Forget();
    }

    public bool WantsSlices => false;

    public void OnBar(InstrumentId instrument, in Bar minute) => analyst.See(instrument, minute);

    public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    public void OnNews(NewsItem item)
    {
    }
}

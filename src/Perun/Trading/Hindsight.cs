using Perun.Adapters.Storage;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Analysts;
using Perun.Simulation.World;

namespace Perun.Trading;

/// Shows an analyst what was before it came: the world's history, then the journal's bars. After a restart it knows what it
/// would know without one, and what it had proposed by its last pass is not proposed again.
internal sealed class Hindsight(RuleAnalyst analyst, DateTime lastPass) : IWorldListener
{
    private bool _isPassed;

    public void Show(Universe listed, Origin origin, JournalReader reader, JournaledEngine engine, DateTime now)
    {
        if (now - origin.Start < Origin.History) new SimulatedWorld(listed, origin.Seed, origin.HistoryFrom).Advance(origin.Start, this);
        foreach (var body in reader.NewestBars(Origin.History))
            if (engine.Codec.Read("bar", body) is BarClosed closed) See(closed.Instrument, closed.Bar);
        if (!_isPassed) analyst.Forget();
    }

    public bool WantsSlices => false;

    public void OnBar(InstrumentId instrument, in Bar minute) => See(instrument, minute);

    public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    public void OnNews(NewsItem item)
    {
    }

    private void See(InstrumentId instrument, in Bar minute)
    {
        if (!_isPassed && minute.Time.AddMinutes(1) > lastPass)
        {
            analyst.Forget();
            _isPassed = true;
        }
        analyst.See(instrument, minute);
    }
}

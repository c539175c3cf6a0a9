using Perun.Adapters.Storage;
using Perun.Core.Bars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Analysts;
using Perun.Minds;
using Perun.Simulation.World;

namespace Perun.Trading;

/// Shows an analyst and what reads bars beside it what was before they came: the world's history, then the journal's bars. After a
/// restart they know what they would know without one, and what was proposed by the last pass is not proposed again.
internal sealed class Hindsight(RuleAnalyst analyst, TradingMind? mind, DateTime lastPass) : IWorldListener
{
    /// Older news is history for everybody.
    private static readonly TimeSpan News = TimeSpan.FromDays(1);

    private bool _isPassed;
    private DateTime _now;

    public void Show(Universe listed, Origin origin, JournalReader reader, JournaledEngine engine, DateTime now)
    {
        _now = now;
        if (now - origin.Start < Origin.History) new SimulatedWorld(listed, origin.Seed, origin.HistoryFrom).Advance(origin.Start, this);
        foreach (var body in reader.NewestBars(Origin.History))
            if (engine.Codec.Read("bar", body) is BarClosed closed) See(closed.Instrument, closed.Bar);
        if (!_isPassed) analyst.Forget();
    }

    /// The same from a venue's history; where it has none of an instrument, from the journal.
    public void Show(IReadOnlyDictionary<InstrumentId, IReadOnlyList<Bar>> history, JournalReader reader, JournaledEngine engine)
    {
        foreach (var body in reader.NewestBars(Origin.History))
            if (engine.Codec.Read("bar", body) is BarClosed closed && !history.ContainsKey(closed.Instrument)) See(closed.Instrument, closed.Bar);
        foreach (var (instrument, bar) in history.SelectMany(one => one.Value.Select(bar => (one.Key, bar))).OrderBy(one => one.bar.Time)) See(instrument, bar);
        if (!_isPassed) analyst.Forget();
    }

    public bool WantsSlices => false;

    public void OnBar(InstrumentId instrument, in Bar minute) => See(instrument, minute);

    public void OnSlice(InstrumentId instrument, in Bar slice, DateTime end)
    {
    }

    public void OnNews(NewsItem item)
    {
        if (_now - item.Received <= News) mind?.See(item);
    }

    private void See(InstrumentId instrument, in Bar minute)
    {
        if (!_isPassed && minute.Time.AddMinutes(1) > lastPass)
        {
            analyst.Forget();
            _isPassed = true;
        }
        analyst.See(instrument, minute);
        mind?.See(instrument, minute);
    }
}

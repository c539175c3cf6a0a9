using Perun.Adapters.Storage;
using Perun.Configuration;
using Perun.Core.Bars;
using Perun.Core.Calendars;
using Perun.Core.Instruments;
using Perun.Core.News;
using Perun.Core.State;
using Perun.Core.Strategies;
using Perun.Engine.Events;
using Perun.Engine.Journal;
using Perun.Mind.Analysts;
using Perun.Simulation.Exchange;
using Perun.Simulation.Market;
using Perun.Simulation.World;

namespace Perun.Trading;

/// Puts a trading floor together: fresh, or as its journal left it.
internal static class Floors
{
    /// What analysts may look back on before the first moment of trading.
    private static readonly TimeSpan History = TimeSpan.FromDays(35);

    public static TradingFloor Open(PerunSettings settings, SqliteStore store, DateTime freshStart, bool waitsForAnalysts, Action<string, string>? onFailure = null)
    {
        var universe = DefaultUniverse.Of(settings.Analysis.Symbols);
        var reader = store.Reader();
        var engine = new JournaledEngine(store);
        if (Recovery.Restore(engine, reader).Difference is { } difference)
            throw new StoreException($"the journal can't be trusted: {difference}. Nothing was changed and nothing is traded. `perun replay` shows more; restore a backup, or move the data folder away and start anew.");
        var listed = new Universe(engine.State.Universe.Instruments);
        foreach (var instrument in universe.Instruments) listed.List(instrument);

        var rules = new ExchangeRules { StartingCash = settings.World.StartCash, Seed = settings.World.Seed, MostFinishedOrders = 200, MostFills = 200 };
        var market = new SimulatedMarket(listed, settings.World.Seed, freshStart - History, rules);
        var analyst = new RuleAnalyst(listed, settings.Analysis.Timeframe, settings.Analysis.TrendTimeframes, () => new SmaCross());
        if (reader.Kept(TradingFloor.VenueBooks) is { } books)
        {
            var stream = StateStream.Load(books);
            market.Sync(stream);
            stream.ExpectEnd();
            if (engine.State.Now > market.Now) market.Advance(engine.State.Now);
            WarmUp(analyst, reader, engine.Codec);
        }
        else
        {
            market.Advance(freshStart, new Watcher(analyst));
            analyst.ForgetIdeas();
        }
        var desk = new AnalystDesk([analyst], settings.Loop.Cycle, waitsForAnalysts, onFailure);
        var floor = new TradingFloor(engine, store, market, desk);
        floor.Open(new Started(ProgramName, settings.Mode.ToString().ToLowerInvariant(), settings.World.StartCash, Limits.Of(settings)), universe.Instruments);
        return floor;
    }

    /// The newest moment at which New York opened: a fresh simulation begins with everything trading.
    public static DateTime LastOpening(DateTime now)
    {
        var day = TradingCalendar.NewYork.TradingDay(now);
        while (true)
        {
            if (TradingCalendar.NewYork.SessionOn(day) is { } session && session.Open <= now) return session.Open;
            day = day.AddDays(-1);
        }
    }

    internal static string ProgramName => $"perun {typeof(Floors).Assembly.GetName().Version?.ToString(3)}";

    /// After a restart analysts see the journal's bars again.
    private static void WarmUp(RuleAnalyst analyst, JournalReader reader, EventCodec codec)
    {
        foreach (var body in reader.NewestBars(History))
            if (codec.Read("bar", body) is BarClosed closed) analyst.See(closed.Instrument, closed.Bar);
    }

    private sealed class Watcher(IFollowsBars follower) : IMarketListener
    {
        public void OnPrice(InstrumentId instrument, in Bar slice, DateTime end)
        {
        }

        public void OnReport(in Core.Orders.OrderReport report, DateTime now)
        {
        }

        public void OnBar(InstrumentId instrument, in Bar minute, DateTime now) => follower.See(instrument, minute);

        public void OnNews(NewsItem item, DateTime now)
        {
        }
    }
}
